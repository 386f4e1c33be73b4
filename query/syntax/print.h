// print(): a tree -> the canonical text of the query, which Results::interpreted and --explain show.
#pragma once

#include <string>

#include "query/syntax/tree.h"

namespace il2search::syntax {

std::string print(const Tree& tree);

// The tree with one node per line, indented: for --explain and golden tests.
std::string outline(const Tree& tree);

}  // namespace il2search::syntax
