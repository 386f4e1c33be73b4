// Classes of characters that the grammar distinguishes. They are its own: blanks and letters of other files differ.
#pragma once

#include <optional>
#include <string_view>

#include <il2search/document.h>

#include "base/utf8.h"

namespace il2search::syntax {

// The bytes of the first invalid UTF-8 sequence. Every later stage relies on there being none.
std::optional<Span> find_invalid_utf8(std::string_view text);

// Unicode spaces, control characters, and the zero-width characters that copied text brings along.
bool separates_words(char32_t c);

// Double quotation marks of any typography. Single ones are apostrophes of words.
bool is_quote(char32_t c);

// ASCII letters and digits, and every character beyond ASCII that is not a separator, a quote or general punctuation.
bool is_word_character(char32_t c);
bool has_word_character(std::string_view text);

// The text without separators at either end.
std::string_view trim_separators(std::string_view text);

}  // namespace il2search::syntax
