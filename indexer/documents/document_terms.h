// document_terms(): Document -> terms, values, token stream and stored form. Pure: the same arguments give the same result.
//
//   Reader.next() -> analyze -> tag -> [document_terms] -> BatchBuilder.add -> publish
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "indexer/documents/origin.h"
#include "postings/run_builder.h"
#include "schema/analyzed_document.h"
#include "schema/document_codec.h"

namespace il2search {

// A surface form, as the analyzer makes it.
struct Word {
  std::string_view text;
  std::uint64_t hash;  // StringTable::hash()
};

// Everything that one document adds to a segment. The views point into memory of the DocumentAnalyzer and are valid until
// its next call.
struct DocumentTerms {
  std::vector<TermFrequency> terms;  // each term once, unordered
  std::vector<Word> words;           // each surface form once, in the order in which they come
  std::vector<SlotValue> values;
  std::string tokens;  // the token stream; words[i] has the number i + 1
  StoredDocument stored;
  std::uint64_t dropped_words = 0;  // too long to be terms
};

// How many occurrences in the combined list a title word counts for.
inline constexpr std::uint32_t kTitleWeight = 3;

// Not safe from two threads at once; create one per thread.
class DocumentAnalyzer {
 public:
  DocumentAnalyzer();
  ~DocumentAnalyzer();
  DocumentAnalyzer(DocumentAnalyzer&&) noexcept;

  // The tokens that the tagger and document_terms() share; valid until the next call. Title and abstract take most of the
  // time of a PubMed record.
  AnalyzedDocument analyze(const Document& document);

  // analyzed: the result of analyze() for this document; only its entities may have changed since. linked_ids: for each
  // entity of the document, the id to index it by if it has none of its own, or ""; may be empty. Together with analyze(),
  // about 40 microseconds for a PubMed record with abstract.
  const DocumentTerms& document_terms(const Document& document, const AnalyzedDocument& analyzed, const Origin& origin,
                                      std::span<const std::string> linked_ids = {});
  // Analyzes the document first.
  const DocumentTerms& document_terms(const Document& document, const Origin& origin);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
