// resolve_mappings(): cross references and mapping sets -> what each concept is elsewhere. Part of compiling.
#pragma once

#include <vector>

#include "vocabulary/readers/part.h"
#include "vocabulary/readers/warning_log.h"
#include "vocabulary/store/concept_table.h"

namespace il2search {

// A mapping as seen from the other side: broad and narrow change places.
MappingPredicate inverse(MappingPredicate predicate) noexcept;

// Gives the concepts of the table their resolved mappings: rows of mapping sets are added to their subjects (to their
// objects, inverted, where only these are loaded), and an ontology's untyped cross reference goes where a mapping set
// knows better: it has a row between that concept and the other vocabulary, or between that id and another concept of
// the same vocabulary. Rows of which neither side is loaded stay in their part alone; their number is warned about.
void resolve_mappings(ConceptTable& table, const std::vector<VocabularyPart>& parts, WarningLog& log);

// By concept number from 1 (element 0 is empty): what means the same elsewhere, in both directions, one match an id (the
// closest predicate), sorted by id. Obsolete concepts have no part in it.
std::vector<std::vector<BridgeMatch>> collect_matches(const ConceptTable& table);

}  // namespace il2search
