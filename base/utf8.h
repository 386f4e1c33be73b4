// UTF-8: validation, decoding of one character, replacement of invalid bytes, cutting at a character. Well-formed as in
// table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace il2search {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// One code point and its length. Invalid bytes give valid == false, U+FFFD and the length of the longest prefix of a
// well-formed sequence (at least 1), which one replacement character replaces.
struct DecodedCharacter {
  char32_t code_point = kReplacementCharacter;
  std::size_t bytes = 1;
  bool valid = false;
};

// The character at text[at]; at < text.size().
DecodedCharacter decode_utf8(std::string_view text, std::size_t at) noexcept;

// Appends the code point; surrogates and values above U+10FFFF become U+FFFD.
void append_utf8(std::string& to, char32_t code_point);

// The offset of the first invalid byte at or after `at`, or text.size(). About 10 GB/s on ASCII, 300 MB/s on other text.
std::size_t find_invalid_utf8(std::string_view text, std::size_t at) noexcept;

bool is_valid_utf8(std::string_view text) noexcept;

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The text without a byte order mark at its start.
constexpr std::string_view strip_bom(std::string_view text) noexcept {
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

// The text with every invalid sequence replaced by U+FFFD.
std::string replace_invalid_utf8(std::string_view text);

// Whether the byte is the second, third or fourth of a character.
constexpr bool is_utf8_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

// The longest prefix of at most `most` bytes that does not end within a character.
constexpr std::string_view cut_utf8(std::string_view text, std::size_t most) noexcept {
  if (text.size() <= most) return text;
  while (most > 0 && is_utf8_continuation(text[most])) --most;
  return text.substr(0, most);
}

// The offset of the first byte at or after `at` that is not ASCII, or text.size(). Looks at eight bytes at once.
inline std::size_t find_non_ascii(std::string_view text, std::size_t at = 0) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  std::uint64_t word = 0;
  for (; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace il2search
