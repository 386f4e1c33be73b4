// Headings by name: what PubMed's tagged format gives without ids.
#pragma once

#include <string_view>

#include <il2search/document.h>

#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {

// Whether an entity without id is a heading or substance of PubMed, which MeSH may know by its name.
bool may_be_heading(const Entity& entity);

// The MeSH heading or substance with this label, else with this exact name; 0 when there is none, or several: a guess
// would pass for a fact. Subheadings do not count. About ten microseconds.
ConceptNumber find_heading(std::string_view name, const Vocabulary& vocabulary, Analyzer& analyzer);

}  // namespace il2search
