// Paths from the top of a hierarchy down to a concept.
#pragma once

#include <cstddef>
#include <vector>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

using ConceptPath = std::vector<ConceptNumber>;  // from the top, without the concept itself

// The shortest paths, at most `limit`, shortest first; none for a concept at the top. A MeSH heading has one path per tree
// number, other concepts have one per chain of parents. Costs a few microseconds per broader concept, however many paths
// there are.
std::vector<ConceptPath> paths_to(ConceptNumber number, const Vocabulary& vocabulary, std::size_t limit);

}  // namespace il2search
