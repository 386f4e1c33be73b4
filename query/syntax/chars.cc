// Classes of characters: see chars.h.
#include "query/syntax/chars.h"

#include <algorithm>
#include <array>

namespace il2search::syntax {
namespace {

struct LeadByte {
  std::size_t bytes;  // of the whole sequence; 0 where none starts so
  unsigned char low;  // the bounds of the second byte, which rule out overlong forms, surrogates and too large values
  unsigned char high;
};

LeadByte lead_byte(unsigned char byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// How many bytes from `at` belong together before the first that does not fit; equal to lead.bytes where all do.
std::size_t fitting_bytes(std::string_view text, std::size_t at, const LeadByte& lead) {
  std::size_t fitting = 1;
  for (; fitting < lead.bytes && at + fitting < text.size(); ++fitting) {
    const unsigned char byte = byte_at(text, at + fitting);
    const unsigned char low = fitting == 1 ? lead.low : 0x80;
    const unsigned char high = fitting == 1 ? lead.high : 0xBF;
    if (byte < low || byte > high) break;
  }
  return fitting;
}

bool is_general_punctuation(char32_t c) {
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || c == 0xB7 || c == 0xA7 || c == 0xB6;
}

}  // namespace

std::optional<Span> find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const LeadByte lead = lead_byte(byte_at(text, at));
    const std::size_t fitting = fitting_bytes(text, at, lead);
    if (fitting != lead.bytes) return Span{at, at + fitting};
    at += fitting;
  }
  return std::nullopt;
}

Char char_at(std::string_view text, std::size_t at) {
  const unsigned char first = byte_at(text, at);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = std::clamp<std::size_t>(lead_byte(first).bytes, 1, text.size() - at);
  char32_t code = bytes == 1 ? char32_t{first} : first & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) code = (code << 6) | (byte_at(text, at + i) & 0x3Fu);
  return {code, bytes};
}

bool is_blank(char32_t c) {
  if (c < 0x80) return c <= 0x20 || c == 0x7F;
  return c <= 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202F) || c == 0x205F || (c >= 0x2066 && c <= 0x2069) || c == 0x3000 || c == 0xFEFF;
}

bool is_quote(char32_t c) {
  static constexpr std::array<char32_t, 8> kQuotes = {U'"', 0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x201F, 0xFF02};
  return std::find(kQuotes.begin(), kQuotes.end(), c) != kQuotes.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) return is_digit(static_cast<char>(c)) || is_ascii_letter(static_cast<char>(c));
  return !is_blank(c) && !is_quote(c) && !is_general_punctuation(c);
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view trimmed(std::string_view text) {
  std::size_t start = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Char c = char_at(text, at);
    if (!is_blank(c.code)) {
      start = std::min(start, at);
      end = at + c.bytes;
    }
    at += c.bytes;
  }
  return start < end ? text.substr(start, end - start) : std::string_view();
}

bool has_letter_or_digit(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Char c = char_at(text, at);
    if (is_letter_or_digit(c.code)) return true;
    at += c.bytes;
  }
  return false;
}

}  // namespace il2search::syntax
