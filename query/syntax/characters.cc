// Classes of characters: see characters.h.
#include "query/syntax/characters.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"

namespace il2search::syntax {
namespace {

bool is_general_punctuation(char32_t c) {
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || c == 0xB7 || c == 0xA7 || c == 0xB6;
}

}  // namespace

std::optional<Span> find_invalid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::nullopt;
  std::size_t at = 0;
  DecodedCharacter c = decode_utf8(text, at);
  while (c.valid) c = decode_utf8(text, at += c.bytes);
  return Span{at, at + c.bytes};
}

bool separates_words(char32_t c) {
  if (c < 0x80) return c <= 0x20 || c == 0x7F;
  return c <= 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202F) || c == 0x205F || (c >= 0x2066 && c <= 0x2069) || c == 0x3000 || c == 0xFEFF;
}

bool is_quote(char32_t c) {
  return std::u32string_view(U"\"\u00AB\u00BB\u201C\u201D\u201E\u201F\uFF02").find(c) != std::u32string_view::npos;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return ascii::is_letter_or_digit(static_cast<char>(c));
  return !separates_words(c) && !is_quote(c) && !is_general_punctuation(c);
}

bool has_word_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    if (is_word_character(c.code_point)) return true;
    at += c.bytes;
  }
  return false;
}

std::string_view trim_separators(std::string_view text) {
  std::size_t start = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    if (!separates_words(c.code_point)) {
      start = std::min(start, at);
      end = at + c.bytes;
    }
    at += c.bytes;
  }
  return start < end ? text.substr(start, end - start) : std::string_view();
}

}  // namespace il2search::syntax
