// Languages as records write them ("eng", "ger", "English") -> code and English name, so that either finds both.
#pragma once

#include <string_view>

namespace il2search {

struct Language {
  std::string_view code;   // ISO 639-2/B, as PubMed writes it
  std::string_view other;  // other codes, or empty
  std::string_view name;   // English, lower case
};

// The language with this code or name (lower case), or nullptr.
const Language* find_language(std::string_view code_or_name);

}  // namespace il2search
