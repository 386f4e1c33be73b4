// Concepts of the loaded vocabularies as an application sees them: with their names, neighbours and documents.
#pragma once

#include <string_view>
#include <vector>

#include <il2search/searcher.h>

#include "query/plan/index_view.h"

namespace il2search {

// As Searcher's members of these names say. Error{invalid_argument} for a limit over 1,000, Error{not_found} for a
// vocabulary of which no concept is loaded although others are.
std::vector<ConceptView> find_concepts(std::string_view id_or_name, plan::IndexView& index);
std::vector<Completion> complete(std::string_view beginning, const CompletionOptions& options, plan::IndexView& index);
std::vector<Completion> suggest(std::string_view name, const CompletionOptions& options, plan::IndexView& index);

}  // namespace il2search
