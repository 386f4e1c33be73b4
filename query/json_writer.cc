// Values as JSON: escapes, numbers, commas.
#include "query/json_writer.h"

#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace il2search {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    out += c;
    return;
  }
  out += "\\u00";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

}  // namespace

void JsonWriter::open(char bracket) {
  comma();
  out_ += bracket;
}

void JsonWriter::name(std::string_view name) {
  comma();
  out_.append("\"").append(name).append("\": ");
}

void JsonWriter::text(std::string_view text) {
  comma();
  out_ += '"';
  if (is_valid_utf8(text)) escape(text);
  else escape(replace_invalid_utf8(text));
  out_ += '"';
}

void JsonWriter::number(std::size_t value) {
  comma();
  out_ += std::to_string(value);
}

void JsonWriter::real(double value) {
  comma();
  char digits[64];
  const double rounded = std::isfinite(value) ? std::round(value * 1e6) / 1e6 : 0.0;
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, rounded);
  out_.append(digits, error == std::errc{} ? end : digits);
}

void JsonWriter::boolean(bool value) {
  comma();
  out_ += value ? "true" : "false";
}

void JsonWriter::member(std::string_view key, std::string_view value) {
  name(key);
  text(value);
}

void JsonWriter::member(std::string_view key, std::size_t value) {
  name(key);
  number(value);
}

void JsonWriter::member(std::string_view key, const std::vector<std::string>& values) {
  name(key);
  open('[');
  for (const std::string& value : values) text(value);
  close(']');
}

void JsonWriter::escape(std::string_view text) {
  for (const char c : text) append_escaped(out_, c);
}

void JsonWriter::comma() {
  if (out_.empty()) return;
  const char before = out_.back();
  if (before != '{' && before != '[' && before != ' ') out_ += ", ";
}

}  // namespace il2search
