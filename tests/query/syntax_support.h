// What the tests of query syntax share: compact outlines, checks that hold for every parse, random trees, test data.
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

// What is wrong with the places in a parse: spans that leave the text, cut a character or do not nest. Empty if nothing.
std::string place_faults(std::string_view query, const Parsed& parsed);

// A tree that parse() could have made, of at most about `size` leaves.
Tree random_tree(std::mt19937& random, unsigned size);

// The queries of real systematic reviews in the test data; empty without it.
std::vector<std::string> real_queries(const std::string& folder);

}  // namespace il2search::syntax
