// The stored form of a Document: losslessly, in two records. The head is what a hit list, sorting and filters by
// entity show (title, short author data, journal, dates, entities …) and is stored as it is; the text holds the rest
// (abstracts, body, affiliations, references, extra …), deflated.
//
//   record := { varint tag, varint length, bytes }    a tag is written only where the member is not empty;
//                                                      unknown tags are skipped, so later versions can add members
#pragma once

#include <memory>

#include <string>
#include <string_view>

#include <il2search/document.h>

namespace il2search {

struct StoredDocument {
  std::string head;
  std::string text;
};

// Not safe from two threads at once (it keeps a compressor); make one a thread.
class DocumentEncoder {
 public:
  DocumentEncoder();
  ~DocumentEncoder();
  DocumentEncoder(DocumentEncoder&&) noexcept;
  StoredDocument encode(const Document& document);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What the head alone gives: every member that a Hit shows, among them id, title, authors (without affiliation),
// journal, dates, url, status, entities (without spans). About a microsecond. Error{index_corrupt} for bytes that are none.
Document decode_head(std::string_view head);

// The document that encode() was given. Error{index_corrupt}. At most 256 MiB of inflated text.
Document decode_document(std::string_view head, std::string_view text);

}  // namespace il2search
