// Windows-1252 where it differs from Latin-1: the 32 bytes 80 to 9F.
#include "base/text_encoding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"

namespace il2search {
namespace {

constexpr char32_t kNone = kReplacementCharacter;
constexpr std::array<char32_t, 32> kUpperControls = {0x20AC, kNone,  0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, kNone,  0x017D, kNone,
                                                     kNone,  0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, kNone,  0x017E, 0x0178};

char32_t windows_1252(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 && byte <= 0x9F ? kUpperControls[byte - 0x80u] : byte;
}

}  // namespace

DecodedText decode_text(std::string bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.erase(0, kByteOrderMark.size());
  if (is_valid_utf8(bytes)) return {std::move(bytes), 0};
  DecodedText decoded;
  decoded.text.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t at = 0; at < bytes.size();) {
    const DecodedCharacter next = decode_utf8(bytes, at);
    if (next.valid) {
      decoded.text.append(bytes, at, next.bytes);
      at += next.bytes;
    } else {
      append_utf8(decoded.text, windows_1252(bytes[at++]));
      ++decoded.foreign_bytes;
    }
  }
  return decoded;
}

std::size_t find_control_character(std::string_view text) {
  const auto is_unwanted = [](char c) { return ascii::is_control(c) && !ascii::is_blank(c) && c != '\f'; };
  const auto found = std::find_if(text.begin(), text.end(), is_unwanted);
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

}  // namespace il2search
