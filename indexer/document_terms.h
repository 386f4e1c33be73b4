// document_terms(): Document -> what a segment keeps of it. Pure: the same document and options give the same result.
//
//   Reader.next() -> [document_terms: analyze, terms, values, stored form] -> SegmentBuilder.add -> publish
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <il2search/document.h>

#include "schema/document_codec.h"

namespace il2search {

// A term of a document with its within-document frequency; 0 for a Boolean term.
struct TermFrequency {
  std::string_view term;
  std::uint32_t wdf;
};

struct SlotValue {
  unsigned slot;
  std::string value;
};

// Everything that one document adds to a segment. The views point into memory of the DocumentAnalyzer that made it
// and are valid until its next call.
struct DocumentTerms {
  std::vector<TermFrequency> terms;          // each term once, in no order
  std::vector<std::string_view> vocabulary;  // each surface form once: see prefix::vocabulary
  std::vector<SlotValue> values;
  std::string tokens;  // the token stream
  StoredDocument stored;
  std::uint64_t dropped_words = 0;  // too long to be terms
};

// Where a document comes from.
struct Origin {
  std::uint32_t nlm_file = 0;  // year * 100000 + number of an NLM file, or 0: decides which record wins
  std::uint32_t source = 0;    // number of the input file in the ledger, or 0
};

// How many times a title word counts in the combined list.
inline constexpr std::uint32_t kTitleWeight = 3;

// Not safe from two threads at once; make one a thread.
class EntityLinker;

class DocumentAnalyzer {
 public:
  DocumentAnalyzer();
  ~DocumentAnalyzer();
  DocumentAnalyzer(DocumentAnalyzer&&) noexcept;

  // About 40 microseconds for a PubMed record with abstract. `linker` gives headings without id theirs; it may be null.
  const DocumentTerms& document_terms(const Document& document, const Origin& origin, EntityLinker* linker = nullptr);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
