// The stored form of a Document: a lossless encoding in two records. The head has what a hit list shows (identifiers,
// title, authors, journal, publication date, entities, status); the text has the rest. The storage compresses both.
//
//   record  := { varint key, payload }               key = member number * 2, plus 1 if the payload is a varint
//   payload := varint | varint length, bytes         bytes of a string, or a record of a struct's members
// A list is its member repeated. Members with their default value are not written. Unknown numbers are skipped, so
// later versions can add members. Numbers are never reused.
#pragma once

#include <string>
#include <string_view>

#include <il2search/document.h>

namespace il2search {

struct StoredDocument {
  std::string head;
  std::string text;
};

// Both records together have at most the size of the document and a byte or two per member.
StoredDocument encode_document(const Document& document);

// The members that the head has: those of a Hit, among them id, title, authors (without affiliation), journal,
// publication date, url, status and entities (without spans). About a microsecond. Error{index_corrupt} if the bytes
// are malformed.
Document decode_head(std::string_view head);

// The document that was passed to encode_document(). Error{index_corrupt} if the bytes are malformed.
Document decode_document(std::string_view head, std::string_view text);

// The text of a document as index format 1 stores it, deflated. Error{index_corrupt} if the bytes are malformed or inflate
// to more than 256 MiB.
std::string inflate_text(std::string_view deflated);

}  // namespace il2search
