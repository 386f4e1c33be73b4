// What a word looks like: the name of a field, an identifier, a range of dates, an operator in any case. Only the shape
// of the word counts. Linear time.
#pragma once

#include <optional>
#include <string_view>

#include "query/syntax/tree.h"

namespace il2search::syntax {

// `[a-z][a-z_.]*`, or `x.` and a member's name of letters, digits, "_", "-" and "." in any case.
bool is_field_name(std::string_view text);

// and, or, not in any case.
bool is_operator_word(std::string_view text);

// Whether the text consists of characters of a tag's name and modifiers; "=" is one only in a modifier. Anything else in
// brackets is text (`[Ca2+]`, `[n=20]`).
bool is_tag_text(std::string_view text);

// `MESH:D008180,` -> `MESH:D008180`; "" if the word is not an identifier. The vocabulary is one of the list in shapes.cc
// with at least one upper-case letter, and the rest has a digit; or the word has OBO's shape: 2 to 12 capital letters
// and digits, a letter first, and exactly seven digits after the colon (`TST:0000001`). Punctuation at the end is cut.
std::string_view curie_of(std::string_view word);

// Whether the text is a date or number: groups of digits with single "/", "-" or "." between them.
bool is_range_value(std::string_view text);

// `2019:2023`, `2019..`, `:2020`. Nothing for words of another shape.
std::optional<Range> range_of(std::string_view word);

// The 3 of `~3`; values over kMaxDistance become kMaxDistance + 1. Nothing for other modifiers.
std::optional<unsigned> distance_of(std::string_view modifier);

}  // namespace il2search::syntax
