// Concepts of the loaded vocabularies with their names, neighbours and documents, for an application.
#pragma once

#include <string_view>
#include <vector>

#include <il2search/searcher.h>

#include "query/match/index_view.h"

namespace il2search {

// Searcher::find_concepts(), complete() and suggest() over one view of the index.
std::vector<ConceptView> concepts_called(std::string_view id_or_name, plan::IndexView& index);
std::vector<Completion> names_starting_with(std::string_view text, const CompletionOptions& options,
                                            plan::IndexView& index);
std::vector<Completion> names_near(std::string_view text, const CompletionOptions& options, plan::IndexView& index);

}  // namespace il2search
