// The ways in which running text writes a name of a vocabulary, and what the letters of a name tell about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// First the name itself, then the name with its commas inverted ("Nephritis, Lupus" -> "Lupus Nephritis") and without
// additions such as ", NOS" or " (disorder)". A handful at most.
std::vector<std::string> name_variants(std::string_view name, EntityType type);

// Appends the adjectives of a one-word disease: hypertension, hypertensive; depression, depressive, depressed.
void append_adjectives(std::string_view name, std::vector<std::string>& variants);

// Whether the name is one short word with two capitals, or of at most three letters: an abbreviation, which means
// something else in lower case.
bool is_short_symbol(std::string_view name);

// One word of at most four letters.
bool is_short_word(std::string_view name);

bool is_word(std::string_view name);

// Whether an alias of a gene looks like a symbol: at least three letters and digits, with two capitals or a digit.
bool is_symbol(std::string_view name);

// Whether a word's ending is that of a protein: insulin, catalase, fibrinogen.
bool is_protein_word(std::string_view word);

}  // namespace il2search
