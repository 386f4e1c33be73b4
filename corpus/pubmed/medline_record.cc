// Tags -> members. What stands inside a value (names, grants, substances) is taken apart in medline_values.cc.
#include "corpus/pubmed/medline_record.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "corpus/document_values.h"
#include "corpus/pubmed/medline_abstract.h"
#include "corpus/pubmed/medline_values.h"
#include "corpus/pubmed/pubmed_dates.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

// Four bytes of a tag in one number, for switches.
constexpr std::uint32_t tag_of(std::string_view name) {
  std::uint32_t tag = 0;
  for (const char c : name) tag = (tag << 8) | static_cast<unsigned char>(c);
  return tag;
}

void set_if_unknown(Date& date, const Date& value) {
  if (!date.known()) date = value;
}

}  // namespace

void MedlineRecord::add(std::string_view tag_name, std::string value) {
  if (value.empty() || tag_name.size() > 4) return;
  const std::uint32_t tag = tag_of(tag_name);
  add_person_field(tag, value) || add_text_field(tag, value) || add_journal_field(tag, value) ||
      add_date_field(tag, value) || add_subject_field(tag, value) || add_identifier_field(tag, value) ||
      add_list_field(tag, value);
}

bool MedlineRecord::add_person_field(std::uint32_t tag, std::string& value) {
  switch (tag) {
    case tag_of("FAU"): add_full_name(&Document::authors, value); return true;
    case tag_of("AU"): add_short_name(&Document::authors, value); return true;
    case tag_of("FED"): add_full_name(&Document::editors, value); return true;
    case tag_of("ED"): add_short_name(&Document::editors, value); return true;
    case tag_of("FIR"): add_full_name(&Document::investigators, value); return true;
    case tag_of("IR"): add_short_name(&Document::investigators, value); return true;
    case tag_of("FPS"): add_full_name(&Document::personal_subjects, value); return true;
    case tag_of("PS"): add_short_name(&Document::personal_subjects, value); return true;
    case tag_of("CN"):
      document_.authors.emplace_back().collective = std::move(value);
      last_ = {&Document::authors, false};
      return true;
    case tag_of("AD"):
    case tag_of("IRAD"):
      if (Author* person = last_person()) {
        add_affiliation(*person, value);
      } else {
        first_affiliation_ = std::move(value);
      }
      return true;
    case tag_of("AUID"):
      if (Author* person = last_person(); person != nullptr && value.substr(0, 5) == "ORCID") {
        if (person->orcid.empty()) person->orcid = clean_orcid(value);
      }
      return true;
    default: return false;
  }
}

Author* MedlineRecord::last_person() {
  if (last_.list == nullptr || (document_.*last_.list).empty()) return nullptr;
  return &(document_.*last_.list).back();
}

void MedlineRecord::add_full_name(std::vector<Author> Document::*list, std::string_view name) {
  (document_.*list).push_back(author_from_full_name(name));
  last_ = {list, true};
}

void MedlineRecord::add_short_name(std::vector<Author> Document::*list, std::string_view name) {
  if (last_.list == list && last_.waits_for_short_name) {
    add_initials(*last_person(), name);
  } else {
    (document_.*list).push_back(author_from_short_name(name));
  }
  last_ = {list, false};
}

bool MedlineRecord::add_text_field(std::uint32_t tag, std::string& value) {
  switch (tag) {
    case tag_of("TI"): document_.title = std::move(value); return true;
    case tag_of("BTI"): book_title_ = std::move(value); return true;
    case tag_of("CTI"): collection_title_ = std::move(value); return true;
    case tag_of("TT"): document_.vernacular_title = std::move(value); return true;
    case tag_of("AB"): document_.abstract = split_labelled_abstract(value); return true;
    case tag_of("OAB"):
      for (Section& section : split_labelled_abstract(without_abstract_type(value))) {
        document_.other_abstracts.push_back(std::move(section));
      }
      return true;
    case tag_of("COI"):
    case tag_of("COIS"): document_.conflict_of_interest = std::move(value); return true;
    case tag_of("STAT"): document_.record_status = std::move(value); return true;
    case tag_of("OWN"): document_.source = std::move(value); return true;
    case tag_of("PST"): document_.publication_status = std::move(value); return true;
    case tag_of("PB"): add_extra_text(document_, "publisher", value); return true;
    case tag_of("RIN"):
    case tag_of("RRI"): document_.status.retracted = true; return true;
    case tag_of("EIN"): document_.status.has_erratum = true; return true;
    case tag_of("ECI"): document_.status.expression_of_concern = true; return true;
    default: return false;
  }
}

bool MedlineRecord::add_journal_field(std::uint32_t tag, std::string& value) {
  Journal& journal = document_.journal;
  switch (tag) {
    case tag_of("TA"): journal.abbreviation = std::move(value); return true;
    case tag_of("JT"): journal.title = std::move(value); return true;
    case tag_of("JID"): journal.nlm_id = std::move(value); return true;
    case tag_of("IS"): add_issn(journal, first_word(value)); return true;
    case tag_of("PL"):
      journal.country = value;
      document_.publication_country = std::move(value);
      return true;
    case tag_of("VI"): document_.volume = std::move(value); return true;
    case tag_of("IP"): document_.issue = std::move(value); return true;
    case tag_of("PG"): document_.pages = std::move(value); return true;
    default: return false;
  }
}

