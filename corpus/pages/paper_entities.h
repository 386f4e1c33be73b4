// Lists of entities on a paper's page -> Entity values.
//
//   IL2 (interleukin 2) [NCBI Gene 3558] {aka IL-2, TCGF}, systemic lupus erythematosus (MONDO:0007915), SLE (MESH:D008180)
#pragma once

#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The type that a label names ("Genes", "Proteins", "Cell lines"); `other` where it names none.
EntityType entity_type_of_label(std::string_view label);

// The entities of a list, in order. Commas inside brackets of any kind do not separate. An item with several ids gives an
// entity for each. A description in parentheses becomes an alias, as do the names behind "aka".
std::vector<Entity> parse_entity_list(std::string_view list, EntityType type, Provenance provenance);

// Adds them; one whose id, type and provenance stand there already gives its names to that one as aliases.
void merge_entities(std::vector<Entity>& into, std::vector<Entity> added);

}  // namespace il2search
