// Words and phrases of text fields -> plan nodes: the part of resolve that needs the Analyzer.
#pragma once

#include <cstddef>
#include <vector>

#include <il2search/searcher.h>

#include "query/plan/plan.h"
#include "query/syntax/problems.h"
#include "query/syntax/tree.h"
#include "text/analyzer.h"

namespace il2search::plan {

// Parts of words in one query. The parser counts words; but a word can be of thousands of parts, each a posting list.
inline constexpr std::size_t kMaxParts = 4096;

// Not safe from two threads at once: it uses the Analyzer. Both must outlive it.
class WordPlanner {
 public:
  WordPlanner(Analyzer& analyzer, syntax::DiagnosticSink& problems) : analyzer_(analyzer), problems_(problems) {}

  // Unquoted words of a text field: all of them, or with Match::any any of them.
  Node run(const std::vector<syntax::Word>& words, FieldId field, Match match);

  // Quoted words of a text field.
  Node phrase(const syntax::Phrase& phrase, FieldId field, syntax::Span span);

 private:
  struct Scope;
  struct Part;
  struct Cut;

  static Scope scope_of(FieldId field);
  Cut cut(std::string_view text);
  void count_parts(std::size_t parts, syntax::Span span);
  Cut cut_pattern(const syntax::Word& word);
  Cut cut_word(const syntax::Word& word);
  Node word(const syntax::Word& word, const Scope& scope);
  Node stem_of(const Part& part, const Scope& scope, syntax::Span span);
  Node compound(Cut parts, const Scope& scope, syntax::Span span);
  Node with_signs(Node node, const Cut& parts, const Scope& scope);
  static Node any_word(std::vector<Node> words);
  Node any_part(const syntax::Word& word, const Scope& scope);
  Node places(std::vector<std::vector<Place>> units, std::optional<unsigned> within, const Scope& scope);
  Node nothing(const syntax::Word& typed, bool incomplete);

  Analyzer& analyzer_;
  syntax::DiagnosticSink& problems_;
  std::size_t parts_ = 0;  // so far
};

}  // namespace il2search::plan
