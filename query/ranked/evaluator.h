// Evaluator: the matches of a RankedQuery in one segment whose score is high enough, without looking at all the others.
//
//   Conjunction  a query with several required clauses, or with one that is best led by its documents
//   MaxScore     a query whose only required clause is an OR of scored lists
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "query/ranked/clause.h"

namespace il2search::plan {

// What a document must pass besides the lists, in the order of increasing cost. Asked only about documents whose score is
// high enough.
using Condition = std::function<bool(std::uint32_t docid)>;

// How many documents of the clauses that lead were considered while every match was counted, whatever its score, and how
// many of them matched.
struct MatchSample {
  std::uint64_t documents = 0;  // of these clauses, in all segments
  std::uint64_t considered = 0;
  std::uint64_t matched = 0;

  // Of the number of matches; nothing if no document was considered.
  std::optional<double> estimate() const {
    if (considered == 0) return std::nullopt;
    return static_cast<double>(documents) * static_cast<double>(matched) / static_cast<double>(considered);
  }
};

// The clauses of a query in one segment.
struct SegmentClauses {
  std::vector<Clause> required;
  std::vector<Clause> optional;
  std::vector<Clause> excluded;
  std::vector<Condition> conditions;
  std::shared_ptr<MatchSample> sample{};  // if it is wanted; a Conjunction adds to it

  // Whether a document that has all required clauses passes everything else.
  bool passes(std::uint32_t docid);
};

struct ScoredDocid {
  std::uint32_t docid;
  double score;
};

// For one thread at a time.
class Evaluator {
 public:
  static constexpr std::uint32_t kEnd = Clause::kEnd;

  virtual ~Evaluator() = default;
  // The first match from `docid` on whose score is at least `least`, or the docid kEnd after the last one. Neither argument is
  // less than in the call before. Scores are exact: those of the lists that have the document, added up in the order of the
  // query.
  virtual ScoredDocid next(std::uint32_t docid, double least) = 0;
  // No match scores more.
  double bound() const noexcept { return bound_; }

 protected:
  double bound_ = 0;
};

// `tick` is called often, and may throw. A query without required clauses is not allowed.
std::unique_ptr<Evaluator> make_evaluator(SegmentClauses clauses, std::function<void()> tick);

}  // namespace il2search::plan
