// What the text of each element of a PubMed record becomes. One function a family of members; each says whether the
// element was its own.
#include <cstdint>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/document_values.h"
#include "corpus/pubmed/pubmed_record.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

// A PMID's Version attribute: 1 where there is none that makes sense.
std::uint32_t version_number(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 1;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
    if (value > std::numeric_limits<std::uint32_t>::max()) return 1;
  }
  return value == 0 ? 1 : static_cast<std::uint32_t>(value);
}

EntityType supplement_type(std::string_view type) {
  if (type == "Disease") return EntityType::disease;
  if (type == "Chemical") return EntityType::chemical;
  if (type == "Organism") return EntityType::species;
  if (type == "Protocol") return EntityType::procedure;
  if (type == "Anatomy") return EntityType::anatomy;
  return EntityType::other;
}

}  // namespace

void PubmedRecord::value(const PubmedPath& path, std::string text) {
  const PubmedElement element = path.up(0);
  if (date_value(element, text) || entity_value(element, text) || person_value(element, path, text) ||
      identifier_value(element, path, text) || journal_value(element, path, text) || list_value(element, path, text)) {
    return;
  }
  if (element == E::abstract_text) {
    add_abstract(path, std::move(text));
  } else {
    text_value(element, text);
  }
}

bool PubmedRecord::date_value(E element, std::string& text) {
  switch (element) {
    case E::year: date_.year = std::move(text); return true;
    case E::month: date_.month = std::move(text); return true;
    case E::day: date_.day = std::move(text); return true;
    // A season takes the place of the month: "Fall-Winter" begins in fall.
    case E::season: date_.whole = date_.year + " " + text; return true;
    case E::medline_date: date_.whole = std::move(text); return true;
    default: return false;
  }
}

bool PubmedRecord::text_value(E element, std::string& text) {
  switch (element) {
    case E::article_title: document_.title = std::move(text); return true;
    case E::vernacular_title: document_.vernacular_title = std::move(text); return true;
    case E::book_title: book_title_ = std::move(text); return true;
    case E::collection_title: collection_title_ = std::move(text); return true;
    case E::coi_statement: document_.conflict_of_interest = std::move(text); return true;
    case E::section_title: document_.body.push_back({std::move(text), "section", {}}); return true;
    case E::publication_status: document_.publication_status = std::move(text); return true;
    case E::publisher_name: add_extra_text(document_, "publisher", text); return true;
    case E::publisher_location: document_.publication_country = std::move(text); return true;
    default: return false;
  }
}

void PubmedRecord::add_abstract(const PubmedPath& path, std::string text) {
  if (text.empty()) return;
  auto& sections = path.up(1) == E::other_abstract ? document_.other_abstracts : document_.abstract;
  sections.push_back({squeeze_blanks(marks_.type), std::move(text)});
}

bool PubmedRecord::person_value(E element, const PubmedPath& path, std::string& text) {
  switch (element) {
    case E::last_name: person_.last = std::move(text); return true;
    case E::fore_name: person_.fore = std::move(text); return true;
    case E::initials: person_.initials = std::move(text); return true;
    case E::suffix: person_.suffix = std::move(text); return true;
    case E::collective_name: person_.collective = std::move(text); return true;
    case E::affiliation:
      if (path.up(1) == E::article) {
        article_affiliation_ = std::move(text);
      } else {
        add_affiliation(person_, text);
      }
      return true;
    case E::identifier:
      if (marks_.type == "ORCID" && person_.orcid.empty()) person_.orcid = clean_orcid(text);
      return true;
    default: return false;
  }
}

bool PubmedRecord::journal_value(E element, const PubmedPath& path, std::string& text) {
  Journal& journal = document_.journal;
  switch (element) {
    case E::title:
      if (path.up(1) == E::journal) journal.title = std::move(text);
      return true;
    case E::iso_abbreviation: iso_abbreviation_ = std::move(text); return true;
    case E::medline_ta: journal.abbreviation = std::move(text); return true;
    case E::issn:
    case E::issn_linking: add_issn(journal, std::move(text)); return true;
    case E::nlm_unique_id: journal.nlm_id = std::move(text); return true;
    case E::country:
      if (path.up(1) == E::grant) {
        grant_.country = std::move(text);
      } else {
        journal.country = text;
        document_.publication_country = std::move(text);
      }
      return true;
    case E::volume: document_.volume = std::move(text); return true;
    case E::issue: document_.issue = std::move(text); return true;
    case E::medline_pgn: document_.pages = std::move(text); return true;
    case E::start_page: start_page_ = std::move(text); return true;
    case E::end_page: end_page_ = std::move(text); return true;
    default: return false;
  }
}

