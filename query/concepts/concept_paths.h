// Ways from the top of a hierarchy down to a concept.
#pragma once

#include <cstddef>
#include <vector>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

using ConceptPath = std::vector<ConceptNumber>;  // from the top, without the concept itself

// The shortest ways, at most `limit`, shortest first; none for a concept at the top. A heading of MeSH has one for each
// of its tree numbers, others one for each chain of parents. However many there are, the cost is that of looking at each
// broader concept once, a few microseconds each.
std::vector<ConceptPath> ways_to(ConceptNumber number, const Vocabulary& vocabulary, std::size_t limit);

}  // namespace il2search
