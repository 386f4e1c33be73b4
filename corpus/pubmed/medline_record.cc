// Tags -> members. Values with several parts (names, grants, substances) are split in medline_values.cc.
#include "corpus/pubmed/medline_record.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "corpus/document_values.h"
#include "corpus/pubmed/medline_values.h"
#include "corpus/pubmed/pubmed_dates.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

// The bytes of a tag as one number, for switches.
constexpr std::uint32_t tag_of(std::string_view name) {
  std::uint32_t tag = 0;
  for (const char c : name) tag = (tag << 8) | static_cast<unsigned char>(c);
  return tag;
}

void set_if_unknown(Date& date, const Date& value) {
  if (!date.known()) date = value;
}

}  // namespace

// The member whose value is the value of the tag; nullptr if the tag has a rule of its own.
std::string* MedlineRecord::text_member(std::uint32_t tag) {
  switch (tag) {
    case tag_of("TI"): return &document_.title;
    case tag_of("BTI"): return &book_title_;
    case tag_of("CTI"): return &collection_title_;
    case tag_of("TT"): return &document_.vernacular_title;
    case tag_of("COI"):
    case tag_of("COIS"): return &document_.conflict_of_interest;
    case tag_of("STAT"): return &document_.record_status;
    case tag_of("OWN"): return &document_.source;
    case tag_of("PST"): return &document_.publication_status;
    case tag_of("TA"): return &document_.journal.abbreviation;
    case tag_of("JT"): return &document_.journal.title;
    case tag_of("JID"): return &document_.journal.nlm_id;
    case tag_of("VI"): return &document_.volume;
    case tag_of("IP"): return &document_.issue;
    case tag_of("PG"): return &document_.pages;
    default: return nullptr;
  }
}

// The date that the tag gives; nullptr for other tags.
Date* MedlineRecord::date_member(std::uint32_t tag) {
  Dates& dates = document_.dates;
  switch (tag) {
    case tag_of("DP"): return &dates.published;
    case tag_of("DEP"):
    case tag_of("CTDT"): return &dates.electronic;
    case tag_of("EDAT"): return &dates.entered;
    case tag_of("CRDT"): return &dates.created;
    case tag_of("MHDA"): return &dates.mesh;
    case tag_of("DCOM"): return &dates.completed;
    case tag_of("LR"):
    case tag_of("DRDT"): return &dates.revised;
    case tag_of("DA"): return &date_created_;
    default: return nullptr;
  }
}

void MedlineRecord::add(std::string_view tag_name, std::string value) {
  if (value.empty() || tag_name.size() > 4) return;
  const std::uint32_t tag = tag_of(tag_name);
  if (std::string* text = text_member(tag)) {
    *text = std::move(value);
  } else if (Date* date = date_member(tag)) {
    *date = parse_pubmed_date(value);
  } else if (!add_person_field(tag, value)) {
    add_special_field(tag, value);
  }
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
      if (Author* person = last_person(); person != nullptr && value.starts_with("ORCID")) {
        if (person->orcid.empty()) person->orcid = clean_orcid(value);
      }
      return true;
    default: return false;
  }
}

