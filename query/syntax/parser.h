// parse(): the text of a query -> tree and diagnostics. One tolerant parser: it always returns a tree, and reports
// everything that it did not read as written, with its span. It looks at no index, field table or vocabulary.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/syntax/tree.h"

namespace il2search::syntax {

// Caps. Beyond one of the first three, the query has an error and the tree is empty.
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

// Linear time, bounded stack. Throws only std::bad_alloc. If the diagnostics have an error, the tree has what could be
// read, but should not be run. docs/query-language.md lists the codes.
Parsed parse(std::string_view query);

// The whole query as one run of words without operators, fields, quotes and stars (`--plain`).
Parsed parse_plain(std::string_view query);

}  // namespace il2search::syntax
