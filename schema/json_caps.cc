// Brackets, commas and colons outside strings.
#include "schema/json_caps.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace il2search {

std::string fault_of_size(std::string_view text, const JsonCaps& caps) {
  std::size_t depth = 0;
  std::vector<std::size_t> members(caps.depth + 2);  // of the object that is open at each depth
  std::size_t values = 1;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    else if (c == '{' || c == '[') ++depth;
    else if ((c == '}' || c == ']') && depth > 0) --depth;
    else if (c == ',') ++values;
    else if (c == ':' && ++members[depth] > caps.members)
      return "an object with more than " + std::to_string(caps.members) + " members";
    if (c == '{' || c == '[') ++values, members[std::min(depth, caps.depth + 1)] = 0;
    if (depth > caps.depth) return "nested deeper than " + std::to_string(caps.depth) + " levels";
    if (values > caps.values) return "more than " + std::to_string(caps.values) + " values";
  }
  return {};
}

}  // namespace il2search
