// The lines of `il2search --queries`: one `topic<TAB>query` per line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace il2search::cli {

struct QueryLine {
  std::size_t number = 0;  // of the line, from 1
  std::string topic;       // empty if the line has no tab or nothing before it: it cannot be run
  std::string query;
};

// Empty lines are left out, but counted. A line ends with a line feed, which a carriage return may precede.
std::vector<QueryLine> read_query_lines(std::string_view text);

}  // namespace il2search::cli
