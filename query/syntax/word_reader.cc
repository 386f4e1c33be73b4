// Words: see word_reader.h.
#include "query/syntax/word_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "query/syntax/characters.h"
#include "query/syntax/parser.h"

namespace il2search::syntax {
namespace {

// The text before a final star, which more stars and punctuation may follow: `nephrit*,` -> `nephrit`. Nothing if the
// word does not end with a star.
std::optional<std::string_view> before_final_star(std::string_view text) {
  const std::size_t last = text.find_last_not_of(".,;:!?");
  if (last == std::string_view::npos || text[last] != '*') return std::nullopt;
  const std::size_t end = text.find_last_not_of('*', last);
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

// Whether the star is neither a truncation nor part of a name: a digit follows the star of a name, as in `DRB1*04:01`.
bool is_misplaced(std::string_view text, std::size_t star) {
  return star == 0 || star + 1 >= text.size() || !ascii::is_digit(text[star + 1]);
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
    const DecodedCharacter c = decode_utf8(text, at);
    if (is_word_character(c.code_point)) ++letters;
    at += c.bytes;
  }
  return letters;
}

// Whether a "?" is a wildcard: it has letters or digits, other "?" or the truncation on both sides. At the end of a word
// it is punctuation.
bool has_wildcard(std::string_view text, bool truncated) {
  bool letter_before = false;
  bool pending = false;  // question marks after a letter
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    const bool letter = is_word_character(c.code_point);
    if (letter && pending) return true;
    pending = c.code_point == U'?' && letter_before;
    letter_before = letter || pending;
    at += c.bytes;
  }
  return pending && truncated;
}

void check_truncation(const Word& word, DiagnosticSink& diagnostics) {
  if (count_letters(word.text) >= kMinTruncatedLetters) return;
  diagnostics.error("short-truncation", word.span,
                    quoted(word.text + "*") + " has fewer than " + std::to_string(kMinTruncatedLetters) +
                        " letters or digits before the *.",
                    "Write more of the word, as in nephrit*.");
}

std::string without_stars(std::string_view text) {
  std::string bare(text);
  bare.erase(std::remove(bare.begin(), bare.end(), '*'), bare.end());
  return bare;
}

void reject_star(std::string_view text, Span span, DiagnosticSink& diagnostics) {
  const std::size_t star = text.find('*');
  const std::string hint = star == 0 ? "Write the beginning of the word, without a * before it."
                                     : "Write " + shortened(text.substr(0, star), 40) + "*, or ? for a single letter.";
  diagnostics.error("misplaced-star", span, "The * in " + quoted(text) + " is not at the end of the word.", hint);
}

// `word~2`.
bool has_final_distance(std::string_view text) {
  const std::size_t tilde = text.rfind('~');
  return tilde != std::string_view::npos && tilde > 0 &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(tilde) + 1, text.end(), ascii::is_digit);
}

// The position of the colon in `TITLE:lupus`; 0 for words of another shape.
std::size_t capital_field(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2 || colon + 1 >= text.size()) return 0;
  const std::string_view name = text.substr(0, colon);
  const bool letters = std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_letter(c) || c == '_'; });
  return letters && name != ascii::to_lower(name) && is_word_character(decode_utf8(text, colon + 1).code_point) ? colon
                                                                                                                : 0;
}

}  // namespace

std::optional<Word> make_word(std::string_view query, Span span, DiagnosticSink& diagnostics) {
  const std::string_view typed = query.substr(span.start, span.end - span.start);
  const std::optional<std::string_view> stem = before_final_star(typed);
  Word word{std::string(stem.value_or(typed)), stem.has_value(), false, span};
  if (stem && !has_word_character(*stem)) {
    diagnostics.error("lone-star", span, "The * has no word before it.",
                      "Write the beginning of a word, as in nephrit*, or remove the *.");
    return std::nullopt;
  }
  if (has_misplaced_star(word.text)) {
    reject_star(typed, span, diagnostics);
    word.text = without_stars(word.text);
  } else if (word.truncated) {
    check_truncation(word, diagnostics);
  }
  word.wildcard = has_wildcard(word.text, word.truncated);
  return word;
}

std::vector<Span> split_words(std::string_view query, Span within) {
  std::vector<Span> spans;
  std::size_t start = within.start;
  for (std::size_t at = start; at <= within.end;) {
    const DecodedCharacter c = at < within.end ? decode_utf8(query, at) : DecodedCharacter{U' ', 1, true};
    if (separates_words(c.code_point)) {
      if (at > start) spans.push_back({start, at});
      start = at + c.bytes;
    }
    at += c.bytes;
  }
  return spans;
}

std::vector<Word> make_words(std::string_view query, Span span, DiagnosticSink& diagnostics) {
  std::vector<Word> words;
  for (const Span one : split_words(query, span)) {
    if (std::optional<Word> word = make_word(query, one, diagnostics)) words.push_back(std::move(*word));
  }
  return words;
}

void warn_of_minus(Span span, const std::string& instead, DiagnosticSink& diagnostics) {
  diagnostics.warning("leading-minus", span, "A minus sign does not exclude anything.",
                      "To exclude documents write NOT " + instead + ".");
}

void warn_of_foreign_marks(const Word& word, DiagnosticSink& diagnostics) {
  const std::string_view text = word.text;
  if (text.size() > 1 && text[0] == '-' && ascii::is_letter(text[1])) {
    warn_of_minus({word.span.start, word.span.start + 1}, shortened(text.substr(1), 40), diagnostics);
  }
  if (text.size() > 1 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), ascii::is_digit)) {
    diagnostics.warning("line-reference", word.span,
                        quoted(text) + " is treated as text; there are no numbered searches to refer to.",
                        "Write the search itself, in parentheses.");
  }
  if (has_final_distance(text)) {
    diagnostics.warning("stray-tilde", word.span, "~ has no effect after an unquoted word.",
                        "To find words near each other quote them, as in \"hip pain\"~3; for other endings write *.");
  }
  if (const std::size_t colon = capital_field(text); colon > 0) {
    diagnostics.notice(
        "capital-field", {word.span.start, word.span.start + colon + 1},
        quoted(text) + " is treated as text; names of fields are in lower case.",
        "For the field write " +
            shortened(ascii::to_lower(text.substr(0, colon)) + ":" + std::string(text.substr(colon + 1)), 60) + ".");
  }
}

bool has_text(const std::vector<Word>& words) {
  return std::any_of(words.begin(), words.end(), [](const Word& word) { return has_word_character(word.text); });
}

Span span_of(const std::vector<Word>& words) { return {words.front().span.start, words.back().span.end}; }

}  // namespace il2search::syntax
