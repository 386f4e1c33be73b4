// The ids of all matches, ordered, for streaming.
#pragma once

#include <functional>
#include <string_view>

#include "query/budget.h"
#include "query/plan/compile.h"
#include "query/plan/index_view.h"

namespace il2search {

// Calls `sink` with every matching id, ordered bytewise, until it returns false. Memory: four bytes a match, and the
// ids of one batch (50,000). Time: one pass over the ids of all matches for each batch.
void for_each_matching_id(const plan::Compiled& compiled, plan::IndexView& index, Budget& budget,
                          const std::function<bool(std::string_view id)>& sink);

}  // namespace il2search
