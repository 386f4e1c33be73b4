// The list and the terms of a segment are both sorted, and either can be much longer than the other: whichever side is
// at the smaller term skips forward to the other.
#include "query/plan/term_walk.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {
namespace {

void add_postings(const PostingFile& file, const StoredPostings& list, DocidSet& set, Budget& budget) {
  PostingCursor at(file, list);
  for (std::uint32_t docid = at.next(); docid != PostingCursor::kEnd; docid = at.next()) {
    set.add(docid);
    budget.tick();
  }
}

// The documents of a list that are not in the other.
void add_difference(const PostingFile& file, const StoredPostings& list, const StoredPostings& without, DocidSet& set,
                    Budget& budget) {
  PostingCursor at(file, list);
  PostingCursor other(file, without);
  for (std::uint32_t docid = at.next(); docid != PostingCursor::kEnd; docid = at.next()) {
    budget.tick();
    if (other.next_from(docid) != docid) set.add(docid);
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

class Walker {
 public:
  Walker(const std::vector<std::string>& terms, bool from_source, Budget& budget)
      : occurs(terms.size()), terms_(terms), from_source_(from_source), budget_(budget) {}

  void walk(const PostingFile& file, DocidSet& set) {
    if (terms_.empty()) return;
    SortedTable::Cursor present(file.terms(), terms_.front());
    for (std::size_t at = 0; at < terms_.size();) {
      budget_.tick();
      present.seek(terms_[at]);
      if (present.at_end()) return;
      if (present.key() == terms_[at]) {
        occurs[at] = true;
        add(file, terms_[at++], file.at(present), set);
      } else {
        at = skip_to(terms_, at, present.key());
      }
    }
  }

  std::vector<bool> occurs;

 private:
  void add(const PostingFile& file, const std::string& term, const StoredPostings& list, DocidSet& set) {
    if (from_source_ && term.starts_with(prefix::entity)) {
      const std::string tagged = std::string(prefix::entity_tagged) + term.substr(prefix::entity.size());
      if (const auto found = file.find(tagged)) return add_difference(file, list, *found, set, budget_);
    }
    add_postings(file, list, set, budget_);
  }

  const std::vector<std::string>& terms_;
  const bool from_source_;
  Budget& budget_;
};

}  // namespace

TermWalk walk_terms(const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget, bool from_source) {
  Walker walker(sorted_terms, from_source, budget);
  auto sets = std::make_shared<DocidSets>();
  for (const Segment& segment : index.snapshot()->segments()) {
    DocidSet set(segment.entry.documents);
    walker.walk(segment.postings, set);
    set.finish();
    budget.charge(set.bytes());
    sets->push_back(std::move(set));
  }
  return {std::move(sets), std::move(walker.occurs)};
}

}  // namespace il2search::plan
