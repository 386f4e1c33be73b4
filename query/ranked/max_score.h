// MaxScore: an OR of scored lists, after Turtle and Flood, "Query evaluation: strategies and optimizations" (1995), with
// bounds per window of docids as in Ding and Suel, "Faster top-k document retrieval using block-max indexes" (2011).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "query/ranked/evaluator.h"

namespace il2search::plan {

class MaxScore final : public Evaluator {
 public:
  // The query has one required clause.
  MaxScore(SegmentClauses clauses, std::function<void()> tick);
  ScoredDocid next(std::uint32_t docid, double least) override;

 private:
  struct Operand {
    RankedList* list;
    double bound;       // in the window
    double bound_upto;  // of this operand and all before it
  };
  bool find_window(std::uint32_t& docid, double least);
  void split(double least);
  double score(std::uint32_t docid);
  bool may_reach(std::uint32_t docid, double least);

  SegmentClauses clauses_;
  std::function<void()> tick_;
  std::vector<Operand> operands_;  // of the window, the one with the least bound first
  std::size_t essential_ = 0;      // no document without any of the operands from here on reaches the score
  double split_for_ = -1;
  std::uint32_t window_begin_ = 1;
  std::uint32_t window_end_ = 0;
  double optional_bound_ = 0;
};

}  // namespace il2search::plan
