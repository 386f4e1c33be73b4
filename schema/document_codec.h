// The stored form of a Document: losslessly, in two records. The head is what a hit list shows (identifiers, title,
// authors, journal, publication date, entities, status) and is stored as it is; the text holds the rest, deflated.
//
//   record  := { varint key, payload }               key = member number * 2 + (1: the payload is a varint alone)
//   payload := varint length, bytes                  bytes of a string, or a record of a struct's members
// A list is its member repeated. A member is written only where it differs from its default; unknown numbers are
// skipped, so a later version can add members. Numbers are never used again.
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
  DocumentEncoder& operator=(DocumentEncoder&&) noexcept;
  StoredDocument encode(const Document& document);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What the head alone gives: every member that a Hit shows, among them id, title, authors (without affiliation),
// journal, publication date, url, status, entities (without spans). About a microsecond. Error{index_corrupt} for bytes
// that are none.
Document decode_head(std::string_view head);

// The document that encode() was given. Error{index_corrupt}. At most 256 MiB of inflated text.
Document decode_document(std::string_view head, std::string_view text);

}  // namespace il2search
