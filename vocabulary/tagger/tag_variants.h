// The ways a name of a vocabulary is written in running text, and what its letters say of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The name itself first, then what it is with its commas turned ("Nephritis, Lupus" -> "Lupus Nephritis"), without
// additions like ", NOS" or " (disorder)". At most a handful.
std::vector<std::string> name_variants(std::string_view name, EntityType type);

// The adjectives of a disease of one word: hypertension, hypertensive; depression, depressive, depressed.
void append_adjectives(std::string_view name, std::vector<std::string>& variants);

// A name of one short word in capitals, or with a capital behind its first letter: an abbreviation, which means
// something else in small letters.
bool is_short_symbol(std::string_view name);

// One word of at most four letters.
bool is_short_word(std::string_view name);

bool is_word(std::string_view name);

// A gene's other symbol: three letters and digits or more, with two capitals or a digit among them.
bool is_symbol(std::string_view name);

// A word that names a protein by its ending: insulin, catalase, fibrinogen.
bool is_protein_word(std::string_view word);

std::string small_letters(std::string_view text);

}  // namespace il2search
