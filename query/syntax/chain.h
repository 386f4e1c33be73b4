// Chain: the clauses of one group with the operators between them, before they become a tree. What can only be seen
// from the whole group is said here: mixed operators, operators in lower case.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/syntax/problems.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// What stands between two clauses.
struct Joint {
  Operator op = Operator::and_;
  bool written = false;  // false: nothing stood there, which is AND
  Span span;             // of the operator, when written
};

// joints[i] stands before clauses[i + 1].
struct Chain {
  std::vector<Node> clauses;
  std::vector<Joint> joints;
};

struct Folded {
  Node node;
  std::size_t depth = 1;  // of the Booleans that the chain itself makes; it adds to that of its deepest clause
};

// `a or "b"` -> `a "b"`: leaves out lower-case operators that stand alone between clauses, with a warning.
void drop_lowercase_operators(Chain& chain, DiagnosticSink& problems);

// Warns of lower-case operators that are words of a group, as in `(lupus or sle)`.
void warn_of_words_like_operators(const WordRun& run, DiagnosticSink& problems);

// Warns when OR stands beside AND or NOT, with both readings in the hint.
void warn_of_mixed_operators(const Chain& chain, std::string_view query, DiagnosticSink& problems);

// Strictly left to right; equal neighbours share one Boolean. The chain must not be empty.
Folded fold(Chain chain);

}  // namespace il2search::syntax
