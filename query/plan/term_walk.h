// Walking the postings of many terms into a set of docids for each segment.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/budget.h"
#include "query/plan/index_view.h"
#include "query/plan/plan.h"
#include "query/plan/sources.h"

namespace il2search::plan {

// The documents of some terms, and which of these any document has.
struct TermWalk {
  std::shared_ptr<DocidSets> sets;
  std::vector<bool> occurs;  // by place in the list
};

// Terms are sorted, each once. Costs under a microsecond for each term that a segment has, and its postings; terms that
// it does not have cost next to nothing. from_source: of a term for an entity, leave out the documents where only our
// tagger found it. Throws Error{timed_out, cancelled, out_of_memory}.
TermWalk walk_terms(const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget,
                    bool from_source = false);

// Those of them that say of their entities what is demanded: a look at each one's stored head, about a microsecond.
// Terms as above: an entity counts by any of its terms among them.
DocidSets filter_by_entities(const DocidSets& sets, const EntityDemand& demand,
                             const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget);

}  // namespace il2search::plan
