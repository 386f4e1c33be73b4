// Untagged words -> plan node, with term mapping: where they name a concept, its documents and its exact synonyms are
// alternatives to the words, ranked below them.
//
//   rapamycin dose  ->  all(any(rapamycin, 40%*without(any(sirolimus, E:MESH:D020123 …), rapamycin)), dose)
#pragma once

#include <vector>

#include "query/plan/concepts.h"
#include "query/plan/plan.h"
#include "query/plan/subjects.h"
#include "query/plan/words.h"
#include "query/syntax/problems.h"
#include "query/syntax/tree.h"
#include "text/analyzer.h"

namespace il2search::plan {

// For one query. Not safe from two threads at once; what it is given must outlive it.
class MappedRunPlanner {
 public:
  // `words` plans the words as typed.
  MappedRunPlanner(const SubjectOptions& options, WordPlanner& words, ConceptFinder& finder, Analyzer& analyzer)
      : options_(options), words_(words), finder_(finder), synonyms_(analyzer, unsaid_) {}

  // Without vocabularies, and where no name is among the words, what WordPlanner::run() gives.
  Node run(const std::vector<syntax::Word>& words, Match match);

 private:
  Node all_words(const std::vector<syntax::Word>& words, const std::vector<MappedWords>& mapped);
  Node any_word(const std::vector<syntax::Word>& words, const std::vector<MappedWords>& mapped);
  Node alternatives(const std::vector<syntax::Word>& words, const MappedWords& mapped);
  Node synonym(const std::string& name, syntax::Span span);

  const SubjectOptions& options_;
  WordPlanner& words_;
  ConceptFinder& finder_;
  syntax::DiagnosticSink unsaid_;  // about words that nobody typed
  WordPlanner synonyms_;
  std::size_t looked_for_ = 0;  // synonyms, so far
};

}  // namespace il2search::plan
