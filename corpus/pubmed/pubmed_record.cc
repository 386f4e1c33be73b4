// Elements of a PubMed record -> Document: start and end of elements, and completion. Texts are in pubmed_values.cc.
#include "corpus/pubmed/pubmed_record.h"

#include <utility>

#include "corpus/document_values.h"
#include "corpus/pubmed/pubmed_dates.h"

namespace il2search {

void PubmedRecord::start(const PubmedPath& path, const XmlAttributes& attributes) {
  const E element = path.up(0);
  switch (element) {
    case E::medline_citation: start_citation(attributes); break;
    case E::author_list: list_type_ = attributes.get("Type"); break;
    case E::author:
    case E::investigator:
    case E::personal_name_subject: person_ = Author{}; break;
    case E::pub_med_pub_date: date_status_ = attributes.get("PubStatus"); [[fallthrough]];
    case E::pub_date:
    case E::article_date:
    case E::date_created:
    case E::date_completed:
    case E::date_revised:
    case E::contribution_date: date_ = DateText{}; break;
    case E::comments_corrections:
      comment_type_ = attributes.get("RefType");
      comment_pmid_.clear();
      break;
    case E::grant: grant_ = Grant{}; break;
    case E::data_bank: databank_ = Databank{}; break;
    case E::chemical: substance_ = Substance{}; break;
    default: start_marked(element, attributes); break;
  }
}

void PubmedRecord::start_citation(const XmlAttributes& attributes) {
  document_.record_status = attributes.get("Status");
  document_.indexing_method = attributes.get("IndexingMethod");
  document_.source = attributes.get("Owner");
}

void PubmedRecord::start_marked(E element, const XmlAttributes& attributes) {
  switch (element) {
    case E::pmid: marks_.id = attributes.get("Version"); break;
    case E::abstract_text: marks_.type = attributes.get("Label"); break;
    case E::e_location_id:
      marks_.type = attributes.get("EIdType");
      marks_.valid = attributes.get("ValidYN") != "N";
      break;
    case E::article_id: marks_.type = attributes.get("IdType"); break;
    case E::other_id:
    case E::identifier: marks_.type = attributes.get("Source"); break;
    case E::suppl_mesh_name: marks_.type = attributes.get("Type"); [[fallthrough]];
    case E::descriptor_name:
    case E::qualifier_name:
    case E::publication_type:
    case E::name_of_substance:
      marks_.id = attributes.get("UI");
      marks_.major = attributes.get("MajorTopicYN") == "Y";
      break;
    default: break;
  }
}

void PubmedRecord::end(const PubmedPath& path) {
  switch (path.up(0)) {
    case E::author:
    case E::investigator:
    case E::personal_name_subject: end_person(path); break;
    case E::pub_date:
    case E::article_date:
    case E::date_created:
    case E::date_completed:
    case E::date_revised:
    case E::contribution_date:
    case E::pub_med_pub_date: end_date(path); break;
    case E::comments_corrections: end_comment(); break;
    case E::grant: end_grant(); break;
    case E::data_bank: document_.databanks.push_back(std::move(databank_)); break;
    case E::chemical: substances_.push_back(std::move(substance_)); break;
    default: break;
  }
}

std::vector<Author>& PubmedRecord::people_of_list(const PubmedPath& path) {
  if (path.up(0) == E::investigator) return document_.investigators;
  if (path.up(0) == E::personal_name_subject) return document_.personal_subjects;
  if (list_type_ == "editors") return document_.editors;
  return path.up(2) == E::book ? book_authors_ : document_.authors;
}

void PubmedRecord::end_person(const PubmedPath& path) {
  if (person_.last.empty() && person_.fore.empty() && person_.collective.empty()) return;
  people_of_list(path).push_back(std::move(person_));
  person_ = Author{};
}

void PubmedRecord::end_grant() {
  if (grant_ != Grant{}) document_.grants.push_back(std::move(grant_));
}

Date PubmedRecord::read_date() const {
  if (!date_.whole.empty()) return parse_pubmed_date(date_.whole);
  return date_from_parts(date_.year, date_.month, date_.day);
}

void PubmedRecord::end_date(const PubmedPath& path) {
  const Date date = read_date();
  Dates& dates = document_.dates;
  switch (path.up(0)) {
    case E::pub_date: dates.published = date; break;
    case E::article_date:
    case E::contribution_date: dates.electronic = date; break;
    case E::date_created: date_created_ = date; break;
    case E::date_completed: dates.completed = date; break;
    case E::date_revised: dates.revised = date; break;
    default: set_history_date(date); break;
  }
}

// PubMed exports the date of status "pubmed" as EDAT, "entrez" as CRDT and "medline" as MHDA.
void PubmedRecord::set_history_date(const Date& date) {
  if (date_status_ == "pubmed") document_.dates.entered = date;
  if (date_status_ == "entrez") document_.dates.created = date;
  if (date_status_ == "medline") document_.dates.mesh = date;
}

void PubmedRecord::end_comment() {
  Status& status = document_.status;
  if (comment_type_ == "RetractionIn" || comment_type_ == "RetractedandRepublishedIn") status.retracted = true;
  if (comment_type_ == "ErratumIn") status.has_erratum = true;
  if (comment_type_ == "ExpressionOfConcernIn") status.expression_of_concern = true;
  if (comment_type_ == "Cites" && !comment_pmid_.empty()) document_.references.push_back("PMID:" + comment_pmid_);
}

// A chapter has a title of its own and is in the book as an article is in a journal; a whole book has the title of the
// book.
void PubmedRecord::finish_book() {
  if (book_title_.empty()) return;
  const bool chapter = !document_.title.empty();
  document_.journal.title = std::move(chapter ? book_title_ : collection_title_);
  if (!chapter) document_.title = std::move(book_title_);
  if (document_.authors.empty()) document_.authors = std::move(book_authors_);
}

void PubmedRecord::finish_pages() {
  if (!document_.pages.empty()) return;
  document_.pages = std::move(start_page_);
  if (!end_page_.empty()) document_.pages.append(document_.pages.empty() ? "" : "-").append(end_page_);
}

Document PubmedRecord::finish() {
  finish_book();
  finish_pages();
  if (document_.doi.empty()) document_.doi = std::move(location_doi_);
  if (document_.journal.abbreviation.empty()) document_.journal.abbreviation = std::move(iso_abbreviation_);
  if (!document_.dates.created.known()) document_.dates.created = date_created_;
  if (!document_.authors.empty()) add_affiliation(document_.authors.front(), article_affiliation_);
  add_substances(document_, std::move(substances_));
  if (!document_.pmid.empty()) complete_pubmed_document(document_);
  Document document = std::move(document_);
  reset();
  return document;
}

void PubmedRecord::reset() { *this = PubmedRecord{}; }

}  // namespace il2search
