// AnalyzedDocument: the tokens of a document's title, abstract and summaries. They are what the tagger reads and the first
// texts that are indexed, so that a document's text is analyzed only once.
//
//   Document -> analyze_document() -> AnalyzedDocument -> Tagger.tag(), document_terms()
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "schema/region.h"
#include "text/analyzer.h"

namespace il2search {

// One text of a document, which may be empty.
struct AnalyzedText {
  Region region = Region::title;
  bool is_label = false;  // of a section
  std::string_view text;
  std::span<const Token> tokens;
};

struct AnalyzedDocument {
  // Title, title in the original language, sections of the abstract and of other abstracts (a label and a text each), tldr,
  // contribution and key findings: in the order in which they are indexed.
  std::vector<AnalyzedText> texts;
  std::uint64_t dropped_words = 0;  // too long to be terms
};

// Valid until the next call on the analyzer, and as long as these texts of the document are unchanged; its entities may
// change.
AnalyzedDocument analyze_document(const Document& document, Analyzer& analyzer);

}  // namespace il2search
