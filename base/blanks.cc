// Blanks taken away: a hop between a reader's text buffer and the value it keeps.
#include "base/blanks.h"

#include <cstddef>

namespace il2search {
namespace {

constexpr std::string_view kBlankBytes = " \t\r\n";

// Without an early way out, so that the compiler looks at many bytes at once: nearly every text is squeezed already.
// `text` ends with no blank.
bool is_squeezed(std::string_view text) {
  unsigned found = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    const unsigned other_blank = unsigned{c == '\t'} | unsigned{c == '\n'} | unsigned{c == '\r'};
    found |= other_blank | (unsigned{c == ' '} & unsigned{text[i + 1] == ' '});
  }
  return found == 0;
}

}  // namespace

std::string_view trim_blanks(std::string_view text) noexcept {
  const std::size_t start = text.find_first_not_of(kBlankBytes);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kBlankBytes) - start + 1);
}

std::string squeeze_blanks(std::string_view text) {
  text = trim_blanks(text);
  if (is_squeezed(text)) return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (kBlankBytes.find(c) == std::string_view::npos) {
      result += c;
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

}  // namespace il2search
