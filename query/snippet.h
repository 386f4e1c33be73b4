// Snippets: the passage of a document's text that shows best why it was found.
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

// What a query wants to see marked: its words by stem, its phrases and truncated words by their places. Made once a
// search. Not safe from two threads at once: it uses the Analyzer, which must outlive it.
class Highlighter {
 public:
  Highlighter(const plan::Node& plan, Analyzer& analyzer);

  // The best passage of abstract, summaries or full text, about 240 bytes of original text, "…" where it is cut; the
  // title when there is no other text. About 0.1 ms for an abstract.
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
