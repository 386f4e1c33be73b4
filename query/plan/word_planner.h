// WordPlanner: words and phrases of text fields -> plan nodes. Part of resolve().
#pragma once

#include <cstddef>
#include <vector>

#include <il2search/searcher.h>

#include "query/plan/plan.h"
#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/tree.h"
#include "text/analyzer.h"

namespace il2search::plan {

// Parts of all words of one query. The parser caps the words, but a word can have thousands of parts, each with a
// posting list of its own.
inline constexpr std::size_t kMaxParts = 4096;

// Not safe from two threads at once: it uses the Analyzer. Both must outlive it.
class WordPlanner {
 public:
  WordPlanner(Analyzer& analyzer, syntax::DiagnosticSink& diagnostics)
      : analyzer_(analyzer), diagnostics_(diagnostics) {}

  // Unquoted words of a text field: all of them, or any of them with Match::any.
  Node words(const std::vector<syntax::Word>& words, FieldId field, Match match);

  // Quoted words of a text field.
  Node phrase(const syntax::Phrase& phrase, FieldId field, Span span);

 private:
  struct Scope;
  struct WordPart;
  struct CutWord;

  static Scope scope_of(FieldId field);
  CutWord cut(std::string_view text);
  void count_parts(std::size_t parts, Span span);
  CutWord cut_pattern(const syntax::Word& word);
  CutWord cut_word(const syntax::Word& word);
  Node word(const syntax::Word& word, const Scope& scope);
  Node stem(const WordPart& part, const Scope& scope, Span span);
  Node compound(CutWord word, const Scope& scope, Span span);
  Node signed_forms(const CutWord& word, const Scope& scope, Span span);
  Node with_signs(Node node, const CutWord& word, const Scope& scope);
  static Node any_word(std::vector<Node> words);
  Node any_part(const syntax::Word& word, const Scope& scope);
  Node sequence(std::vector<std::vector<PhraseWord>> units, std::optional<unsigned> within, const Scope& scope);
  Node nothing(const syntax::Word& typed, bool incomplete);

  Analyzer& analyzer_;
  syntax::DiagnosticSink& diagnostics_;
  std::size_t parts_ = 0;  // so far
};

}  // namespace il2search::plan
