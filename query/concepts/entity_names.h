// Names of entities that their source left out, for showing them.
#pragma once

#include <il2search/document.h>

#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {

// An entity with an id alone gets the concept's label, a subject heading with a name alone (PubMed's tagged format) the
// id of the one heading or substance of MeSH that is called so. What the vocabulary does not know stays as it is.
// About a microsecond, ten for a heading without id.
Entity with_known_names(Entity entity, const Vocabulary& vocabulary, Analyzer& analyzer);

}  // namespace il2search