bool MedlineRecord::add_date_field(std::uint32_t tag, std::string& value) {
  const auto read = [&value](Date& date) {
    date = parse_pubmed_date(value);
    return true;
  };
  Dates& dates = document_.dates;
  switch (tag) {
    case tag_of("DP"): return read(dates.published);
    case tag_of("DEP"):
    case tag_of("CTDT"): return read(dates.electronic);
    case tag_of("EDAT"): return read(dates.entered);
    case tag_of("CRDT"): return read(dates.created);
    case tag_of("MHDA"): return read(dates.mesh);
    case tag_of("DCOM"): return read(dates.completed);
    case tag_of("LR"):
    case tag_of("DRDT"): return read(dates.revised);
    case tag_of("DA"): return read(date_created_);
    case tag_of("PHST"): add_history(value); return true;
    default: return false;
  }
}

// Says again what EDAT, CRDT and MHDA say; some exports have these lines alone.
void MedlineRecord::add_history(std::string_view value) {
  const TypedValue entry = typed_value(value);
  const Date date = parse_pubmed_date(entry.value);
  if (entry.type == "pubmed") set_if_unknown(document_.dates.entered, date);
  if (entry.type == "entrez") set_if_unknown(document_.dates.created, date);
  if (entry.type == "medline") set_if_unknown(document_.dates.mesh, date);
}

bool MedlineRecord::add_subject_field(std::uint32_t tag, std::string& value) {
  switch (tag) {
    case tag_of("MH"): add_heading(value); return true;
    case tag_of("RN"): add_substance(value); return true;
    case tag_of("NM"): document_.entities.push_back(mesh_entity(std::move(value), {}, EntityType::other)); return true;
    case tag_of("GS"): document_.entities.push_back(mesh_entity(std::move(value), {}, EntityType::gene)); return true;
    default: return false;
  }
}

// Without a number it is a supplementary concept of another kind, a disease or an organism.
void MedlineRecord::add_substance(std::string_view value) {
  Substance substance = substance_from(value);
  if (substance.registry_number.empty()) {
    document_.entities.push_back(mesh_entity(std::move(substance.name), {}, EntityType::other));
  } else {
    substances_.push_back(std::move(substance));
  }
}

void MedlineRecord::add_heading(std::string_view value) { document_.entities.push_back(heading_from(value)); }

bool MedlineRecord::add_identifier_field(std::uint32_t tag, std::string& value) {
  switch (tag) {
    case tag_of("PMID"): document_.pmid = clean_pmid(value); return true;
    case tag_of("PMC"): document_.pmcid = clean_pmcid(value); return true;
    case tag_of("AID"):
    case tag_of("LID"): add_location(value); return true;
    case tag_of("OID"): add_own_id(value); return true;
    case tag_of("MID"): add_other_id(document_, "mid", std::move(value)); return true;
    case tag_of("ISBN"): add_other_id(document_, "isbn", first_word(value)); return true;
    default: return false;
  }
}

// "10.1000/x [doi]", "S0001 [pii]"; without a type it is the publisher's own.
void MedlineRecord::add_location(std::string_view value) {
  const TypedValue location = typed_value(value);
  if (location.type == "doi") {
    if (document_.doi.empty()) document_.doi = clean_doi(location.value);
  } else {
    add_other_id(document_, location.type.empty() ? "pii" : location.type, location.value);
  }
}

// "NLM: PMC2930366", "KIE: 12345".
void MedlineRecord::add_own_id(std::string_view value) {
  const std::size_t colon = value.find(": ");
  if (colon == std::string_view::npos) return;
  const std::string_view id = value.substr(colon + 2);
  if (id.substr(0, 3) == "PMC" && !clean_pmcid(id).empty()) {
    if (document_.pmcid.empty()) document_.pmcid = clean_pmcid(id);
  } else {
    add_other_id(document_, id.substr(0, 5) == "NIHMS" ? "mid" : ascii::to_lower(value.substr(0, colon)),
                 std::string(id));
  }
}

bool MedlineRecord::add_list_field(std::uint32_t tag, std::string& value) {
  switch (tag) {
    case tag_of("LA"): document_.languages.push_back(std::move(value)); return true;
    case tag_of("PT"): document_.publication_types.push_back({std::move(value), {}}); return true;
    case tag_of("SB"): document_.subsets.push_back(std::move(value)); return true;
    case tag_of("GR"): document_.grants.push_back(grant_from(value)); return true;
    case tag_of("SI"): add_databank(value); return true;
    case tag_of("OT"):
      if (value.front() == '*') value.erase(0, 1);  // a major keyword
      if (!value.empty()) document_.keywords.push_back(std::move(value));
      return true;
    default: return false;
  }
}

// "ClinicalTrials.gov/NCT00000000": one line an accession.
void MedlineRecord::add_databank(std::string_view value) {
  const std::size_t slash = std::min(value.find('/'), value.size());
  const std::string_view name = value.substr(0, slash);
  auto& banks = document_.databanks;
  if (banks.empty() || banks.back().name != name) banks.push_back({std::string(name), {}});
  if (slash + 1 < value.size()) banks.back().accessions.emplace_back(value.substr(slash + 1));
}

// A chapter has its own title and stands in the book as an article in a journal; a whole book has the book's.
void MedlineRecord::finish_book() {
  if (book_title_.empty()) return;
  const bool chapter = !document_.title.empty();
  document_.journal.title = std::move(chapter ? book_title_ : collection_title_);
  document_.journal.country.clear();  // PL is the publisher's place here
  if (!chapter) document_.title = std::move(book_title_);
}

Document MedlineRecord::take() {
  finish_book();
  set_if_unknown(document_.dates.created, date_created_);
  if (!document_.authors.empty()) add_affiliation(document_.authors.front(), first_affiliation_);
  add_substances(document_, std::move(substances_));
  if (!document_.pmid.empty()) complete_pubmed_document(document_);
  Document document = std::move(document_);
  *this = MedlineRecord{};
  return document;
}

}  // namespace il2search
