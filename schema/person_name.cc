// Splits printed names of people into their parts, by heuristics: a name that fits none keeps all its words.
#include "schema/person_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/analyzer.h"
#include "text/unicode_fold.h"

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

constexpr std::size_t kMaxInitials = 4;
// Given names of so few letters, all capitals, are initials.
constexpr std::size_t kMaxBareInitials = 3;

constexpr bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// The capital of a Latin letter up to U+017F; any other character unchanged.
constexpr char32_t to_capital(char32_t c) {
  if (within(c, 'a', 'z')) return c - 0x20;
  if (within(c, 0xE0, 0xFE) && c != 0xF7) return c - 0x20;
  if (c == 0xFF) return 0x178;
  const bool odd_is_small = within(c, 0x100, 0x12F) || within(c, 0x132, 0x137) || within(c, 0x14A, 0x177);
  const bool even_is_small = within(c, 0x139, 0x148) || within(c, 0x179, 0x17E);
  return (odd_is_small && c % 2 == 1) || (even_is_small && c % 2 == 0) ? c - 1 : c;
}

constexpr bool is_capital(char32_t c) {
  const bool letter =
      within(c, 'A', 'Z') || (within(c, 0xC0, 0x17E) && c != 0xD7 && c != 0xDF && c != 0x138 && c != 0x149);
  return letter && to_capital(c) == c;
}

// The number of bytes of the footnote mark at the end of the text, or 0.
std::size_t mark_at_end(std::string_view text) {
  if (text.empty()) return 0;
  const char last = text.back();
  if (ascii::is_blank(last) || last == '*' || last == ',' || last == '#' || last == ';' || ascii::is_digit(last))
    return 1;
  for (const std::string_view mark : kMarks) {
    if (text.ends_with(mark)) return mark.size();
  }
  return 0;
}

std::size_t mark_at_start(std::string_view text) {
  if (text.empty()) return 0;
  if (ascii::is_blank(text.front()) || text.front() == '*' || text.front() == ',') return 1;
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
    while (at < text.size() && ascii::is_blank(text[at])) ++at;
    std::size_t end = at;
    while (end < text.size() && !ascii::is_blank(text[end])) ++end;
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

template <class Use> void for_each_character(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    use(character.code_point, text.substr(at, character.bytes));
    at += character.bytes;
  }
}

// "JY", "J", "J.Y.": how lists print given names after the last name.
bool is_initials(std::string_view word, std::size_t most = kMaxInitials) {
  std::size_t letters = 0;
  bool good = true;
  for_each_character(word, [&](char32_t c, std::string_view) {
    if (is_capital(c)) ++letters;
    else good = good && (c == '.' || c == '-');
  });
  return good && letters >= 1 && letters <= most;
}

bool is_group(const Words& words) {
  return words.size() > 1 && std::any_of(words.begin(), words.end(), [](std::string_view word) {
           return contains(kGroupWords, without_dot(word));
         });
}

std::string letters_of(std::string_view initials) {
  std::string letters;
  for_each_character(initials, [&](char32_t c, std::string_view bytes) {
    if (is_capital(c)) letters += bytes;
  });
  return letters;
}

// The word bytes of the initials, folded: "J. R." -> "jr", "Ø" -> "o".
std::string initials_key(std::string_view initials) {
  std::string key;
  for (const char c : fold_unicode(initials)) {
    if (ascii::is_letter_or_digit(c) || !ascii::is_ascii(c)) key += ascii::to_lower(c);
  }
  return key;
}

std::string joined_key(std::string last, const std::string& initials) {
  if (!initials.empty()) last += ' ' + initials;
  return last;
}

// `smith j y` -> `smith jy`: initials are one word in the index.
std::string joined_initials(std::string_view name) {
  std::string joined;
  bool after_initial = false;
  for (const std::string_view word : words_of(name)) {
    const bool initial = word.size() == 1;
    if (!joined.empty() && !(initial && after_initial)) joined += ' ';
    after_initial = initial && !joined.empty();
    joined += word;
  }
  return joined;
}

// The number of letters of the word.
std::size_t letters_in(std::string_view word) {
  std::size_t letters = 0;
  for_each_character(word, [&](char32_t c, std::string_view) { letters += c == '.' || c == '-' ? 0u : 1u; });
  return letters;
}

// Where the initials of a typed name start: its single letters at the end, else its last word if that is short, else at
// the end. The first word is never among them.
std::size_t initials_start(const Words& words) {
  std::size_t start = words.size();
  while (start > 1 && letters_in(words[start - 1]) == 1) --start;
  if (start == words.size() && start > 1 && letters_in(words[start - 1]) <= kMaxInitials) --start;
  return start;
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

// Where the last name starts: at the first lower-case particle, else at the last word.
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
  if (is_initials(fore, kMaxBareInitials)) return letters_of(fore);
  std::string initials;
  bool at_start = true;
  for_each_character(fore, [&](char32_t c, std::string_view) {
    const bool separator = c == '-' || c == '.' || (c < 0x80 && ascii::is_blank(static_cast<char>(c)));
    if (at_start && !separator) append_utf8(initials, to_capital(c));
    at_start = separator;
  });
  return initials;
}

std::string author_key(Analyzer& analyzer, const Author& author) {
  return joined_key(analyzer.normalize_author(author.last), initials_key(author.initials));
}

std::vector<std::string> author_keys(Analyzer& analyzer, std::string_view typed) {
  const Words words = words_of(typed);
  const std::size_t last = initials_start(words);
  const std::string plain = joined_initials(analyzer.normalize_author(typed));
  if (last == words.size()) return {plain};
  const std::string key =
      joined_key(analyzer.normalize_author(join(words, 0, last)), initials_key(join(words, last, words.size())));
  const bool certain =
      key == plain || (is_initials(words.back()) && std::any_of(typed.begin(), typed.end(), ascii::is_lower));
  return certain ? std::vector{key} : std::vector{key, plain};
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
