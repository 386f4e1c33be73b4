// Documents of a concept: the union of the postings of the terms that a query for its id would search, segment by segment,
// without deleted documents.
#include "query/concepts/concept_counts.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "base/sort_unique.h"
#include "query/budget.h"
#include "query/plan/term_walk.h"
#include "query/plan/value_planner.h"

namespace il2search {
namespace {

using std::chrono::milliseconds;

milliseconds left_until(std::chrono::steady_clock::time_point end) {
  const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
  return std::max(left, milliseconds(1));  // 0 would mean no limit
}

std::uint64_t live_documents(std::vector<std::string> terms, plan::IndexView& index, Budget& budget) {
  sort_unique(terms);
  const plan::TermWalk walk = plan::walk_terms(terms, index, budget);
  std::uint64_t documents = 0;
  for (std::size_t s = 0; s < walk.sets->size(); ++s) {
    const plan::DocidSet& found = (*walk.sets)[s];
    const std::vector<std::uint32_t>& deleted = index.snapshot()->segments()[s].deleted;
    const auto is_found = [&](std::uint32_t docid) { return found.first_from(docid) == docid; };
    documents += found.size() - static_cast<std::uint64_t>(std::count_if(deleted.begin(), deleted.end(), is_found));
  }
  return documents;
}

}  // namespace

ConceptSummary ConceptCounts::uncounted(ConceptNumber number) const {
  const ConceptHead head = vocabulary_.head(number);
  return {std::string(head.id), std::string(head.label), head.type, 0, 0};
}

ConceptSummary ConceptCounts::with_documents(ConceptNumber number) const {
  ConceptSummary summary = uncounted(number);
  summary.documents = documents_of(summary.id, 0);
  return summary;
}

ConceptSummary ConceptCounts::with_all_documents(ConceptNumber number) {
  if (const auto known = counted_.find(number); known != counted_.end()) return known->second;
  ConceptSummary summary = with_documents(number);
  summary.all_documents = documents_of(summary.id, kAllLevels);
  return counted_.emplace(number, std::move(summary)).first->second;
}

ConceptSummary ConceptCounts::foreign(const std::string& id) const {
  return {id, "", EntityType::other, documents_of(id, 0), 0};
}

// The diagnostics of such a query, for example that the id is obsolete, are part of the view already.
std::uint64_t ConceptCounts::documents_of(const std::string& id, std::uint32_t levels) const {
  Budget budget(left_until(end_), nullptr);
  syntax::DiagnosticSink ignored;
  plan::ConceptFinder finder([this] { return &vocabulary_; }, {}, index_.analyzer(), budget, ignored);
  const plan::EntityOptions options{levels, {}};
  const plan::Node node =
      plan::ValuePlanner(options, finder, index_.analyzer(), ignored).entity_curie({id, false, false, {}, {}});
  const auto* terms = std::get_if<plan::Terms>(&node.value);
  return terms == nullptr ? 0 : live_documents(terms->terms, index_, budget);
}

}  // namespace il2search
