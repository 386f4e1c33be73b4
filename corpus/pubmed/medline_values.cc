// Names, headings, substances, grants and the labels of abstracts in the tagged format.
#include "corpus/pubmed/medline_values.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"

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
  if (suffix.empty() || !fore.ends_with(" " + suffix)) return;
  fore.erase(fore.size() - suffix.size() - 1);
  if (!fore.empty() && fore.back() == ',') fore.pop_back();
}

// The acronym of an agency: "CA", "MRC_", "WT_".
bool is_acronym(std::string_view text) {
  const bool letters = std::all_of(text.begin(), text.end(), [](char c) { return ascii::is_upper(c) || c == '_'; });
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

// --- Labels of structured abstracts: "BACKGROUND: text. METHODS: text."

constexpr std::size_t kMaxLabelBytes = 100;
constexpr std::size_t kMinLabelLetters = 4;
constexpr std::size_t kMaxColons = 2000;  // far above any real abstract; bounds the cost of a hostile one

// A run of capitals with a word that begins with one of these is a label, however short and in any context.
constexpr std::string_view kLabelWords[] = {
    "AIM",    "BACKGROUND", "CONCLUSION", "CONTEXT",  "DESIGN",  "DISCUSSION", "FINDING", "INTRODUCTION",
    "METHOD", "OBJECTIVE",  "OUTCOME",    "PATIENTS", "PURPOSE", "RESULT",     "SETTING", "STUDY"};

bool is_label_character(char c) {
  constexpr std::string_view kOthers = " /&,-()'";
  return ascii::is_upper(c) || ascii::is_digit(c) || !ascii::is_ascii(c) || kOthers.find(c) != std::string_view::npos;
}

bool has_label_word(std::string_view label) {
  const auto has_word = [label](std::string_view word) {
    const std::size_t at = label.find(word);
    return at != std::string_view::npos && (at == 0 || !ascii::is_upper(label[at - 1]));
  };
  return std::any_of(std::begin(kLabelWords), std::end(kLabelWords), has_word);
}

bool begins_with_label_word(std::string_view label) {
  const auto begins = [label](std::string_view word) { return label.starts_with(word); };
  return std::any_of(std::begin(kLabelWords), std::end(kLabelWords), begins);
}

bool looks_like_label(std::string_view label) {
  if (has_label_word(label)) return true;
  const auto letters = static_cast<std::size_t>(std::count_if(label.begin(), label.end(), ascii::is_upper));
  const bool digits = label.find_first_of("0123456789") != std::string_view::npos;
  return letters >= kMinLabelLetters && !digits;
}

bool ends_sentence(std::string_view before) {
  const std::size_t last = before.find_last_not_of(' ');
  return last == std::string_view::npos || std::string_view(".?!)]:;%\"'").find(before[last]) != std::string_view::npos;
}

struct Label {
  std::size_t start;
  std::size_t end;   // of the label: the offset of its colon
  std::size_t text;  // where the section's text begins
};

// The label that ends at `colon` and begins at or after `from`, if there is one.
std::optional<Label> label_before(std::string_view text, std::size_t from, std::size_t colon) {
  std::size_t first = colon;
  while (first > from && colon - first < kMaxLabelBytes && is_label_character(text[first - 1])) --first;
  if (first == colon || text[colon - 1] == ' ') return std::nullopt;
  // The run of capitals may extend back into the previous sentence: "… were given IL-2 METHODS: …".
  for (std::size_t start = first; start < colon; ++start) {
    if (!ascii::is_upper(text[start]) || (start > from && text[start - 1] != ' ')) continue;
    const std::string_view label = text.substr(start, colon - start);
    // Directly after a label, a name before a colon is text ("METHODS: ELISA: …").
    const bool after_label = from > 0 && start == from;
    const bool sentence = !after_label && ends_sentence(text.substr(from, start - from));
    const bool begins = sentence || begins_with_label_word(label);
    if (begins && looks_like_label(label)) return Label{start, colon, colon + 2};
  }
  return std::nullopt;
}

std::vector<Label> find_labels(std::string_view text) {
  std::vector<Label> labels;
  std::size_t from = 0;
  std::size_t colons = 0;
  for (std::size_t colon = text.find(": "); colon != std::string_view::npos; colon = text.find(": ", colon + 1)) {
    if (const auto label = label_before(text, from, colon)) {
      labels.push_back(*label);
      from = label->text;
    }
    if (labels.empty() || ++colons == kMaxColons) break;  // a structured abstract begins with its first label
  }
  if (!labels.empty() && labels.front().start != 0) labels.clear();
  return labels;
}

std::string_view trim_right(std::string_view text) { return text.substr(0, text.find_last_not_of(' ') + 1); }

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
  const std::string last_name = person.last + " ";
  if (short_name.starts_with(last_name)) {
    set_initials(person, short_name.substr(last_name.size()));
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
    if (value.starts_with(type) && value.substr(type.size()).starts_with(": ")) return value.substr(type.size() + 2);
  }
  return value;
}

std::string first_word(std::string_view value) { return std::string(value.substr(0, value.find(' '))); }

std::vector<Section> split_labelled_abstract(std::string_view text) {
  if (text.empty()) return {};
  const std::vector<Label> labels = find_labels(text);
  if (labels.empty()) return {{"", std::string(text)}};
  std::vector<Section> sections;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t end = i + 1 < labels.size() ? labels[i + 1].start : text.size();
    sections.push_back({std::string(text.substr(labels[i].start, labels[i].end - labels[i].start)),
                        std::string(trim_right(text.substr(labels[i].text, end - labels[i].text)))});
  }
  return sections;
}

}  // namespace il2search
