// The smallest clause leads. A document costs nothing more as soon as the scores so far and the bounds of what is left cannot
// reach the score that is asked for.
#include "query/ranked/conjunction.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {

Conjunction::Conjunction(SegmentClauses clauses, std::function<void()> tick)
    : clauses_(std::move(clauses)), tick_(std::move(tick)) {
  for (Clause& clause : clauses_.required) {
    by_size_.push_back(&clause);
    bound_ += clause.bound();
  }
  for (const Clause& clause : clauses_.optional) bound_ += clause.bound();
  bound_ *= kRounding;
  std::stable_sort(by_size_.begin(), by_size_.end(),
                   [](const Clause* a, const Clause* b) { return a->documents() < b->documents(); });
  window_.bounds.resize(by_size_.size());
  if (clauses_.sample) clauses_.sample->documents += lead().documents();
}

ScoredDocid Conjunction::next(std::uint32_t docid, double least) {
  while (find_window(docid, least)) {
    const ScoredDocid found = next_in_window(docid, least);
    if (found.docid != kEnd) return found;
    docid = window_.end == kEnd ? kEnd : window_.end + 1;
  }
  return {kEnd, 0};
}

// Moves `docid` to the start of the next window in which the score can be reached; returns false if no window is left.
bool Conjunction::find_window(std::uint32_t& docid, double least) {
  while (skip_hopeless(docid, least)) {
    docid = lead().next_from(docid);
    if (docid == kEnd) return false;
    window_.end = lead().block_end(docid);
    for (Clause* clause : by_size_)
      if (clause->scores() && !lead().scores()) window_.end = std::min(window_.end, clause->block_end(docid));
    double sum = 0;
    for (std::size_t i = 0; i < by_size_.size(); ++i) {
      window_.bounds[i] = by_size_[i]->bound_over(docid, window_.end);
      sum += window_.bounds[i];
    }
    for (Clause& clause : clauses_.optional) sum += clause.bound_over(docid, window_.end);
    window_.bound = sum * kRounding;
    if (window_.bound >= least) return true;
    if (window_.end == kEnd) return false;
    docid = window_.end + 1;
  }
  return false;
}

// Skips groups of a list in which it scores so little that the greatest scores of all others do not help.
bool Conjunction::skip_hopeless(std::uint32_t& docid, double least) {
  for (bool moved = true; moved;) {
    moved = false;
    if (docid == kEnd) return false;
    for (Clause* clause : by_size_) {
      if (clause->lists().size() != 1) continue;
      RankedList& list = clause->lists().front();
      if (list.block_end(docid) == kEnd) return false;
      if (!list.scores() || bound_ - list.bound() + list.group_bound() >= least) continue;
      docid = list.group_end() + 1;
      moved = true;
      break;
    }
  }
  return true;
}

// The next document of the lead that may reach the score, as far as the lead and the bounds of the window tell.
std::uint32_t Conjunction::next_of_lead(std::uint32_t docid, double least) {
  return lead().next_scoring(least / kRounding - (window_.bound - window_.bounds.front()), docid, window_.end);
}

ScoredDocid Conjunction::next_in_window(std::uint32_t docid, double least) {
  docid = next_of_lead(docid, least);
  while (docid <= window_.end && docid != kEnd) {
    tick_();
    const bool is_sampled = least == 0 && clauses_.sample != nullptr;
    if (is_sampled) ++clauses_.sample->considered;
    double possible = window_.bound;
    const std::uint32_t reached = align(docid, least, possible);
    if (reached != docid) {
      docid = reached == kEnd ? kEnd : is_sampled ? sample_up_to(docid, reached) : next_of_lead(reached, least);
      continue;
    }
    const double sum = score(docid);
    if (sum >= least && clauses_.passes(docid)) {
      if (is_sampled) ++clauses_.sample->matched;
      return {docid, sum};
    }
    docid = next_of_lead(docid + 1, least);
  }
  return {kEnd, 0};
}

// Like next_from(), but adds the documents of the lead between to the sample.
std::uint32_t Conjunction::sample_up_to(std::uint32_t docid, std::uint32_t to) {
  while ((docid = lead().next_from(docid + 1)) < to) ++clauses_.sample->considered;
  return docid;
}

// Moves all clauses to the document; returns it if they have it and it may reach the score, else where to go on.
std::uint32_t Conjunction::align(std::uint32_t docid, double least, double& possible) {
  for (std::size_t i = 0; i < by_size_.size(); ++i) {
    Clause& clause = *by_size_[i];
    if (i > 0) {
      const std::uint32_t reached = clause.next_from(docid);
      if (reached != docid) return reached;
    }
    if (!clause.scores() || i + 1 == by_size_.size()) continue;
    possible += (clause.score() - window_.bounds[i]) * kRounding;
    if (possible * kRounding < least) return docid + 1;
  }
  return docid;
}

double Conjunction::score(std::uint32_t docid) {
  double sum = 0;
  for (const Clause& clause : clauses_.required) sum += clause.score();
  for (Clause& clause : clauses_.optional)
    if (clause.next_from(docid) == docid) sum += clause.score();
  return sum;
}

}  // namespace il2search::plan
