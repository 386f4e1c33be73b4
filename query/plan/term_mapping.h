// Term mapping: untagged words that name a concept of the loaded vocabularies also find its documents and its exact
// synonyms, ranked below the words themselves. Part of resolve().
//
//   rapamycin lupus nephritis  ->  [rapamycin: MESH:D020123 "sirolimus"] [lupus nephritis: MESH:D008181 …]
//   rapamycin dose  ->  all(any(rapamycin, 40%*without(any(sirolimus, E:MESH:D020123 …), rapamycin)), dose)
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/plan/concept_finder.h"
#include "query/plan/plan.h"
#include "query/plan/value_planner.h"
#include "query/plan/word_planner.h"
#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/tree.h"
#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search::plan {

// Words [first, first + count) of a run are a name of these concepts, which mean the same or share the name.
struct MappedName {
  std::size_t first = 0;
  std::size_t count = 0;
  std::vector<ConceptNumber> concepts;
  std::vector<std::string> synonyms;  // other exact names of the concepts and of their exact matches, except those that
                                      // contain the words as typed
};

// The names among the words: the longest ones, from left to right, without overlap. Not mapped are stop words;
// abbreviations and gene symbols that are not written as such (`was` and `cat` are not, IL2 and SLE are); names that
// more than a few concepts share; concepts so general that most papers are about something narrower. Runs of more than
// 50 words are pasted text and are not mapped at all. About 50 microseconds per word.
std::vector<MappedName> map_terms(const std::vector<syntax::Word>& words, const Vocabulary& vocabulary,
                                  Analyzer& analyzer);

// For one query. Not safe from two threads at once; what it is given must outlive it.
class TermMappingPlanner {
 public:
  // `typed` plans the words as typed.
  TermMappingPlanner(const EntityOptions& options, WordPlanner& typed, ConceptFinder& finder, Analyzer& analyzer)
      : options_(options), typed_(typed), finder_(finder), analyzer_(analyzer), synonyms_(analyzer, unreported_) {}

  // The words with their alternatives. Without a vocabulary, or if no words name a concept, the result is that of
  // WordPlanner::words().
  Node words(const std::vector<syntax::Word>& words, Match match);

 private:
  Node all_words(const std::vector<syntax::Word>& words, const std::vector<MappedName>& names);
  Node any_word(const std::vector<syntax::Word>& words, const std::vector<MappedName>& names);
  Node alternatives(const std::vector<syntax::Word>& words, const MappedName& name);
  Node synonym(const std::string& name, Span span);

  const EntityOptions& options_;
  WordPlanner& typed_;
  ConceptFinder& finder_;
  Analyzer& analyzer_;
  syntax::DiagnosticSink unreported_;  // about synonyms, which nobody typed
  WordPlanner synonyms_;
  std::size_t planned_synonyms_ = 0;
};

}  // namespace il2search::plan
