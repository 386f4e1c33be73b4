// Lists of entities on the page of a paper -> Entity values.
//
//   IL2 (interleukin 2) [NCBI Gene 3558] {aka IL-2, TCGF}, systemic lupus erythematosus (MONDO:0007915)
#pragma once

#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The type that a label names ("Genes", "Proteins", "Cell lines"), or else `other`.
EntityType entity_type_of_label(std::string_view label);

// The entities of a list, in order. Commas inside brackets do not separate items. An item with several ids gives one
// entity per id. A description in parentheses becomes an alias, and so do the names after "aka".
std::vector<Entity> parse_entity_list(std::string_view list, EntityType type, Provenance provenance);

// Adds the entities. If there is one with the same id, type and provenance already, it gets the names of the new one as
// aliases.
void merge_entities(std::vector<Entity>& into, std::vector<Entity> added);

}  // namespace il2search
