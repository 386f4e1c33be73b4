// The types of MeSH records, and the forms of MeSH's identifiers. For MeSH's readers and for the compiler, which types
// headings whose tree numbers come from mtrees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>
#include <il2search/document.h>

namespace il2search {

// By tree numbers. A heading in several trees gets the first type of disease, chemical, cell_line, cell_type, species,
// anatomy, procedure and publication_type; a heading in none of their trees is `other`.
EntityType mesh_type(const std::vector<std::string>& tree_numbers);

// By the attribute SCRClass of a supplementary record, "1" to "6"; an empty one means "1".
EntityType mesh_class_type(std::string_view scr_class);

// By the semantic types ("T047") that the ASCII files have instead of the class; chemical if none of them is known.
EntityType mesh_semantic_type(const std::vector<std::string>& semantic_types);

// The scope of the names of a concept, by the relation of that concept to the preferred one of its record: "NRW", "BRD",
// "REL"; "EQV", in ASCII files, is exact. Anything else is related, because MeSH keeps names with the same meaning in one
// concept.
NameScope mesh_relation_scope(std::string_view relation) noexcept;
// The same relation as seen from the other concept.
NameScope inverse_mesh_scope(NameScope scope) noexcept;

// Whether a lexical tag marks an abbreviation or acronym, or a term that contains one.
bool is_mesh_abbreviation(std::string_view lexical_tag) noexcept;

// "C", "C05", "C05.550.114": a letter, two digits, then groups of two or three digits.
bool is_mesh_tree_number(std::string_view text) noexcept;

// "D000001", "C000595213", "Q000188".
bool is_mesh_ui(std::string_view text) noexcept;

// The year in a file's name or a DTD's URL: the first four digits of the first number with four, six or eight digits that
// starts with 19 or 20; empty without such a number.
std::string mesh_year(std::string_view text);

}  // namespace il2search
