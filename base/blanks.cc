// Trimming and squeezing of blanks: between a reader's text buffer and the values that it keeps.
#include "base/blanks.h"

#include <cstddef>

#include "base/ascii.h"

namespace il2search {
namespace {

// Has no early exit, so that the compiler can vectorise it: nearly every text is squeezed already. `text` does not end
// with a blank.
bool is_squeezed(std::string_view text) {
  unsigned found = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    const unsigned other_blank = unsigned{c == '\t'} | unsigned{c == '\n'} | unsigned{c == '\r'};
    found |= other_blank | (unsigned{c == ' '} & unsigned{text[i + 1] == ' '});
  }
  return found == 0;
}

template <typename IsBlank> std::string_view trim(std::string_view text, IsBlank is_blank) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view trim_blanks(std::string_view text) noexcept { return trim(text, ascii::is_blank); }

std::string_view trim_whitespace(std::string_view text) noexcept {
  return trim(text, [](char c) { return ascii::is_blank(c) || c == '\f'; });
}

std::string squeeze_blanks(std::string_view text) {
  text = trim_blanks(text);
  if (is_squeezed(text)) return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (!ascii::is_blank(c)) {
      result += c;
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

}  // namespace il2search
