// The list and the terms of a segment are both sorted, and either can be much longer than the other: whichever side is
// at the smaller term skips forward to the other.
#include "query/plan/term_walk.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {
namespace {

// term_exists() moves the table's own cursor to the block, so that the posting list starts without reading it again.
void add_postings(const Xapian::Database& segment, const std::string& term, DocidSet& set, Budget& budget) {
  if (!segment.term_exists(term)) return;
  for (auto it = segment.postlist_begin(term); it != segment.postlist_end(term); ++it) {
    set.add(*it);
    budget.tick();
  }
}

// The documents of `term` that do not have `without`.
void add_difference(const Xapian::Database& segment, const std::string& term, const std::string& without, DocidSet& set,
                    Budget& budget) {
  auto other = segment.postlist_begin(without);
  const auto end = segment.postlist_end(without);
  for (auto it = segment.postlist_begin(term); it != segment.postlist_end(term); ++it) {
    budget.tick();
    if (other != end) other.skip_to(*it);
    if (other == end || *other != *it) set.add(*it);
  }
}

// The first term from `at` on that is not less than `wanted`, by exponential search: near terms cost little.
std::size_t skip_to(const std::vector<std::string>& terms, std::size_t at, const std::string& wanted) {
  std::size_t low = at;  // all terms before it are less than `wanted`
  std::size_t step = 1;
  while (at < terms.size() && terms[at] < wanted) {
    low = at + 1;
    at = step < terms.size() - at ? at + step : terms.size();
    step *= 2;
  }
  const auto first = terms.begin() + static_cast<std::ptrdiff_t>(low);
  const auto last = terms.begin() + static_cast<std::ptrdiff_t>(at);
  return static_cast<std::size_t>(std::lower_bound(first, last, wanted) - terms.begin());
}

// A segment's terms, in order. A step costs less than a skip, which searches the table for its block again.
class SegmentTerms {
 public:
  explicit SegmentTerms(const Xapian::Database& segment)
      : at_(segment.allterms_begin()), end_(segment.allterms_end()) {}

  // The first term that is not less than this one; nullptr at the end.
  const std::string* from(const std::string& wanted) {
    for (int steps = 0; at_ != end_ && term_ < wanted; ++steps) {
      if (steps > 0 && steps <= kSteps) ++at_;
      else at_.skip_to(wanted);
      if (at_ != end_) term_ = *at_;
    }
    return at_ == end_ ? nullptr : &term_;
  }

 private:
  static constexpr int kSteps = 3;

  Xapian::TermIterator at_;
  Xapian::TermIterator end_;
  std::string term_;  // the term at at_; empty before the first skip
};

class Walker {
 public:
  Walker(const std::vector<std::string>& terms, bool from_source, Budget& budget)
      : occurs(terms.size()), terms_(terms), from_source_(from_source), budget_(budget) {}

  void walk(const Xapian::Database& segment, DocidSet& set) {
    SegmentTerms present(segment);
    for (std::size_t at = 0; at < terms_.size();) {
      budget_.tick();
      const std::string* next = present.from(terms_[at]);
      if (next == nullptr) return;
      if (*next == terms_[at]) {
        occurs[at] = true;
        add(segment, terms_[at++], set);
      } else {
        at = skip_to(terms_, at, *next);
      }
    }
  }

  std::vector<bool> occurs;

 private:
  void add(const Xapian::Database& segment, const std::string& term, DocidSet& set) {
    if (from_source_ && term.starts_with(prefix::entity)) {
      const std::string tagged = std::string(prefix::entity_tagged) + term.substr(prefix::entity.size());
      add_difference(segment, term, tagged, set, budget_);
    } else {
      add_postings(segment, term, set, budget_);
    }
  }

  const std::vector<std::string>& terms_;
  const bool from_source_;
  Budget& budget_;
};

}  // namespace

TermWalk walk_terms(const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget, bool from_source) {
  Walker walker(sorted_terms, from_source, budget);
  auto sets = std::make_shared<DocidSets>();
  for (std::size_t s = 0; s < index.segments().size(); ++s) {
    DocidSet set(index.snapshot()->segments()[s].entry.documents);
    walker.walk(index.segments()[s], set);
    set.finish();
    budget.charge(set.bytes());
    sets->push_back(std::move(set));
  }
  return {std::move(sets), std::move(walker.occurs)};
}

}  // namespace il2search::plan
