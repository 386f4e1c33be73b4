// Chain: the clauses of one group and the operators between them, before they become a tree. Warns about what only the
// whole group shows: mixed operators and operators in lower case.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/syntax/diagnostic_sink.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// The operator between two clauses.
struct Joint {
  Operator op = Operator::and_;
  bool written = false;  // false: no operator was written, which means AND
  Span span;             // of the operator, if written
};

// joints[i] is between clauses[i] and clauses[i + 1].
struct Chain {
  std::vector<Node> clauses;
  std::vector<Joint> joints;
};

struct Folded {
  Node node;
  std::size_t depth = 1;  // of the Booleans made from the chain, without those inside its clauses
};

// `a or "b"` -> `a "b"`: removes lower-case operators between clauses, with a warning.
void drop_lowercase_operators(Chain& chain, DiagnosticSink& diagnostics);

// Warns of lower-case operators that are read as words of a group, as in `(lupus or sle)`.
void warn_of_words_like_operators(const WordRun& run, DiagnosticSink& diagnostics);

// Warns if OR is mixed with AND or NOT, with both readings in the hint.
void warn_of_mixed_operators(const Chain& chain, std::string_view query, DiagnosticSink& diagnostics);

// The tree of the chain, read strictly from left to right; equal operators in a row share one Boolean. The chain must
// not be empty.
Folded fold(Chain chain);

}  // namespace il2search::syntax
