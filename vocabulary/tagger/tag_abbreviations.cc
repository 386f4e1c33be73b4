// Reading parentheses.
#include "vocabulary/tagger/tag_abbreviations.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace il2search {
namespace {

constexpr std::size_t kMaxShortBytes = 12;
constexpr std::size_t kMaxLongBytes = 200;
constexpr std::size_t kMaxInsideBytes = 200;

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<signed char>(c) < 0; }
char small(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// Two to twelve bytes, at most two words, a letter in it, begins with a letter or digit.
bool may_be_short_form(std::string_view text) {
  if (text.size() < 2 || text.size() > kMaxShortBytes || !is_alnum(text.front())) return false;
  if (std::count(text.begin(), text.end(), ' ') > 1) return false;
  return std::any_of(text.begin(), text.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
}

bool begins_word(std::string_view text, std::size_t at) { return at == 0 || !is_alnum(text[at - 1]); }

// Where in `text` the long form begins whose end is the text's end.
std::optional<std::size_t> long_form_start(std::string_view text, std::string_view short_form) {
  std::size_t at = text.size();
  for (std::size_t i = short_form.size(); i-- > 0;) {
    if (!is_alnum(short_form[i])) continue;
    const char wanted = small(short_form[i]);
    do {
      if (at == 0) return std::nullopt;
      --at;
    } while (small(text[at]) != wanted || (i == 0 && !begins_word(text, at)));
  }
  while (!begins_word(text, at) || (at > 0 && text[at - 1] == '-')) --at;
  return at;
}

std::size_t words_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

// The long form is longer than the short one, of few words, and does not hold the short form itself.
bool is_plausible(std::string_view long_form, std::string_view short_form) {
  if (long_form.size() <= short_form.size() || long_form.find(short_form) != std::string_view::npos) return false;
  const auto letters = static_cast<std::size_t>(std::count_if(short_form.begin(), short_form.end(), is_alnum));
  return words_in(long_form) <= std::min(letters + 5, letters * 2);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The text before the parenthesis at `open` in which a long form may stand.
std::string_view before(std::string_view text, std::size_t open) {
  const std::size_t from = open > kMaxLongBytes ? open - kMaxLongBytes : 0;
  std::string_view part = text.substr(from, open - from);
  const std::size_t line = part.find_last_of('\n');
  if (line != std::string_view::npos) part.remove_prefix(line + 1);
  const std::size_t sentence = part.rfind(". ");
  if (sentence != std::string_view::npos) part.remove_prefix(sentence + 2);
  return trimmed(part);
}

Span span_in(std::string_view text, std::string_view part) {
  const auto start = static_cast<std::size_t>(part.data() - text.data());
  return {start, start + part.size()};
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
  const std::string_view inside = trimmed(rest.substr(0, close));
  const std::string_view ahead = before(text, open);
  if (inside.empty() || ahead.empty()) return std::nullopt;
  const std::size_t separator = inside.find_first_of(";,");
  const std::string_view first = trimmed(inside.substr(0, separator));
  if (auto found = match_pair(text, ahead, first)) return found;
  return match_pair(text, inside, last_word(ahead));
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
