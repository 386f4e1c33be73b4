// to_xapian(): a compiled query for Xapian's matcher, with a posting source for each leaf.
#pragma once

#include <xapian.h>

#include "query/budget.h"
#include "query/match/index_view.h"
#include "query/match/match_tree.h"

namespace il2search::plan {

// The query refers to the view's snapshot and to the budget, which must outlive it. `ranked`: whether scores are wanted.
Xapian::Query to_xapian(const MatchTree& tree, const IndexView& index, Budget& budget, bool ranked);

}  // namespace il2search::plan
