// Inside the tagged format's values.
#include "corpus/pubmed/medline_values.h"
#include "corpus/document_values.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace il2search {
namespace {

constexpr std::size_t kMaxAcronymBytes = 4;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_suffix(std::string_view word) {
  constexpr std::string_view kSuffixes[] = {"Jr",  "Sr",  "1st", "2nd", "3rd", "4th", "5th",
                                            "6th", "Jr.", "Sr.", "II",  "III", "IV"};
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), word) != std::end(kSuffixes);
}

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

// "JW 3rd" -> initials and suffix.
void set_initials(Author& person, std::string_view rest) {
  const std::size_t blank = rest.rfind(' ');
  if (blank != std::string_view::npos && is_suffix(rest.substr(blank + 1))) {
    person.suffix = rest.substr(blank + 1);
    rest = rest.substr(0, blank);
  }
  person.initials = rest;
}

void drop_suffix(std::string& fore, const std::string& suffix) {
  if (suffix.empty() || !ends_with(fore, " " + suffix)) return;
  fore.erase(fore.size() - suffix.size() - 1);
  if (!fore.empty() && fore.back() == ',') fore.pop_back();
}

// An agency's short form: "CA", "MRC_", "WT_".
bool is_acronym(std::string_view text) {
  const bool letters = std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
  return !text.empty() && letters && (text.size() <= kMaxAcronymBytes || text.back() == '_');
}

std::string join(const std::vector<std::string_view>& parts, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += '/';
    text.append(parts[i]);
  }
  return text;
}

}  // namespace

Author author_from_full_name(std::string_view name) {
  Author person;
  const std::size_t comma = name.find(", ");
  person.last = name.substr(0, comma);
  if (comma != std::string_view::npos) person.fore = name.substr(comma + 2);
  return person;
}

Author author_from_short_name(std::string_view name) {
  Author person;
  std::size_t blank = name.rfind(' ');
  if (blank != std::string_view::npos && is_suffix(name.substr(blank + 1)) && blank > 0) {
    blank = std::min(name.rfind(' ', blank - 1), blank);
  }
  person.last = name.substr(0, blank);
  if (blank != std::string_view::npos) set_initials(person, name.substr(blank + 1));
  return person;
}

void add_initials(Author& person, std::string_view short_name) {
  const std::string beginning = person.last + " ";
  if (short_name.substr(0, beginning.size()) == beginning) {
    set_initials(person, short_name.substr(beginning.size()));
  } else {
    const Author other = author_from_short_name(short_name);
    person.initials = other.initials;
    person.suffix = other.suffix;
  }
  drop_suffix(person.fore, person.suffix);
}

Entity heading_from(std::string_view value) {
  const auto parts = split(value, '/');
  const auto is_major = [](std::string_view part) { return !part.empty() && part.front() == '*'; };
  const auto name = [&](std::string_view part) { return std::string(part.substr(is_major(part) ? 1 : 0)); };
  Entity heading = mesh_entity(name(parts.front()), {}, EntityType::other);
  heading.major = std::any_of(parts.begin(), parts.end(), is_major);
  for (std::size_t i = 1; i < parts.size(); ++i) heading.qualifiers.push_back({name(parts[i]), {}, is_major(parts[i])});
  return heading;
}

Substance substance_from(std::string_view value) {
  const std::size_t open = value.find(" (");
  if (open == std::string_view::npos || value.back() != ')') return {std::string(value), "", ""};
  return {std::string(value.substr(open + 2, value.size() - open - 3)), "", std::string(value.substr(0, open))};
}

Grant grant_from(std::string_view value) {
  const auto parts = split(value, '/');
  const std::size_t n = parts.size();
  Grant grant;
  if (n == 1) {
    grant.agency = value;
    return grant;
  }
  grant.country = parts[n - 1];
  grant.agency = parts[n - 2];
  const bool acronym = n > 2 && is_acronym(parts[n - 3]);
  if (acronym) grant.acronym = parts[n - 3];
  grant.number = join(parts, n - 2 - (acronym ? 1 : 0));
  return grant;
}

TypedValue typed_value(std::string_view value) {
  const std::size_t open = value.rfind(" [");
  if (open == std::string_view::npos || value.back() != ']') return {std::string(value), ""};
  return {std::string(value.substr(0, open)), std::string(value.substr(open + 2, value.size() - open - 3))};
}

std::string_view without_abstract_type(std::string_view value) {
  constexpr std::string_view kTypes[] = {"Publisher", "AAMC", "AIDS", "KIE", "PIP", "NASA", "plain-language-summary"};
  for (const std::string_view type : kTypes) {
    if (value.substr(0, type.size()) == type && value.substr(type.size(), 2) == ": ")
      return value.substr(type.size() + 2);
  }
  return value;
}

std::string first_word(std::string_view value) { return std::string(value.substr(0, value.find(' '))); }

}  // namespace il2search
