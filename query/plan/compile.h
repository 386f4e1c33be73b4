// compile(): plan -> Xapian::Query over one thread's view of the index. Truncations and inflections are expanded here,
// since only the index knows its words.
//
//   stem         -> a posting list, ranked by BM25
//   sequence     -> AND of its stems' postings, filtered by a look at the token stream: by a PhraseSource, or for one
//                   that every match must hold, by whoever runs the query (PhraseUse::deferred)
//   truncation   -> the stems of the words that begin so; the token stream is asked where a stem has other forms too
//   many terms   -> a set of docids, filled segment by segment (SetSource), never a tree of ORs; what is demanded of
//                   entities is decided over such a set (term_lists.h)
//   dates        -> year terms, or a range of a value slot
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "query/budget.h"
#include "query/plan/index_view.h"
#include "query/plan/phrase_matcher.h"
#include "query/plan/plan.h"
#include "query/syntax/problems.h"

namespace il2search::plan {

// A phrase of the query: the postings of its words, what decides about a document that has them all, and whether the
// search met one that holds the phrase.
struct PhraseUse {
  Xapian::Query postings;
  std::shared_ptr<const PhraseMatcher> matcher;
  std::shared_ptr<bool> found;
  syntax::Span span;
  // The query asks for the postings alone, and every match must be shown to the matcher: so it is asked only about
  // documents that rank high enough for the page.
  bool deferred = false;
  bool report = true;  // say when the phrase occurs nowhere
};

// A word of the query and the terms that stand for it.
struct WordUse {
  std::vector<std::string> terms;
  syntax::Span span;
};

// The compiled query refers to the view's snapshot and the budget, and lives no longer than they do.
struct Compiled {
  Xapian::Query query;
  bool weighted = false;      // something in it is ranked
  bool alternatives = false;  // it is a word or an OR of words: each of `words` alone is enough to match
  std::vector<PhraseUse> phrases;
  std::vector<WordUse> words;
};

// `text` is the query, for messages. DiagnosticSink: headings, identifiers and names that no document has, truncations with
// too many words, how many documents have no date. Throws Error{timed_out, cancelled, out_of_memory}.
Compiled compile(const Node& node, std::string_view text, IndexView& index, Budget& budget,
                 syntax::DiagnosticSink& problems);

}  // namespace il2search::plan
