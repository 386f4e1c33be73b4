// Chooses the evaluator.
#include "query/ranked/evaluator.h"

#include <algorithm>
#include <utility>

#include "query/ranked/conjunction.h"
#include "query/ranked/max_score.h"

namespace il2search::plan {

bool SegmentClauses::passes(std::uint32_t docid) {
  return std::none_of(excluded.begin(), excluded.end(), [&](Clause& c) { return c.next_from(docid) == docid; }) &&
         std::all_of(conditions.begin(), conditions.end(), [&](const Condition& passes) { return passes(docid); });
}

std::unique_ptr<Evaluator> make_evaluator(SegmentClauses clauses, std::function<void()> tick) {
  if (clauses.required.size() == 1 && clauses.required.front().lists().size() > 1)
    return std::make_unique<MaxScore>(std::move(clauses), std::move(tick));
  return std::make_unique<Conjunction>(std::move(clauses), std::move(tick));
}

}  // namespace il2search::plan
