// UTF-8: one decoder without tables.
#include "base/utf8.h"

namespace il2search {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// What a lead byte announces: how many bytes follow, and the range of the first of them. The others are 80..BF.
struct Lead {
  unsigned following;
  unsigned low;
  unsigned high;
  char32_t bits;
};

Lead lead_of(unsigned byte) noexcept {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF, byte & 0x1Fu};
  if (byte == 0xE0) return {2, 0xA0, 0xBF, 0};
  if (byte == 0xED) return {2, 0x80, 0x9F, 0xD};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF, byte & 0xFu};
  if (byte == 0xF0) return {3, 0x90, 0xBF, 0};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF, byte & 0x7u};
  if (byte == 0xF4) return {3, 0x80, 0x8F, 4};
  return {0, 0, 0, 0};
}

}  // namespace

DecodedCharacter decode_utf8(std::string_view text, std::size_t at) noexcept {
  const unsigned first = byte_at(text, at);
  if (first < 0x80) return {static_cast<char32_t>(first), 1, true};
  const Lead lead = lead_of(first);
  if (lead.following == 0) return {};
  char32_t value = lead.bits;
  unsigned low = lead.low;
  unsigned high = lead.high;
  for (std::size_t i = 1; i <= lead.following; ++i) {
    if (at + i >= text.size()) return {kReplacementCharacter, i, false};
    const unsigned next = byte_at(text, at + i);
    if (next < low || next > high) return {kReplacementCharacter, i, false};
    value = (value << 6) | (next & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return {value, lead.following + 1u, true};
}

void append_utf8(std::string& to, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacementCharacter;
  const auto tail = [&](unsigned shift) { to += static_cast<char>(0x80u | ((code_point >> shift) & 0x3Fu)); };
  if (code_point < 0x80) {
    to += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    to += static_cast<char>(0xC0u | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    to += static_cast<char>(0xE0u | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    to += static_cast<char>(0xF0u | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::size_t find_invalid_utf8(std::string_view text, std::size_t at) noexcept {
  while ((at = find_non_ascii(text, at)) < text.size()) {
    const DecodedCharacter c = decode_utf8(text, at);
    if (!c.valid) return at;
    at += c.bytes;
  }
  return text.size();
}

bool is_valid_utf8(std::string_view text) noexcept { return find_invalid_utf8(text, 0) == text.size(); }

std::string replace_invalid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t bad = find_invalid_utf8(text, at);
    result.append(text.substr(at, bad - at));
    if (bad == text.size()) break;
    append_utf8(result, kReplacementCharacter);
    at = bad + decode_utf8(text, bad).bytes;
  }
  return result;
}

}  // namespace il2search
