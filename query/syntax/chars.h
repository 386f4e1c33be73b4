// Classes of characters that the grammar knows, and the check that lets every later stage trust the text as UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "query/syntax/tree.h"

namespace il2search::syntax {

// One character and how many bytes it takes. bytes is never 0.
struct Char {
  char32_t code = 0;
  std::size_t bytes = 1;
};

// The bytes of the first malformed sequence (overlong forms, surrogates and values over U+10FFFF are malformed too).
std::optional<Span> find_invalid_utf8(std::string_view text);

// The character at a byte offset below text.size(), which must be the start of one in valid UTF-8.
Char char_at(std::string_view text, std::size_t at);

// Unicode spaces, control characters and the zero-width marks that come with copied text.
bool is_blank(char32_t c);

// Double quotation marks of any typography; single ones are apostrophes of words.
bool is_quote(char32_t c);

// ASCII letters and digits, and everything beyond ASCII that is neither blank, quote nor general punctuation.
bool is_letter_or_digit(char32_t c);

bool is_digit(char c);
bool is_ascii_letter(char c);

// ASCII letters in lower case, the rest unchanged.
std::string ascii_lower(std::string_view text);

// The text without blanks at both ends.
std::string_view trimmed(std::string_view text);

// Whether a text holds a letter or digit at all.
bool has_letter_or_digit(std::string_view text);

}  // namespace il2search::syntax
