// Decoding of pages, plain text and lines: UTF-8, with Windows-1252 for the bytes that are not valid.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace il2search {

struct DecodedText {
  std::string text;               // valid UTF-8 without a byte order mark
  std::size_t foreign_bytes = 0;  // bytes that were not UTF-8 and were read as Windows-1252
};

// Keeps well-formed UTF-8 and reads every other byte as Windows-1252, whose five undefined bytes become U+FFFD. So text in
// Windows-1252 is decoded correctly, and text in UTF-8 with one broken character keeps all others.
DecodedText decode_text(std::string bytes);

// The offset of the first control character other than tab, line feed, carriage return and form feed, or npos.
std::size_t find_control_character(std::string_view text);

}  // namespace il2search
