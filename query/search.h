// A search from text to Results, in one thread, over one view of the index:
//
//   parse -> resolve -> rewrite -> compile -> run -> hits
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

#include "query/plan/index_view.h"

namespace il2search {

// As Searcher's members of these names say.
Results search(std::string_view query, const SearchOptions& options, plan::IndexView& index);
std::vector<Diagnostic> lint(std::string_view query, const SearchOptions& options, plan::IndexView& index);
void for_each_match(std::string_view query, const SearchOptions& options, plan::IndexView& index,
                    const std::function<bool(std::string_view id)>& sink);

}  // namespace il2search
