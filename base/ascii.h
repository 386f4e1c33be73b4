// ASCII character classes and case folding, independent of the locale. Bytes above 0x7F belong to no class but
// is_word_byte() and are never changed, so all of this is safe on UTF-8.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace il2search::ascii {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) noexcept { return is_upper(c) || is_lower(c); }
constexpr bool is_letter_or_digit(char c) noexcept { return is_letter(c) || is_digit(c); }
constexpr bool is_hex_digit(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Blank, tab, line feed and carriage return: the white space of XML and JSON.
constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Bytes below the blank, and DEL.
constexpr bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }

constexpr bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

// Letters, digits, and every byte of a character outside ASCII.
constexpr bool is_word_byte(char c) noexcept { return is_letter_or_digit(c) || !is_ascii(c); }

constexpr char to_lower(char c) noexcept { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char to_upper(char c) noexcept { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

inline std::string to_lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return to_lower(c); });
  return result;
}

inline std::string to_upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return to_upper(c); });
  return result;
}

// Whether the text consists of digits and is not empty.
constexpr bool is_number(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

constexpr bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) noexcept {
  return text.size() >= prefix.size() && equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// The text after the prefix; nullopt if it begins with something else.
constexpr std::optional<std::string_view> strip_prefix_ignoring_case(std::string_view text,
                                                                     std::string_view prefix) noexcept {
  if (!starts_with_ignoring_case(text, prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

}  // namespace il2search::ascii
