// What becomes of the text of each element of a PubMed record: most texts are the value of one member, some are added
// to a list, and the rest have rules of their own.
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

// The Version attribute of a PMID; 1 if it is missing or not a number.
std::uint32_t version_number(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!ascii::is_digit(c)) return 1;
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

// The member whose value is the text of the element; nullptr if the element has a rule of its own.
std::string* PubmedRecord::text_member(E element) {
  switch (element) {
    case E::year: return &date_.year;
    case E::month: return &date_.month;
    case E::day: return &date_.day;
    case E::medline_date: return &date_.whole;
    case E::article_title: return &document_.title;
    case E::vernacular_title: return &document_.vernacular_title;
    case E::book_title: return &book_title_;
    case E::collection_title: return &collection_title_;
    case E::coi_statement: return &document_.conflict_of_interest;
    case E::publication_status: return &document_.publication_status;
    case E::publisher_location: return &document_.publication_country;
    case E::last_name: return &person_.last;
    case E::fore_name: return &person_.fore;
    case E::initials: return &person_.initials;
    case E::suffix: return &person_.suffix;
    case E::collective_name: return &person_.collective;
    case E::iso_abbreviation: return &iso_abbreviation_;
    case E::medline_ta: return &document_.journal.abbreviation;
    case E::nlm_unique_id: return &document_.journal.nlm_id;
    case E::volume: return &document_.volume;
    case E::issue: return &document_.issue;
    case E::medline_pgn: return &document_.pages;
    case E::start_page: return &start_page_;
    case E::end_page: return &end_page_;
    case E::registry_number: return &substance_.registry_number;
    case E::grant_id: return &grant_.number;
    case E::acronym: return &grant_.acronym;
    case E::agency: return &grant_.agency;
    case E::data_bank_name: return &databank_.name;
    default: return nullptr;
  }
}

// The list that the text of the element is added to; nullptr for other elements.
std::vector<std::string>* PubmedRecord::list_member(E element, const PubmedPath& path) {
  switch (element) {
    case E::language: return &document_.languages;
    case E::keyword: return &document_.keywords;
    case E::citation_subset: return &document_.subsets;
    case E::accession_number:
      return path.up(2) == E::data_bank || path.up(1) == E::data_bank ? &databank_.accessions : nullptr;
    default: return nullptr;
  }
}

void PubmedRecord::value(const PubmedPath& path, std::string text) {
  const E element = path.up(0);
  if (std::string* member = text_member(element)) {
    if (!text.empty()) *member = std::move(text);
  } else if (std::vector<std::string>* list = list_member(element, path)) {
    if (!text.empty()) list->push_back(std::move(text));
  } else {
    special_value(element, path, std::move(text));
  }
}

void PubmedRecord::special_value(E element, const PubmedPath& path, std::string text) {
  switch (element) {
    case E::abstract_text: add_abstract(path, std::move(text)); break;
    case E::affiliation: set_affiliation(path, std::move(text)); break;
    case E::article_id: set_article_id(path, text); break;
    case E::country: set_country(path, std::move(text)); break;
    case E::descriptor_name: add_descriptor(std::move(text)); break;
    case E::e_location_id: set_location(text); break;
    case E::gene_symbol: document_.entities.push_back(mesh_entity(std::move(text), {}, EntityType::gene)); break;
    case E::identifier: set_orcid(text); break;
    case E::isbn: add_other_id(document_, "isbn", std::move(text)); break;
    case E::issn:
    case E::issn_linking: add_issn(document_.journal, std::move(text)); break;
    case E::name_of_substance:
      substance_.name = std::move(text);
      substance_.id = marks_.id;
      break;
    case E::other_id: set_other_id(text); break;
    case E::pmid: set_pmid(path, text); break;
    case E::publication_type:
      if (!text.empty()) document_.publication_types.push_back({std::move(text), marks_.id});
      break;
    case E::publisher_name: add_extra_text(document_, "publisher", text); break;
    case E::qualifier_name: add_qualifier(std::move(text)); break;
    // A season replaces the month: "Fall-Winter" begins in fall.
    case E::season: date_.whole = date_.year + " " + text; break;
    case E::section_title:
      if (!text.empty()) document_.body.push_back({std::move(text), "section", {}});
      break;
    case E::suppl_mesh_name:
      document_.entities.push_back(mesh_entity(std::move(text), marks_.id, supplement_type(marks_.type)));
      break;
    case E::title:
      if (path.up(1) == E::journal) document_.journal.title = std::move(text);
      break;
    default: break;
  }
}

void PubmedRecord::add_abstract(const PubmedPath& path, std::string text) {
  if (text.empty()) return;
  auto& sections = path.up(1) == E::other_abstract ? document_.other_abstracts : document_.abstract;
  sections.push_back({squeeze_blanks(marks_.type), std::move(text)});
}

void PubmedRecord::set_affiliation(const PubmedPath& path, std::string text) {
  if (path.up(1) == E::article) {
    article_affiliation_ = std::move(text);
  } else {
    add_affiliation(person_, text);
  }
}

void PubmedRecord::set_orcid(std::string_view text) {
  if (marks_.type == "ORCID" && person_.orcid.empty()) person_.orcid = clean_orcid(text);
}

void PubmedRecord::set_country(const PubmedPath& path, std::string text) {
  if (path.up(1) == E::grant) {
    grant_.country = std::move(text);
  } else {
    document_.journal.country = text;
    document_.publication_country = std::move(text);
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

// Records without PubmedData have the identifier of their full text here: "PMC2930366 [Available on 07/01/11]",
// "NIHMS123456".
void PubmedRecord::set_other_id(std::string_view text) {
  const bool pmc = text.starts_with("PMC") && !clean_pmcid(text).empty();
  if (pmc && document_.pmcid.empty()) {
    document_.pmcid = clean_pmcid(text);
  } else if (!pmc) {
    add_other_id(document_, text.starts_with("NIHMS") ? "mid" : ascii::to_lower(marks_.type), std::string(text));
  }
}

}  // namespace il2search
