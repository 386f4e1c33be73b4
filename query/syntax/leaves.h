// Leaves: the clauses without parentheses. Each reader takes its tokens from the cursor, but no prefix or tag.
#pragma once

#include <cstddef>

#include "query/syntax/cursor.h"
#include "query/syntax/problems.h"

namespace il2search::syntax {

// The clause that starts with the word at the cursor: an identifier, a range, or a run of words. prefixed: a prefix
// stands before it, so that only this word belongs to it.
Clause read_words(Cursor& cursor, bool prefixed, DiagnosticSink& problems);

// The phrase at the cursor.
Clause read_phrase(Cursor& cursor, DiagnosticSink& problems);

// How many terms a leaf counts against kMaxTerms.
std::size_t count_terms(const Node& leaf);

}  // namespace il2search::syntax
