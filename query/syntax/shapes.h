// What a word looks like: a field name, an identifier, a range of dates, an operator in the wrong case. All by shape
// alone, in time linear in the word.
#pragma once

#include <optional>
#include <string_view>

#include "query/syntax/tree.h"

namespace il2search::syntax {

// `[a-z][a-z_.]*`, or `x.` and a member's name of letters, digits, "_", "-" and "." in any case.
bool is_field_name(std::string_view text);

// and, or, not in any case.
bool is_operator_word(std::string_view text);

// Characters that the name or a modifier of a tag can hold, "=" in a modifier alone; anything else in brackets is text
// (`[Ca2+]`, `[n=20]`).
bool is_tag_text(std::string_view text);

// `MESH:D008180,` -> `MESH:D008180`: a vocabulary of the list in shapes.cc, in any case but all lower, and behind its
// colon an identifier with a digit; or OBO's shape, 2 to 12 capital letters and digits, a letter first, and exactly seven
// digits behind the colon (`TST:0000001`). Empty where the word is none. Punctuation behind it is left out.
std::string_view curie_of(std::string_view word);

// A date or number: digits in groups, with "/", "-" or "." between.
bool is_range_value(std::string_view text);

// `2019:2023`, `2019..`, `:2020`. Nothing where the word has another shape.
std::optional<Range> range_of(std::string_view word);

// `~3`: the distance of a proximity modifier; values over kMaxDistance come out as kMaxDistance + 1.
std::optional<unsigned> distance_of(std::string_view modifier);

}  // namespace il2search::syntax