bool PubmedRecord::entity_value(E element, std::string& text) {
  switch (element) {
    case E::descriptor_name: add_descriptor(std::move(text)); return true;
    case E::qualifier_name: add_qualifier(std::move(text)); return true;
    case E::name_of_substance:
      substance_.name = std::move(text);
      substance_.id = marks_.id;
      return true;
    case E::registry_number: substance_.registry_number = std::move(text); return true;
    case E::suppl_mesh_name:
      document_.entities.push_back(mesh_entity(std::move(text), marks_.id, supplement_type(marks_.type)));
      return true;
    case E::gene_symbol: document_.entities.push_back(mesh_entity(std::move(text), {}, EntityType::gene)); return true;
    default: return false;
  }
}

void PubmedRecord::add_descriptor(std::string text) {
  document_.entities.push_back(mesh_entity(std::move(text), marks_.id, EntityType::other));
  document_.entities.back().major = marks_.major;
}

void PubmedRecord::add_qualifier(std::string text) {
  if (document_.entities.empty()) return;
  Entity& heading = document_.entities.back();
  heading.qualifiers.push_back({std::move(text), marks_.id, marks_.major});
  heading.major = heading.major || marks_.major;
}

bool PubmedRecord::identifier_value(E element, const PubmedPath& path, std::string& text) {
  switch (element) {
    case E::pmid: set_pmid(path, text); return true;
    case E::article_id: set_article_id(path, text); return true;
    case E::e_location_id: set_location(text); return true;
    case E::other_id: set_other_id(text); return true;
    case E::isbn: add_other_id(document_, "isbn", std::move(text)); return true;
    default: return false;
  }
}

void PubmedRecord::set_pmid(const PubmedPath& path, std::string_view text) {
  if (path.up(1) == E::comments_corrections) {
    comment_pmid_ = clean_pmid(text);
  } else if (path.up(1) == E::medline_citation || path.up(1) == E::book_document) {
    document_.pmid = clean_pmid(text);
    document_.version = version_number(marks_.id);
  }
}

void PubmedRecord::set_article_id(const PubmedPath& path, std::string_view text) {
  const std::string& type = marks_.type;
  if (path.up(2) == E::reference) {
    if (type == "pubmed" && !clean_pmid(text).empty()) document_.references.push_back("PMID:" + clean_pmid(text));
    if (type == "doi" && !clean_doi(text).empty()) document_.references.push_back("DOI:" + clean_doi(text));
  } else if (type == "doi") {
    document_.doi = clean_doi(text);
  } else if (type == "pmc") {
    document_.pmcid = clean_pmcid(text);
  } else if (type != "pubmed" && type != "medline" && type != "pmcid") {
    add_other_id(document_, type, std::string(text));
  }
}

void PubmedRecord::set_location(std::string_view text) {
  if (!marks_.valid) return;
  if (marks_.type == "doi") {
    location_doi_ = clean_doi(text);
  } else {
    add_other_id(document_, marks_.type, std::string(text));
  }
}

// Records without PubmedData name their full text here: "PMC2930366 [Available on 07/01/11]", "NIHMS123456".
void PubmedRecord::set_other_id(std::string_view text) {
  const bool pmc = text.substr(0, 3) == "PMC" && !clean_pmcid(text).empty();
  if (pmc && document_.pmcid.empty()) {
    document_.pmcid = clean_pmcid(text);
  } else if (!pmc) {
    add_other_id(document_, text.substr(0, 5) == "NIHMS" ? "mid" : ascii::to_lower(marks_.type), std::string(text));
  }
}

bool PubmedRecord::list_value(E element, const PubmedPath& path, std::string& text) {
  if (text.empty()) return true;
  switch (element) {
    case E::language: document_.languages.push_back(std::move(text)); return true;
    case E::publication_type: document_.publication_types.push_back({std::move(text), marks_.id}); return true;
    case E::keyword: document_.keywords.push_back(std::move(text)); return true;
    case E::citation_subset: document_.subsets.push_back(std::move(text)); return true;
    case E::grant_id: grant_.number = std::move(text); return true;
    case E::acronym: grant_.acronym = std::move(text); return true;
    case E::agency: grant_.agency = std::move(text); return true;
    case E::data_bank_name: databank_.name = std::move(text); return true;
    case E::accession_number:
      if (path.up(2) == E::data_bank || path.up(1) == E::data_bank) databank_.accessions.push_back(std::move(text));
      return true;
    default: return false;
  }
}

}  // namespace il2search
