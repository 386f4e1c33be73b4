// BiocDocument: a document of BioC, independent of XML and JSON, and its conversion to a Document.
//
//   bioc_xml.cc, bioc_json.cc -> BiocDocument -> BiocRecords -> bioc_to_document() -> Document
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <il2search/document.h>

#include "corpus/annotated/annotations.h"
#include "corpus/reader.h"

namespace il2search {

// Keys and values in source order; a key may occur twice.
using BiocInfons = std::vector<std::pair<std::string, std::string>>;

// The first value of the key, compared without case, or an empty view.
std::string_view infon(const BiocInfons& infons, std::string_view key);

// The text of a passage or a sentence. Without an offset, it follows the previous text.
struct BiocText {
  std::optional<std::uint64_t> offset;
  std::string text;
};

struct BiocAnnotation {
  std::string id;
  BiocInfons infons;
  std::vector<SourceRange> locations;
  std::string text;
  std::size_t sentence = 0;  // index of the text in the passage that lists the annotation
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
  std::vector<BiocText> texts;  // one, or one per sentence
  std::vector<BiocAnnotation> annotations;
};

struct BiocDocument {
  std::string id;
  std::string source;  // of the collection
  BiocInfons infons;   // with the members that only JSON has: pmid, pmcid, journal, date, authors
  std::vector<BiocPassage> passages;
  std::vector<BiocRelation> relations;
  std::vector<std::string> warnings;
  std::size_t bad_numbers = 0;  // invalid offsets and lengths
};

// Either a document, whose id may be empty, or an error.
struct BiocOutcome {
  std::optional<Document> document;
  std::string error;
  std::vector<std::string> warnings;
};

// The passages' types decide which are the title and the abstract; the rest is the body, and references give their PMIDs.
// A document with a body and a PMC number gets the PMC number as its id, so that it does not replace the PubMed record.
BiocOutcome bioc_to_document(BiocDocument source);

// All texts of all passages with their offsets, and the index of each passage's first text among them.
struct BiocTexts {
  std::vector<TextPiece> pieces;
  std::vector<std::size_t> first_pieces;
};

// Sorts the passages into title, abstract, body and references of the document.
BiocTexts add_bioc_texts(Document& document, const std::vector<BiocPassage>& passages);

// The last stage of both readers: gives documents their ids and reports errors and warnings.
class BiocRecords {
 public:
  explicit BiocRecords(ReaderOptions options) : options_(std::move(options)) {}

  // The document, or nothing if it is left out.
  std::optional<Document> make(BiocDocument source, const RecordPosition& position);
  const ReaderOptions& options() const { return options_; }

 private:
  ReaderOptions options_;
  SeenDocuments seen_;
};

}  // namespace il2search
