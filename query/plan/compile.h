// Stage 3, compile(): plan -> MatchTree over one thread's view of the index. Truncated and inflected words are
// expanded here, since only the index knows its words.
//
//   stem         -> a posting list, ranked by BM25
//   sequence     -> AND of its stems' postings, filtered by a look at the token stream: by the matcher or, if every match
//                   must have the sequence, by whoever runs the query (PhraseUse::deferred)
//   truncation   -> the stems of the matching words, filtered by a look at the token stream if a stem has other forms
//   many terms   -> a set of docids, filled segment by segment, never a tree of ORs; demands on entities are checked on
//                   such a set (term_lists.h)
//   dates        -> year terms, or a range of a value slot
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/budget.h"
#include "query/match/index_view.h"
#include "query/match/match_tree.h"
#include "query/match/phrase_matcher.h"
#include "query/plan/plan.h"
#include "query/syntax/diagnostic_sink.h"

namespace il2search::plan {

// A phrase of the query: the postings of its words, the matchers that decide about a document that has them all, and
// whether the search has found a document with the phrase.
struct PhraseUse {
  MatchTree postings;
  std::shared_ptr<PhraseMatchers> matchers;
  std::shared_ptr<bool> found;
  Span span;
  // The query has only the postings, and whoever runs it must pass every match to the matcher. So the matcher looks only
  // at documents that rank high enough for the page.
  bool deferred = false;
  bool report = true;  // warn if the phrase occurs nowhere
};

// A word of the query and its terms.
struct WordUse {
  std::vector<std::string> terms;
  Span span;
};

// The compiled query refers to the view's snapshot and to the budget, which must outlive it.
struct Compiled {
  MatchTree tree;
  bool alternatives = false;  // it is a word or an OR of words: any one of `words` is enough to match
  std::vector<PhraseUse> phrases;
  std::vector<WordUse> words;
};

// `text` is the query, for messages. Diagnostics: headings, identifiers and names that no document has, truncations that
// match too many words, how many documents have no date. Throws Error{timed_out, cancelled, out_of_memory}.
Compiled compile(const Node& node, std::string_view text, IndexView& index, Budget& budget,
                 syntax::DiagnosticSink& diagnostics);

}  // namespace il2search::plan
