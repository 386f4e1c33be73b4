// A start tag's bytes -> attributes. The tag is known to be well formed: expat has read it before.
#include "base/xml_attributes.h"

#include <charconv>

#include "base/utf8.h"

namespace il2search {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

// The character of one of XML's own five names, or 0.
char predefined(std::string_view name) noexcept {
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  return '\0';
}

void append_numeric(std::string& to, std::string_view digits) {
  const bool hex = !digits.empty() && digits[0] == 'x';
  if (hex) digits.remove_prefix(1);
  unsigned value = kReplacementCharacter;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  append_utf8(to, static_cast<char32_t>(value));
}

void append_reference(std::string& to, std::string_view name,
                      const std::function<std::string(std::string_view)>& expand) {
  if (!name.empty() && name[0] == '#') {
    append_numeric(to, name.substr(1));
  } else if (const char c = predefined(name); c != '\0') {
    to += c;
  } else {
    to += expand(name);
  }
}

std::string decode(std::string_view raw, const std::function<std::string(std::string_view)>& expand) {
  std::string value;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const std::size_t end = raw[at] == '&' ? raw.find(';', at) : std::string_view::npos;
    if (end != std::string_view::npos) {
      append_reference(value, raw.substr(at + 1, end - at - 1), expand);
      at = end;
    } else {
      value += kBlanks.find(raw[at]) == std::string_view::npos ? raw[at] : ' ';
    }
  }
  return value;
}

}  // namespace

bool has_named_reference(std::string_view tag) noexcept {
  for (std::size_t at = tag.find('&'); at != std::string_view::npos; at = tag.find('&', at + 1)) {
    const std::size_t end = tag.find(';', at);
    if (end == std::string_view::npos) return false;
    const std::string_view name = tag.substr(at + 1, end - at - 1);
    if (!name.empty() && name[0] != '#' && predefined(name) == '\0') return true;
  }
  return false;
}

std::vector<std::pair<std::string, std::string>> read_attributes(
    std::string_view tag, const std::function<std::string(std::string_view)>& expand) {
  std::vector<std::pair<std::string, std::string>> attributes;
  std::size_t at = tag.find_first_of(kBlanks);
  for (;;) {
    at = tag.find_first_not_of(kBlanks, at);
    const std::size_t equals = tag.find('=', at);
    if (equals == std::string_view::npos) return attributes;
    const std::string_view name = tag.substr(at, tag.find_first_of(" \t\r\n=", at) - at);
    const std::size_t open = tag.find_first_of("\"'", equals);
    if (open == std::string_view::npos) return attributes;
    const std::size_t close = tag.find(tag[open], open + 1);
    if (close == std::string_view::npos) return attributes;
    attributes.emplace_back(name, decode(tag.substr(open + 1, close - open - 1), expand));
    at = close + 1;
  }
}

}  // namespace il2search
