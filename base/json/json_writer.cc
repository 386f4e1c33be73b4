// Values as JSON: escapes, numbers, commas.
#include "base/json/json_writer.h"

#include <charconv>
#include <cmath>

#include "base/ascii.h"
#include "base/utf8.h"

namespace il2search {
namespace {

void append_escaped(std::string& json, char c) {
  switch (c) {
    case '"': json += "\\\""; return;
    case '\\': json += "\\\\"; return;
    case '\b': json += "\\b"; return;
    case '\f': json += "\\f"; return;
    case '\n': json += "\\n"; return;
    case '\r': json += "\\r"; return;
    case '\t': json += "\\t"; return;
    default: break;
  }
  if (static_cast<unsigned char>(c) < 0x20) append_json_escape(json, static_cast<unsigned char>(c));
  else json += c;
}

}  // namespace

void append_json_escape(std::string& json, char32_t c) {
  json += "\\u";
  for (const unsigned shift : {12u, 8u, 4u, 0u}) json += ascii::kHexDigits[(c >> shift) & 15u];
}

void append_json_string(std::string& json, std::string_view text) {
  const std::string replaced = is_valid_utf8(text) ? std::string() : replace_invalid_utf8(text);
  json += '"';
  for (const char c : replaced.empty() ? text : replaced) append_escaped(json, c);
  json += '"';
}

void JsonWriter::open(char bracket) {
  comma();
  json_ += bracket;
}

void JsonWriter::name(std::string_view name) {
  text(name);
  json_ += ':';
}

void JsonWriter::text(std::string_view text) {
  comma();
  append_json_string(json_, text);
}

void JsonWriter::real(double value) {
  char digits[64];
  const double rounded = std::isfinite(value) ? std::round(value * 1e6) / 1e6 : 0.0;
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, rounded);
  raw(error == std::errc{} ? std::string_view(digits, static_cast<std::size_t>(end - digits)) : "0");
}

void JsonWriter::raw(std::string_view json) {
  comma();
  json_ += json;
}

// A value follows another one unless a bracket or a name is before it: no value ends in one of these characters.
void JsonWriter::comma() {
  if (json_.empty()) return;
  const char before = json_.back();
  if (before != '{' && before != '[' && before != ':') json_ += ',';
}

}  // namespace il2search
