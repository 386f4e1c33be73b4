// Conjunction: documents that are in all clauses, in windows of docids that can reach the score that is asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "query/ranked/evaluator.h"

namespace il2search::plan {

class Conjunction final : public Evaluator {
 public:
  Conjunction(SegmentClauses clauses, std::function<void()> tick);
  ScoredDocid next(std::uint32_t docid, double least) override;

 private:
  // A range of docids in which no clause scores more than its bound.
  struct Window {
    std::uint32_t end = 0;
    double bound = 0;            // of all clauses together
    std::vector<double> bounds;  // of each in by_size_
  };
  Clause& lead() { return *by_size_.front(); }
  std::uint32_t next_of_lead(std::uint32_t docid, double least);
  bool find_window(std::uint32_t& docid, double least);
  bool skip_hopeless(std::uint32_t& docid, double least);
  ScoredDocid next_in_window(std::uint32_t docid, double least);
  std::uint32_t sample_up_to(std::uint32_t docid, std::uint32_t to);
  std::uint32_t align(std::uint32_t docid, double least, double& possible);
  double score(std::uint32_t docid);

  SegmentClauses clauses_;
  std::function<void()> tick_;
  std::vector<Clause*> by_size_;  // the required ones, the smallest first
  Window window_;
};

}  // namespace il2search::plan
