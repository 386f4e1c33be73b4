// Shared by the tests of query syntax: compact outlines, checks that hold for every parse, random trees, test data.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/parser.h"
#include "query/syntax/tree.h"

namespace il2search::syntax {

// The outline on one line: "and / >words: a / >phrase: b c".
std::string compact_outline(const Tree& tree);

// "error unclosed-quote 0-1, warning typographic-quotes 4-7".
std::string compact_diagnostics(const std::vector<Diagnostic>& diagnostics);

// The invalid spans of a parse: those that leave the text, cut a character or do not nest. Empty if all are valid.
std::string span_errors(std::string_view query, const Parsed& parsed);

// A tree that parse() can make, with at most about `size` leaves.
Tree random_tree(std::mt19937& random, unsigned size);

// The queries of real systematic reviews in the test data; none without it.
std::vector<std::string> real_queries(const std::string& folder);

}  // namespace il2search::syntax
