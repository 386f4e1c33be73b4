// parse(): the text of a query -> tree and diagnostics. One tolerant parser: it always gives a tree, and says of
// everything it could not take as written what and where. No index, field table or vocabulary is looked at here.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/syntax/tree.h"

namespace il2search::syntax {

// Caps; over one of the first three the query is an error and the tree is empty.
inline constexpr std::size_t kMaxQueryBytes = 64 * 1024;
inline constexpr std::size_t kMaxTerms = 4096;
inline constexpr std::size_t kMaxDepth = 100;
inline constexpr std::size_t kMinTruncatedLetters = 3;  // letters or digits before a "*"
inline constexpr unsigned kMaxDistance = 1000;          // N of "..."~N

struct Parsed {
  Tree tree;
  std::vector<Diagnostic> diagnostics;  // ordered by start

  bool ok() const;  // no diagnostic of severity error
};

// Linear time, bounded stack. Never throws for any input but std::bad_alloc. With an error among the diagnostics the
// tree holds what could be read all the same, and should not be run. docs/query-language.md lists the codes.
Parsed parse(std::string_view query);

// The whole query as one run of plain words: no operator, field, quote or star is recognised (`--plain`).
Parsed parse_plain(std::string_view query);

}  // namespace il2search::syntax
