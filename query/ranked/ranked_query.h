// RankedQuery: the shape of queries whose best matches are found without looking at all of them. Nearly all queries have it:
//
//   each of `required`, none of `excluded`, with `phrases`; `optional` adds to the score
//
// MatchTree -> ranked_query() -> RankedQuery -> Evaluator (evaluator.h), one per segment
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "query/match/match_tree.h"
#include "query/ranked/evaluator.h"

namespace il2search::plan {

// Documents of a list of terms or of a set. With a scale of 0 they do not score.
struct RankedLeaf {
  std::variant<std::shared_ptr<const TermList>, std::shared_ptr<const DocidSets>> documents;
  double scale = 0;
  bool is_implied = false;  // see MatchTerms
};

// Any of these documents; the scores of all leaves that have a document are added.
using RankedClause = std::vector<RankedLeaf>;

struct RankedQuery {
  std::vector<RankedClause> required;
  std::vector<RankedClause> optional;
  std::vector<RankedClause> excluded;
  std::vector<MatchPhrase> phrases;  // without their children, which are required
  std::shared_ptr<MatchSample> sample = std::make_shared<MatchSample>();
};

// Nothing for a tree of another shape: one with an AND or a phrase within an OR or NOT, or with a range of dates, of which
// Xapian can estimate how many documents it has.
std::optional<RankedQuery> ranked_query(const MatchTree& tree);

// Whether the sizes of lists tell how many documents match in all segments.
bool is_counted(const RankedQuery& query, const Snapshot& snapshot);

}  // namespace il2search::plan
