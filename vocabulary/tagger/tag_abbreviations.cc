// A long form next to a parenthesis, or in it.
#include "vocabulary/tagger/tag_abbreviations.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxShortBytes = 12;
constexpr std::size_t kMaxLongBytes = 200;
constexpr std::size_t kMaxInsideBytes = 200;

// Bytes of other scripts count as letters.
bool is_word_character(char c) { return ascii::is_letter_or_digit(c) || !ascii::is_ascii(c); }

// Two to twelve bytes, at most two words, at least one letter; starts with a letter or digit.
bool may_be_short_form(std::string_view text) {
  if (text.size() < 2 || text.size() > kMaxShortBytes || !is_word_character(text.front())) return false;
  if (std::count(text.begin(), text.end(), ' ') > 1) return false;
  return std::any_of(text.begin(), text.end(), ascii::is_letter);
}

bool starts_word(std::string_view text, std::size_t at) { return at == 0 || !is_word_character(text[at - 1]); }

// Where the long form that ends `text` starts.
std::optional<std::size_t> long_form_start(std::string_view text, std::string_view short_form) {
  std::size_t at = text.size();
  for (std::size_t i = short_form.size(); i-- > 0;) {
    if (!is_word_character(short_form[i])) continue;
    const char wanted = ascii::to_lower(short_form[i]);
    do {
      if (at == 0) return std::nullopt;
      --at;
    } while (ascii::to_lower(text[at]) != wanted || (i == 0 && !starts_word(text, at)));
  }
  while (!starts_word(text, at) || (at > 0 && text[at - 1] == '-')) --at;
  return at;
}

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

// Whether the long form is longer than the short form, has few words, and does not contain the short form itself.
bool is_plausible(std::string_view long_form, std::string_view short_form) {
  if (long_form.size() <= short_form.size() || long_form.find(short_form) != std::string_view::npos) return false;
  const auto letters = static_cast<std::size_t>(std::count_if(short_form.begin(), short_form.end(), is_word_character));
  return count_words(long_form) <= std::min(letters + 5, letters * 2);
}

// Only spaces: spans of abbreviations depend on it.
std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The text before the parenthesis at `open` that may contain a long form: at most the current line and sentence.
std::string_view text_before(std::string_view text, std::size_t open) {
  const std::size_t from = open > kMaxLongBytes ? open - kMaxLongBytes : 0;
  std::string_view before = text.substr(from, open - from);
  const std::size_t line = before.find_last_of('\n');
  if (line != std::string_view::npos) before.remove_prefix(line + 1);
  const std::size_t sentence = before.rfind(". ");
  if (sentence != std::string_view::npos) before.remove_prefix(sentence + 2);
  return trim_spaces(before);
}

Span span_in(std::string_view text, std::string_view piece) {
  const auto start = static_cast<std::size_t>(piece.data() - text.data());
  return {start, start + piece.size()};
}

std::optional<TagAbbreviation> match_pair(std::string_view text, std::string_view long_text,
                                          std::string_view short_form) {
  if (!may_be_short_form(short_form)) return std::nullopt;
  const auto start = long_form_start(long_text, short_form);
  if (!start) return std::nullopt;
  const std::string_view long_form = long_text.substr(*start);
  if (!is_plausible(long_form, short_form)) return std::nullopt;
  return TagAbbreviation{span_in(text, short_form), span_in(text, long_form)};
}

std::string_view last_word(std::string_view text) {
  const std::size_t blank = text.find_last_of(' ');
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

std::optional<TagAbbreviation> at_parenthesis(std::string_view text, std::size_t open) {
  const std::string_view rest = text.substr(open + 1, kMaxInsideBytes);
  const std::size_t close = rest.find_first_of("()\n");
  if (close == std::string_view::npos || rest[close] != ')') return std::nullopt;
  const std::string_view inside = trim_spaces(rest.substr(0, close));
  const std::string_view before = text_before(text, open);
  if (inside.empty() || before.empty()) return std::nullopt;
  const std::size_t separator = inside.find_first_of(";,");
  const std::string_view first = trim_spaces(inside.substr(0, separator));
  if (auto found = match_pair(text, before, first)) return found;
  return match_pair(text, inside, last_word(before));
}

}  // namespace

std::vector<TagAbbreviation> find_abbreviations(std::string_view text) {
  std::vector<TagAbbreviation> found;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    if (auto pair = at_parenthesis(text, open)) found.push_back(*pair);
  }
  return found;
}

}  // namespace il2search
