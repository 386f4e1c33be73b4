// Cuts printed names of people into their parts. A heuristic: names that it cannot cut keep all their words.
#include "schema/person_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

namespace il2search {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::array<std::string_view, 24> kParticles = {"van", "von", "der", "den", "de",  "del", "della", "di",
                                                         "da",  "dos", "du",  "la",  "le",  "ten", "ter",   "zu",
                                                         "zur", "zum", "af",  "av",  "bin", "ibn", "el",    "al"};
constexpr std::array<std::string_view, 8> kSuffixes = {"Jr", "Sr", "II", "III", "IV", "2nd", "3rd", "4th"};
constexpr std::array<std::string_view, 22> kDegrees = {"MD",    "PhD",    "MSc",  "BSc", "MPH", "MBBS", "DPhil", "FRCP",
                                                       "RN",    "PharmD", "DSc",  "MBA", "MS",  "BS",   "DrPH",  "FACR",
                                                       "MBChB", "MRCP",   "FAAD", "DVM", "DDS", "ScD"};
constexpr std::array<std::string_view, 12> kGroupWords = {"Group",      "Consortium", "Investigators", "Collaboration",
                                                          "Network",    "Committee",  "Collective",    "Society",
                                                          "Initiative", "Foundation", "Registry",      "Team"};
// Footnote marks of more than one byte: † ‡ § ¶ and the superscript digits ¹ ² ³.
constexpr std::array<std::string_view, 7> kMarks = {"\u2020", "\u2021", "\u00a7", "\u00b6",
                                                    "\u00b9", "\u00b2", "\u00b3"};

template <std::size_t N> bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Bytes of the mark that the text ends with; 0 without one. A digit is a mark only behind something.
std::size_t mark_at_end(std::string_view text) {
  if (text.empty()) return 0;
  const char last = text.back();
  if (is_blank(last) || last == '*' || last == ',' || last == '#' || last == ';' || is_digit(last)) return 1;
  for (const std::string_view mark : kMarks) {
    if (text.ends_with(mark)) return mark.size();
  }
  return 0;
}

std::size_t mark_at_start(std::string_view text) {
  if (text.empty()) return 0;
  if (is_blank(text.front()) || text.front() == '*' || text.front() == ',') return 1;
  for (const std::string_view mark : kMarks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::string_view without_marks(std::string_view text) {
  while (const std::size_t bytes = mark_at_end(text)) text.remove_suffix(bytes);
  while (const std::size_t bytes = mark_at_start(text)) text.remove_prefix(bytes);
  return text;
}

Words words_of(std::string_view text) {
  Words words;
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_blank(text[at])) ++at;
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::string join(const Words& words, std::size_t from, std::size_t to) {
  std::string joined;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) joined += ' ';
    joined += words[i];
  }
  return joined;
}

std::string_view without_dot(std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  return word;
}

// "JY", "J", "J.Y.": how lists print given names behind the last name.
bool is_initials(std::string_view word) {
  std::size_t letters = 0;
  for (const char c : word) {
    if (is_upper(c)) ++letters;
    else if (c != '.' && c != '-') return false;
  }
  return letters >= 1 && letters <= 4;
}

bool is_group(const Words& words) {
  return words.size() > 1 && std::any_of(words.begin(), words.end(), [](std::string_view word) {
           return contains(kGroupWords, without_dot(word));
         });
}

std::string letters_of(std::string_view initials) {
  std::string letters;
  std::copy_if(initials.begin(), initials.end(), std::back_inserter(letters), is_upper);
  return letters;
}

void set_fore(Author& author, std::string fore) {
  author.initials = initials_of(fore);
  author.fore = std::move(fore);
}

// "Humrich, Jens Y."
Author from_comma_form(std::string_view last, std::string_view fore) {
  Author author;
  const Words last_words = words_of(last);
  author.last = join(last_words, 0, last_words.size());
  const Words fore_words = words_of(fore);
  set_fore(author, join(fore_words, 0, fore_words.size()));
  return author;
}

// Where the last name begins: at the first particle in lower case, else at the last word.
std::size_t last_name_start(const Words& words) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (contains(kParticles, words[i])) return i;
  }
  return words.size() - 1;
}

Author from_words(Words words) {
  Author author;
  if (words.size() > 1 && contains(kSuffixes, without_dot(words.back()))) {
    author.suffix = std::string(without_dot(words.back()));
    words.pop_back();
    words.back() = without_dot(words.back());
  }
  if (words.size() > 1 && is_initials(words.back()) && !is_initials(words.front())) {
    author.last = join(words, 0, words.size() - 1);
    author.initials = letters_of(words.back());
    return author;
  }
  const std::size_t last = last_name_start(words);
  author.last = join(words, last, words.size());
  set_fore(author, join(words, 0, last));
  return author;
}

void add_author(std::vector<Author>& authors, std::string_view name) {
  name = without_marks(name);
  if (name.empty() || contains(kDegrees, name)) return;
  authors.push_back(author_from_name(name));
}

// Where the next name ends: at a comma, a semicolon, "&" or the word "and".
std::pair<std::size_t, std::size_t> next_separator(std::string_view line, std::size_t from) {
  for (std::size_t i = from; i < line.size(); ++i) {
    if (line[i] == ',' || line[i] == ';' || line[i] == '&') return {i, i + 1};
    if (line.substr(i, 5) == " and ") return {i, i + 5};
  }
  return {line.size(), line.size()};
}

}  // namespace

std::string initials_of(std::string_view fore) {
  std::string initials;
  bool at_start = true;
  for (std::size_t i = 0; i < fore.size(); ++i) {
    const char c = fore[i];
    if (is_blank(c) || c == '-' || c == '.') {
      at_start = true;
      continue;
    }
    if (at_start && !is_lower(c)) {
      initials += c;
      while (i + 1 < fore.size() && (static_cast<unsigned char>(fore[i + 1]) & 0xC0) == 0x80) initials += fore[++i];
    } else if (at_start) {
      initials += static_cast<char>(c - 'a' + 'A');
    }
    at_start = false;
  }
  return initials;
}

Author author_from_name(std::string_view name) {
  name = without_marks(name);
  const Words words = words_of(name);
  if (words.empty()) return {};
  if (is_group(words)) {
    Author author;
    author.collective = join(words, 0, words.size());
    return author;
  }
  const std::size_t comma = name.find(',');
  if (comma != std::string_view::npos) return from_comma_form(name.substr(0, comma), name.substr(comma + 1));
  return from_words(words);
}

std::vector<Author> authors_from_line(std::string_view line) {
  std::vector<Author> authors;
  for (std::size_t at = 0; at < line.size();) {
    const auto [end, next] = next_separator(line, at);
    add_author(authors, line.substr(at, end - at));
    at = next;
  }
  return authors;
}

}  // namespace il2search
