// Walking the postings of many terms into one set of docids per segment. Part of compile().
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/budget.h"
#include "query/match/docid_set.h"
#include "query/match/index_view.h"
#include "query/plan/plan.h"

namespace il2search::plan {

// The documents of a list of terms.
struct TermWalk {
  std::shared_ptr<DocidSets> sets;
  std::vector<bool> occurs;  // per term: some document has it
};

// The terms must be sorted, each once. A term that a segment has costs less than a microsecond plus its postings; a term
// that it does not have costs next to nothing. from_source: leave out documents in which only our tagger found the
// entity. Throws Error{timed_out, cancelled, out_of_memory}.
TermWalk walk_terms(const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget,
                    bool from_source = false);

// The documents of the sets that meet the demand: decodes each one's stored head, in about a microsecond. An entity
// counts if any of its terms is among the terms, which must be sorted (entity_filter.cc).
DocidSets filter_by_entities(const DocidSets& sets, const EntityDemand& demand,
                             const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget);

}  // namespace il2search::plan
