// The words that ontologies and mapping sets use for scopes, relations and properties: OBO, obographs and SSSOM name the
// same things as tags, CURIEs or whole addresses.
#pragma once

#include <optional>
#include <string_view>

#include <il2search/vocabulary.h>

namespace il2search {

// "EXACT", "exact_synonym", "hasExactSynonym"; nothing for other words.
std::optional<NameScope> name_scope_of(std::string_view word);

// Whether a type of synonyms, by its id or name, stands for abbreviations or acronyms.
bool is_abbreviation_type(std::string_view type);

// "skos:exactMatch", its address or the word alone, owl:equivalentClass, oboInOwl:hasDbXref …; nothing for others.
std::optional<MappingPredicate> mapping_predicate_of(std::string_view property);

// IAO's "term replaced by", as CURIE or address.
bool is_replacement_property(std::string_view property);

// What a cross reference is by the source given with it: MONDO:equivalentTo is exact, no source that says so is xref,
// and nothing is a reference to what is obsolete.
std::optional<MappingPredicate> xref_predicate(std::string_view sources);

}  // namespace il2search
