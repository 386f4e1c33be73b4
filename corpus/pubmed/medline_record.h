// MedlineRecord: the tags of one record -> a Document. The reader (medline.cc) feeds it field by field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "corpus/document_values.h"

namespace il2search {

// One record at a time: add() for each field in the order of the file, then finish().
class MedlineRecord {
 public:
  // `value` is one line with its blanks squeezed. Tags that the model has no member for are ignored.
  void add(std::string_view tag, std::string value);

  const std::string& pmid() const { return document_.pmid; }
  // Returns the document and resets this object. The id is empty if the record has no PMID.
  Document finish();

 private:
  // The person named last, to whom a short name, an affiliation or an ORCID belongs.
  struct LastPerson {
    std::vector<Author> Document::*list = nullptr;
    bool waits_for_short_name = false;
  };

  std::string* text_member(std::uint32_t tag);
  Date* date_member(std::uint32_t tag);
  bool add_person_field(std::uint32_t tag, std::string& value);
  void add_special_field(std::uint32_t tag, std::string& value);
  void add_full_name(std::vector<Author> Document::*list, std::string_view name);
  void add_short_name(std::vector<Author> Document::*list, std::string_view name);
  void add_substance(std::string_view value);
  void add_other_abstract(std::string_view value);
  void add_keyword(std::string_view value);
  void add_location(std::string_view value);
  void add_own_id(std::string_view value);
  void add_history(std::string_view value);
  void add_databank(std::string_view value);
  Author* last_person();
  void finish_book();

  Document document_;
  LastPerson last_;
  std::vector<Substance> substances_;
  std::string first_affiliation_;  // in older exports it precedes all names
  std::string book_title_;
  std::string collection_title_;
  Date date_created_;
};

}  // namespace il2search
