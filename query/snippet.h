// Snippets: the passage of a document that best shows why it was found.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <il2search/document.h>
#include <il2search/searcher.h>

#include "query/plan/plan.h"
#include "text/analyzer.h"

namespace il2search {

// Finds and marks what a query looks for: its words by stem, its phrases and truncated words as sequences. Made once per
// search. For one thread; uses the Analyzer, which must outlive it.
class Highlighter {
 public:
  Highlighter(const plan::Node& plan, Analyzer& analyzer);

  // The best passage of abstract, summaries or full text: about 240 bytes of the original, with "…" where it is cut. The
  // title, if there is no other text. About 0.1 ms for an abstract.
  Snippet snippet(const Document& document);

 private:
  struct Mark;
  struct Passage;

  void collect(const plan::Node& node);
  void collect(const plan::Terms& terms);
  void consider(std::string_view text, Passage& best);
  std::vector<Mark> marks_of(std::string_view text);

  Analyzer& analyzer_;
  std::unordered_set<std::string> stems_;
  std::vector<std::vector<plan::PhraseWord>> sequences_;
};

}  // namespace il2search
