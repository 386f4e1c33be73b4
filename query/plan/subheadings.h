// MeSH's subheadings: the fixed list of names with their ids and PubMed's two-letter codes.
#pragma once

#include <string_view>

namespace il2search::plan {

struct Subheading {
  std::string_view code;  // "dt"
  std::string_view id;    // "Q000188"
  std::string_view name;  // "drug therapy"
};

// By code, id or name, in lower case (ids as above); nullptr where there is none.
const Subheading* find_subheading(std::string_view text);

}  // namespace il2search::plan
