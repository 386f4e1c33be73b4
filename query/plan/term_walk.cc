// Terms are asked for in their order, so that one lookup begins in the block of the table where the last one ended.
#include "query/plan/term_walk.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {
namespace {

void add_postings(const Xapian::Database& segment, const std::string& term, DocidSet& set, Budget& budget) {
  for (auto it = segment.postlist_begin(term); it != segment.postlist_end(term); ++it) {
    set.add(*it);
    budget.tick();
  }
}

// The documents of the first term that the second one does not have.
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

}  // namespace

TermWalk walk_terms(const std::vector<std::string>& sorted_terms, IndexView& index, Budget& budget, bool from_source) {
  TermWalk walk{std::make_shared<DocidSets>(), std::vector<bool>(sorted_terms.size())};
  for (std::size_t s = 0; s < index.segments().size(); ++s) {
    const Xapian::Database& segment = index.segments()[s];
    DocidSet set(index.snapshot()->segments()[s].entry.documents);
    for (std::size_t i = 0; i < sorted_terms.size(); ++i) {
      const std::string& term = sorted_terms[i];
      budget.tick();
      if (!segment.term_exists(term)) continue;
      walk.occurs[i] = true;
      if (from_source && term.starts_with(prefix::entity)) {
        const std::string tagged = std::string(prefix::entity_tagged) + term.substr(prefix::entity.size());
        add_difference(segment, term, tagged, set, budget);
      } else {
        add_postings(segment, term, set, budget);
      }
    }
    set.finish();
    budget.charge(set.bytes());
    walk.sets->push_back(std::move(set));
  }
  return walk;
}

}  // namespace il2search::plan
