// The stored form of a Document: a lossless encoding in two records. The head has what a hit list shows (identifiers,
// title, authors, journal, publication date, entities, status), uncompressed; the text has the rest, deflated.
//
//   record  := { varint key, payload }               key = member number * 2, plus 1 if the payload is a varint
//   payload := varint | varint length, bytes         bytes of a string, or a record of a struct's members
// A list is its member repeated. Members with their default value are not written. Unknown numbers are skipped, so
// later versions can add members. Numbers are never reused.
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

// Not safe from two threads at once, since it keeps a compressor; create one per thread.
class DocumentEncoder {
 public:
  DocumentEncoder();
  ~DocumentEncoder();
  DocumentEncoder(DocumentEncoder&&) noexcept;
  DocumentEncoder& operator=(DocumentEncoder&&) noexcept;
  StoredDocument encode(const Document& document);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The members that the head has: those of a Hit, among them id, title, authors (without affiliation), journal,
// publication date, url, status and entities (without spans). About a microsecond. Error{index_corrupt} if the bytes
// are malformed.
Document decode_head(std::string_view head);

// The document that was passed to encode(). Error{index_corrupt} if the bytes are malformed or the text inflates to
// more than 256 MiB.
Document decode_document(std::string_view head, std::string_view text);

}  // namespace il2search