void MedlineRecord::add_special_field(std::uint32_t tag, std::string& value) {
  Status& status = document_.status;
  switch (tag) {
    case tag_of("AB"): document_.abstract = split_labelled_abstract(value); break;
    case tag_of("AID"):
    case tag_of("LID"): add_location(value); break;
    case tag_of("ECI"): status.expression_of_concern = true; break;
    case tag_of("EIN"): status.has_erratum = true; break;
    case tag_of("GR"): document_.grants.push_back(grant_from(value)); break;
    case tag_of("GS"): document_.entities.push_back(mesh_entity(std::move(value), {}, EntityType::gene)); break;
    case tag_of("IS"): add_issn(document_.journal, first_word(value)); break;
    case tag_of("ISBN"): add_other_id(document_, "isbn", first_word(value)); break;
    case tag_of("LA"): document_.languages.push_back(std::move(value)); break;
    case tag_of("MH"): document_.entities.push_back(heading_from(value)); break;
    case tag_of("MID"): add_other_id(document_, "mid", std::move(value)); break;
    case tag_of("NM"): document_.entities.push_back(mesh_entity(std::move(value), {}, EntityType::other)); break;
    case tag_of("OAB"): add_other_abstract(value); break;
    case tag_of("OID"): add_own_id(value); break;
    case tag_of("OT"): add_keyword(value); break;
    case tag_of("PB"): add_extra_text(document_, "publisher", value); break;
    case tag_of("PHST"): add_history(value); break;
    case tag_of("PL"): document_.journal.country = document_.publication_country = std::move(value); break;
    case tag_of("PMC"): document_.pmcid = clean_pmcid(value); break;
    case tag_of("PMID"): document_.pmid = clean_pmid(value); break;
    case tag_of("PT"): document_.publication_types.push_back({std::move(value), {}}); break;
    case tag_of("RIN"):
    case tag_of("RRI"): status.retracted = true; break;
    case tag_of("RN"): add_substance(value); break;
    case tag_of("SB"): document_.subsets.push_back(std::move(value)); break;
    case tag_of("SI"): add_databank(value); break;
    default: break;
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

void MedlineRecord::add_other_abstract(std::string_view value) {
  for (Section& section : split_labelled_abstract(without_abstract_type(value))) {
    document_.other_abstracts.push_back(std::move(section));
  }
}

// A leading asterisk marks a major keyword.
void MedlineRecord::add_keyword(std::string_view value) {
  if (value.starts_with('*')) value.remove_prefix(1);
  if (!value.empty()) document_.keywords.emplace_back(value);
}

// Repeats the dates of EDAT, CRDT and MHDA; some exports have only these lines.
void MedlineRecord::add_history(std::string_view value) {
  const TypedValue entry = typed_value(value);
  const Date date = parse_pubmed_date(entry.value);
  if (entry.type == "pubmed") set_if_unknown(document_.dates.entered, date);
  if (entry.type == "entrez") set_if_unknown(document_.dates.created, date);
  if (entry.type == "medline") set_if_unknown(document_.dates.mesh, date);
}

// Without a number it is another kind of supplementary concept, such as a disease or an organism.
void MedlineRecord::add_substance(std::string_view value) {
  Substance substance = substance_from(value);
  if (substance.registry_number.empty()) {
    document_.entities.push_back(mesh_entity(std::move(substance.name), {}, EntityType::other));
  } else {
    substances_.push_back(std::move(substance));
  }
}

// "10.1000/x [doi]", "S0001 [pii]"; without a type it is an identifier of the publisher.
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
  if (id.starts_with("PMC") && !clean_pmcid(id).empty()) {
    if (document_.pmcid.empty()) document_.pmcid = clean_pmcid(id);
  } else {
    add_other_id(document_, id.starts_with("NIHMS") ? "mid" : ascii::to_lower(value.substr(0, colon)), std::string(id));
  }
}

// "ClinicalTrials.gov/NCT00000000": one line per accession.
void MedlineRecord::add_databank(std::string_view value) {
  const std::size_t slash = std::min(value.find('/'), value.size());
  const std::string_view name = value.substr(0, slash);
  auto& banks = document_.databanks;
  if (banks.empty() || banks.back().name != name) banks.push_back({std::string(name), {}});
  if (slash + 1 < value.size()) banks.back().accessions.emplace_back(value.substr(slash + 1));
}

// A chapter has a title of its own and is in the book as an article is in a journal; a whole book has the title of the
// book.
void MedlineRecord::finish_book() {
  if (book_title_.empty()) return;
  const bool chapter = !document_.title.empty();
  document_.journal.title = std::move(chapter ? book_title_ : collection_title_);
  document_.journal.country.clear();  // for a book, PL is the place of the publisher
  if (!chapter) document_.title = std::move(book_title_);
}

Document MedlineRecord::finish() {
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
