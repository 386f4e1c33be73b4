// JsonWriter: values -> JSON on one line without blanks. Everything that the library prints as JSON is written here, so
// that it looks alike and can be shown on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace il2search {

// The JSON text with every character that terminal_safe() (text.h) would replace as \uXXXX: a parser reads the same values,
// a terminal prints letters. Such characters occur only within strings, where JSON allows the escape. The text must be
// UTF-8 without raw C0 controls in its strings. One pass, about 1 GB/s; without such characters it is returned as it is.
std::string terminal_safe_json(std::string json);

// Appends a text in quotes, escaped. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& json, std::string_view text);

// Appends \uXXXX for a character below U+10000.
void append_json_escape(std::string& json, char32_t c);

// Builds the text value by value; commas follow from what was written before. The caller matches brackets and puts a name
// before each value of an object.
class JsonWriter {
 public:
  // The text, with characters that could steer a terminal escaped.
  std::string take() { return terminal_safe_json(std::move(json_)); }

  void open(char bracket);
  void close(char bracket) { json_ += bracket; }
  void name(std::string_view name);

  void text(std::string_view text);
  void real(double value);  // rounded to 6 decimals; infinities and NaN as 0
  void raw(std::string_view json);

  // Texts, booleans, numbers, and lists of them.
  template <class Value> void value(const Value& value) {
    if constexpr (std::is_convertible_v<const Value&, std::string_view>) text(value);
    else if constexpr (std::is_same_v<Value, bool>) raw(value ? "true" : "false");
    else if constexpr (std::is_integral_v<Value>) raw(std::to_string(value));
    else if constexpr (std::is_floating_point_v<Value>) real(value);
    else {
      open('[');
      for (const auto& item : value) this->value(item);
      close(']');
    }
  }

  template <class Value> void member(std::string_view key, const Value& value) {
    name(key);
    this->value(value);
  }

 private:
  void comma();

  std::string json_;
};

}  // namespace il2search
