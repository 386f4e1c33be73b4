// MedlineRecord: the tags of one record -> a Document. The reader (medline.cc) feeds it field by field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "corpus/document_values.h"

namespace il2search {

// One record at a time: add() for each field in the order of the file, then take().
class MedlineRecord {
 public:
  // A field; `value` has its lines joined and its blanks squeezed. Tags without a member in the model are left out.
  void add(std::string_view tag, std::string value);

  const std::string& pmid() const { return document_.pmid; }
  // The finished document; its id is empty when the record had no PMID. The object is as new afterwards.
  Document take();

 private:
  // Whom a short name, an affiliation or an identifier belongs to: the person named last.
  struct LastPerson {
    std::vector<Author> Document::*list = nullptr;
    bool waits_for_short_name = false;
  };

  bool add_person_field(std::uint32_t tag, std::string& value);
  bool add_text_field(std::uint32_t tag, std::string& value);
  bool add_journal_field(std::uint32_t tag, std::string& value);
  bool add_date_field(std::uint32_t tag, std::string& value);
  bool add_subject_field(std::uint32_t tag, std::string& value);
  bool add_identifier_field(std::uint32_t tag, std::string& value);
  bool add_list_field(std::uint32_t tag, std::string& value);
  void add_full_name(std::vector<Author> Document::*list, std::string_view name);
  void add_short_name(std::vector<Author> Document::*list, std::string_view name);
  void add_substance(std::string_view value);
  void add_heading(std::string_view value);
  void add_location(std::string_view value);
  void add_own_id(std::string_view value);
  void add_history(std::string_view value);
  void add_databank(std::string_view value);
  Author* last_person();
  void finish_book();

  Document document_;
  LastPerson last_;
  std::vector<Substance> substances_;
  std::string first_affiliation_;  // older exports give the first author's before all names
  std::string book_title_;
  std::string collection_title_;
  Date date_created_;
};

}  // namespace il2search
