// PubmedRecord: the elements of one PubMed XML record -> a Document. It knows what each element means in its context;
// the reader that feeds it (pubmed_xml.cc) deals with the stream, the caps and errors.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "base/xml/xml.h"
#include "corpus/document_values.h"
#include "corpus/pubmed/pubmed_elements.h"

namespace il2search {

// The open elements, up to the depth that a record may have.
class PubmedPath {
 public:
  static constexpr std::size_t kMaxDepth = 100;

  // Elements deeper than kMaxDepth are counted, not kept.
  void push(PubmedElement element) {
    if (depth_ < kMaxDepth) elements_[depth_] = element;
    ++depth_;
  }
  void pop() { --depth_; }
  std::size_t depth() const { return depth_; }
  // 0 is the innermost element, 1 its parent; `other` above the root.
  PubmedElement up(std::size_t steps) const {
    return depth_ > steps && depth_ - steps <= kMaxDepth ? elements_[depth_ - 1 - steps] : PubmedElement::other;
  }

 private:
  std::array<PubmedElement, kMaxDepth> elements_{};
  std::size_t depth_ = 0;
};

// One record at a time: start(), end() and value() in the order of the elements, then finish().
class PubmedRecord {
 public:
  // The element path.up(0) begins.
  void start(const PubmedPath& path, const XmlAttributes& attributes);
  // An element without text ends.
  void end(const PubmedPath& path);
  // An element with text ends; the blanks of `text` are squeezed.
  void value(const PubmedPath& path, std::string text);

  // The PMID as far as it is known, else empty.
  const std::string& pmid() const { return document_.pmid; }
  // Returns the document and resets this object. The id is empty if the record has no PMID.
  Document finish();
  // Discards the record.
  void reset();

 private:
  using E = PubmedElement;

  // The parts of a date as text.
  struct DateText {
    std::string year;
    std::string month;
    std::string day;
    std::string whole;  // MedlineDate
  };
  // Attributes of the element whose text is being read.
  struct Marks {
    std::string type;  // Type, IdType, EIdType, Source or Label
    std::string id;    // UI
    bool major = false;
    bool valid = true;
  };

  void start_citation(const XmlAttributes& attributes);
  void start_marked(E element, const XmlAttributes& attributes);
  void end_person(const PubmedPath& path);
  void end_date(const PubmedPath& path);
  Date read_date() const;
  void set_history_date(const Date& date);
  void end_comment();
  void end_grant();
  std::vector<Author>& people_of_list(const PubmedPath& path);

  std::string* text_member(E element);
  std::vector<std::string>* list_member(E element, const PubmedPath& path);
  void special_value(E element, const PubmedPath& path, std::string text);
  void set_affiliation(const PubmedPath& path, std::string text);
  void set_orcid(std::string_view text);
  void set_country(const PubmedPath& path, std::string text);
  void set_pmid(const PubmedPath& path, std::string_view text);
  void set_article_id(const PubmedPath& path, std::string_view text);
  void set_location(std::string_view text);
  void set_other_id(std::string_view text);
  void add_abstract(const PubmedPath& path, std::string text);
  void add_descriptor(std::string text);
  void add_qualifier(std::string text);
  void finish_book();
  void finish_pages();

  Document document_;
  Marks marks_;
  Author person_;
  DateText date_;
  Grant grant_;
  Databank databank_;
  Substance substance_;
  std::vector<Substance> substances_;
  std::vector<Author> book_authors_;
  std::string book_title_;
  std::string collection_title_;
  std::string iso_abbreviation_;
  std::string start_page_;
  std::string end_page_;
  std::string location_doi_;
  std::string article_affiliation_;
  std::string list_type_;     // of the AuthorList
  std::string date_status_;   // of the PubMedPubDate
  std::string comment_type_;  // of the CommentsCorrections
  std::string comment_pmid_;
  Date date_created_;
};

}  // namespace il2search
