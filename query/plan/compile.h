// compile(): plan -> Xapian::Query over one thread's view of the index. Truncations and inflections are expanded here,
// since only the index knows its words.
//
//   stem         -> a posting list, ranked by BM25
//   sequence     -> AND of its stems' postings, filtered by a look at the token stream (PhraseSource)
//   truncation   -> the stems of the words that begin so; the token stream is asked where a stem has other forms too
//   many terms   -> a set of docids, filled segment by segment (SetSource), never a tree of ORs
//   dates        -> year terms, or a range of a value slot
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "query/budget.h"
#include "query/plan/index_view.h"
#include "query/plan/plan.h"
#include "query/syntax/problems.h"

namespace il2search::plan {

// A phrase of the query, by itself, and whether the search met a document that holds it.
struct PhraseUse {
  Xapian::Query query;
  std::shared_ptr<bool> found;
  syntax::Span span;
};

// A word of the query and the terms that stand for it.
struct WordUse {
  std::vector<std::string> terms;
  syntax::Span span;
};

// The compiled query refers to the view's snapshot and the budget, and lives no longer than they do.
struct Compiled {
  Xapian::Query query;
  bool weighted = false;  // something in it is ranked
  std::vector<PhraseUse> phrases;
  std::vector<WordUse> words;
};

// `text` is the query, for messages. Problems: headings, identifiers and names that no document has, truncations with
// too many words, how many documents have no date. Throws Error{timed_out, cancelled, out_of_memory}.
Compiled compile(const Node& node, std::string_view text, IndexView& index, Budget& budget, syntax::Problems& problems);

}  // namespace il2search::plan
