// The encoding of pages, plain text and lines: UTF-8, or what is left of Windows-1252.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace il2search {

struct DecodedText {
  std::string text;               // valid UTF-8, without byte order mark
  std::size_t foreign_bytes = 0;  // bytes that were no UTF-8 and were read as Windows-1252
};

// Well-formed UTF-8 stays; every other byte is read as Windows-1252, where the five bytes without a meaning become
// U+FFFD. So a text in Windows-1252 is read right, and a text in UTF-8 with one broken character keeps all the others.
DecodedText decode_text(std::string bytes);

// The offset of the first control character but tab, line feed, carriage return and form feed; npos without one.
std::size_t find_control_character(std::string_view text);

}  // namespace il2search
