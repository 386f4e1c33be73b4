// Words: see words.h.
#include "query/syntax/words.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query/syntax/chars.h"
#include "query/syntax/parser.h"

namespace il2search::syntax {
namespace {

// The text before a star at its end (more stars and punctuation may follow it): `nephrit*,` -> `nephrit`. Nothing
// where no star ends the word.
std::optional<std::string_view> before_final_star(std::string_view text) {
  const std::size_t last = text.find_last_not_of(".,;:!?");
  if (last == std::string_view::npos || text[last] != '*') return std::nullopt;
  const std::size_t end = text.find_last_not_of('*', last);
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

// A star that is no truncation and no part of a name: at the start, or inside without a digit behind it as in
// `DRB1*04:01`.
bool is_misplaced(std::string_view text, std::size_t star) {
  return star == 0 || star + 1 >= text.size() || !is_digit(text[star + 1]);
}

bool has_misplaced_star(std::string_view text) {
  for (std::size_t at = text.find('*'); at != std::string_view::npos; at = text.find('*', at + 1)) {
    if (is_misplaced(text, at)) return true;
  }
  return false;
}

std::size_t count_letters(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Char c = char_at(text, at);
    if (is_letter_or_digit(c.code)) ++letters;
    at += c.bytes;
  }
  return letters;
}

// One letter is asked for where a "?" has a letter or digit (or more "?", or the truncation) on both sides; at the end
// of a word it is punctuation.
bool has_wildcard(std::string_view text, bool truncated) {
  bool letter_before = false;
  bool pending = false;  // question marks behind a letter
  for (std::size_t at = 0; at < text.size();) {
    const Char c = char_at(text, at);
    const bool letter = is_letter_or_digit(c.code);
    if (letter && pending) return true;
    pending = c.code == U'?' && letter_before;
    letter_before = letter || pending;
    at += c.bytes;
  }
  return pending && truncated;
}

void check_truncation(const Word& word, DiagnosticSink& problems) {
  if (count_letters(word.text) >= kMinTruncatedLetters) return;
  problems.error("short-truncation", word.span,
                 "Fewer than " + std::to_string(kMinTruncatedLetters) + " letters or digits stand before the * of " +
                     quoted(word.text + "*") + ".",
                 "write more of the word, as in nephrit*");
}

std::string without_stars(std::string_view text) {
  std::string bare(text);
  bare.erase(std::remove(bare.begin(), bare.end(), '*'), bare.end());
  return bare;
}

void refuse_star(std::string_view text, Span span, DiagnosticSink& problems) {
  const std::size_t star = text.find('*');
  const std::string hint = star == 0 ? "write the start of the word and no * before it"
                                     : "write " + shortened(text.substr(0, star), 40) + "*, or ? for a single letter";
  problems.error("misplaced-star", span, "A * stands only at the end of a word, unlike in " + quoted(text) + ".", hint);
}

// `word~2`.
bool has_final_distance(std::string_view text) {
  const std::size_t tilde = text.rfind('~');
  return tilde != std::string_view::npos && tilde > 0 &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(tilde) + 1, text.end(), is_digit);
}

// The place of the colon in `TITLE:lupus`; 0 where a word has another shape.
std::size_t capital_field(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2 || colon + 1 >= text.size()) return 0;
  const std::string_view name = text.substr(0, colon);
  const bool letters = std::all_of(name.begin(), name.end(), [](char c) { return is_ascii_letter(c) || c == '_'; });
  return letters && name != ascii_lower(name) && is_letter_or_digit(char_at(text, colon + 1).code) ? colon : 0;
}

}  // namespace

std::optional<Word> make_word(std::string_view query, Span span, DiagnosticSink& problems) {
  const std::string_view typed = query.substr(span.start, span.end - span.start);
  const std::optional<std::string_view> stem = before_final_star(typed);
  Word word{std::string(stem.value_or(typed)), stem.has_value(), false, span};
  if (stem && !has_letter_or_digit(*stem)) {
    problems.error("lone-star", span, "A * needs the start of a word before it.", "write nephrit*, or remove the *");
    return std::nullopt;
  }
  if (has_misplaced_star(word.text)) {
    refuse_star(typed, span, problems);
    word.text = without_stars(word.text);
  } else if (word.truncated) {
    check_truncation(word, problems);
  }
  word.wildcard = has_wildcard(word.text, word.truncated);
  return word;
}

std::vector<Word> make_words(std::string_view query, Span span, DiagnosticSink& problems) {
  std::vector<Word> words;
  std::size_t start = span.start;
  for (std::size_t at = span.start; at <= span.end;) {
    const Char c = at < span.end ? char_at(query, at) : Char{U' ', 1};
    if (is_blank(c.code)) {
      if (at > start) {
        if (std::optional<Word> word = make_word(query, {start, at}, problems)) words.push_back(std::move(*word));
      }
      start = at + c.bytes;
    }
    at += c.bytes;
  }
  return words;
}

void warn_of_minus(Span span, const std::string& instead, DiagnosticSink& problems) {
  problems.warning("leading-minus", span, "A minus sign excludes nothing here.",
                   "to leave documents out type NOT " + instead);
}

void warn_of_foreign_marks(const Word& word, DiagnosticSink& problems) {
  const std::string_view text = word.text;
  if (text.size() > 1 && text[0] == '-' && is_ascii_letter(text[1])) {
    warn_of_minus({word.span.start, word.span.start + 1}, shortened(text.substr(1), 40), problems);
  }
  if (text.size() > 1 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), is_digit)) {
    problems.warning("line-reference", word.span,
                     "There are no numbered searches to refer to; " + quoted(text) + " is text.",
                     "write the search itself, in parentheses");
  }
  if (has_final_distance(text)) {
    problems.warning("stray-tilde", word.span, "A ~ behind an unquoted word has no effect.",
                     "for nearness quote the words: \"hip pain\"~3; for other endings use *");
  }
  if (const std::size_t colon = capital_field(text); colon > 0) {
    problems.notice("capital-field", {word.span.start, word.span.start + colon + 1},
                    "The colon of " + quoted(text) + " is text: names of fields are in lower case.",
                    "for a field type " +
                        shortened(ascii_lower(text.substr(0, colon)) + ":" + std::string(text.substr(colon + 1)), 60));
  }
}

bool has_text(const std::vector<Word>& words) {
  return std::any_of(words.begin(), words.end(), [](const Word& word) { return has_letter_or_digit(word.text); });
}

Span span_of(const std::vector<Word>& words) { return {words.front().span.start, words.back().span.end}; }

}  // namespace il2search::syntax
