// What a MeSH record is, by what its file says of it; and the shapes of MeSH's identifiers. Used by MeSH's readers and by
// the compiler, which types headings whose tree numbers come from mtrees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>
#include <il2search/document.h>

namespace il2search {

// By the places in the trees. A heading that stands in several gets the first of disease, chemical, cell_line, cell_type,
// species, anatomy, procedure and publication_type; one without a tree that says something is `other`.
EntityType mesh_type(const std::vector<std::string>& tree_numbers);

// By the attribute SCRClass of a supplementary record, "1" to "6"; without it, "1" is meant.
EntityType mesh_class_type(std::string_view scr_class);

// By the semantic types ("T047") that the ASCII files give instead of the class; chemical when none says otherwise.
EntityType mesh_semantic_type(const std::vector<std::string>& semantic_types);

// What the names of a concept are to its record, by the relation of that concept to the record's preferred one: "NRW",
// "BRD", "REL"; "EQV", of ASCII files, is exact. Without a word that is known they are related: MeSH keeps names of one
// meaning in one concept.
NameScope mesh_relation_scope(std::string_view relation) noexcept;
// The same relation, looked at from the other side.
NameScope inverse_mesh_scope(NameScope scope) noexcept;

// Whether a lexical tag is that of an abbreviation or acronym, or of a term with one in it.
bool is_mesh_abbreviation(std::string_view lexical_tag) noexcept;

// "C", "C05", "C05.550.114": a letter, two digits, then groups of two or three digits.
bool is_mesh_tree_number(std::string_view text) noexcept;

// "D000001", "C000595213", "Q000188".
bool is_mesh_ui(std::string_view text) noexcept;

// The year in a file's name or a DTD's address: the first number of four, six or eight digits that begins with 19 or 20,
// to its fourth digit; empty without one.
std::string mesh_year(std::string_view text);

}  // namespace il2search
