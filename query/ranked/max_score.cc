// Only documents of the essential lists are looked at; the other lists are asked whether they have them.
#include "query/ranked/max_score.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {

MaxScore::MaxScore(SegmentClauses clauses, std::function<void()> tick)
    : clauses_(std::move(clauses)), tick_(std::move(tick)) {
  for (RankedList& list : clauses_.required.front().lists()) operands_.push_back({&list, list.bound(), 0});
  for (const Clause& clause : clauses_.optional) optional_bound_ += clause.bound();
  bound_ = (clauses_.required.front().bound() + optional_bound_) * kRounding;
}

ScoredDocid MaxScore::next(std::uint32_t docid, double least) {
  for (;;) {
    tick_();
    if (docid < window_begin_ || docid > window_end_) {
      if (!find_window(docid, least)) return {kEnd, 0};
    }
    split(least);
    std::uint32_t candidate = kEnd;
    for (std::size_t i = essential_; i < operands_.size(); ++i)
      candidate = std::min(candidate, operands_[i].list->next_from(docid));
    if (candidate > window_end_) {
      docid = window_end_ + 1;
      continue;
    }
    if (may_reach(candidate, least)) {
      const double sum = score(candidate);
      if (sum >= least && clauses_.passes(candidate)) return {candidate, sum};
    }
    docid = candidate + 1;
  }
}

// Moves `docid` to the start of the next window in which the score can be reached; returns false if no window is left. A
// window ends with the first block of a list without which no document reaches the score anywhere.
bool MaxScore::find_window(std::uint32_t& docid, double least) {
  std::sort(operands_.begin(), operands_.end(),
            [](const Operand& a, const Operand& b) { return a.list->bound() < b.list->bound(); });
  double sum = optional_bound_;
  std::size_t essential = 0;
  while (essential < operands_.size() && (sum += operands_[essential].list->bound()) * kRounding < least) ++essential;
  if (essential == operands_.size()) return false;
  for (;;) {
    std::uint32_t end = kEnd;
    bool any = false;
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      const std::uint32_t last = operands_[i].list->block_end(docid);
      if (last == kEnd) continue;
      any = true;
      if (i >= essential) end = std::min(end, last);
    }
    if (!any || docid == kEnd) return false;
    end = std::min(end, kEnd - 1);
    double all = optional_bound_;
    for (Operand& operand : operands_) all += operand.bound = operand.list->bound_over(docid, end);
    if (all * kRounding >= least) {
      window_begin_ = docid;
      window_end_ = end;
      break;
    }
    docid = end + 1;
  }
  std::sort(operands_.begin(), operands_.end(), [](const Operand& a, const Operand& b) { return a.bound < b.bound; });
  double upto = optional_bound_;
  for (Operand& operand : operands_) operand.bound_upto = upto += operand.bound;
  split_for_ = -1;
  return true;
}

void MaxScore::split(double least) {
  if (least == split_for_) return;
  essential_ = 0;
  while (essential_ < operands_.size() && operands_[essential_].bound_upto * kRounding < least) ++essential_;
  split_for_ = least;
}

// Adds up what is known, and asks the other lists for as long as they can make a difference.
bool MaxScore::may_reach(std::uint32_t docid, double least) {
  double sum = 0;
  for (std::size_t i = essential_; i < operands_.size(); ++i)
    if (operands_[i].list->docid() == docid) sum += operands_[i].list->score();
  for (std::size_t i = essential_; i-- > 0;) {
    if ((sum + operands_[i].bound_upto) * kRounding < least) return false;
    RankedList& list = *operands_[i].list;
    const double without = i == 0 ? optional_bound_ : operands_[i - 1].bound_upto;
    if ((sum + without + list.bound_over(docid, docid)) * kRounding < least) return false;
    if (list.next_from(docid) == docid) sum += list.score();
  }
  return (sum + optional_bound_) * kRounding >= least;
}

double MaxScore::score(std::uint32_t docid) {
  double sum = 0;
  for (RankedList& list : clauses_.required.front().lists())
    if (list.next_from(docid) == docid) sum += list.score();
  for (Clause& clause : clauses_.optional)
    if (clause.next_from(docid) == docid) sum += clause.score();
  return sum;
}

}  // namespace il2search::plan
