// BiocDocument: one document of BioC as both of its formats write it, and what it means as a Document.
//
//   bioc_xml.cc, bioc_json.cc -> BiocDocument -> bioc_to_document() -> Document
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <il2search/document.h>

#include "corpus/annotated/annotations.h"

namespace il2search {

// Keys and values in the order of the source; a key may come twice.
using BiocInfons = std::vector<std::pair<std::string, std::string>>;

// The first value of the key, whatever the case of its letters; empty without one.
std::string_view infon(const BiocInfons& infons, std::string_view key);

// Text of a passage or of a sentence. No offset: it follows the text before.
struct BiocText {
  std::optional<std::uint64_t> offset;
  std::string text;
};

struct BiocAnnotation {
  std::string id;
  BiocInfons infons;
  std::vector<SourceRange> locations;
  std::string text;
  std::size_t sentence = 0;  // which of the passage's texts it was written down with
};

struct BiocNode {
  std::string refid;
  std::string role;
};

struct BiocRelation {
  std::string id;
  BiocInfons infons;
  std::vector<BiocNode> nodes;
};

struct BiocPassage {
  BiocInfons infons;
  std::vector<BiocText> texts;  // one, or one for each sentence
  std::vector<BiocAnnotation> annotations;
};

struct BiocDocument {
  std::string id;
  std::string source;  // of the collection
  BiocInfons infons;   // JSON's further members too (pmid, pmcid, journal, date, authors)
  std::vector<BiocPassage> passages;
  std::vector<BiocRelation> relations;
  std::vector<std::string> warnings;
  std::size_t bad_numbers = 0;  // offsets and lengths that are none
};

// Either a document or why there is none, and what is odd about it. Its id may be empty.
struct BiocOutcome {
  std::optional<Document> document;
  std::string fault;
  std::vector<std::string> warnings;
};

// Title and abstract by the passages' types, the others are the body; references give their PMIDs. A document with a
// body and a PMC number has that number as its id, so that it does not take the place of the PubMed record.
BiocOutcome bioc_to_document(BiocDocument source);

}  // namespace il2search
