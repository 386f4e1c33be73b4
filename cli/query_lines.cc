// Cuts the text of --queries into lines, and lines into topic and query.
#include "cli/query_lines.h"

#include <algorithm>

namespace il2search::cli {
namespace {

QueryLine read_line(std::size_t number, std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos || tab == 0) return {number, "", ""};
  return {number, std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))};
}

}  // namespace

std::vector<QueryLine> read_query_lines(std::string_view text) {
  std::vector<QueryLine> lines;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = end + 1;
    ++number;
    if (!line.empty()) lines.push_back(read_line(number, line));
  }
  return lines;
}

}  // namespace il2search::cli
