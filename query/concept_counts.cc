// Documents of concepts: the union of the postings of their ids, segment by segment, without dead documents.
#include "query/concept_counts.h"

#include <algorithm>
#include <utility>

#include "query/plan/docid_set.h"

namespace il2search {
namespace {

constexpr std::string_view kEntityTerms[] = {prefix::entity, prefix::entity_tagged};

// The ids that documents of the concept carry: its own, those of the same meaning elsewhere, and if `narrower` those of
// everything below any of them.
std::vector<std::string> ids_of(ConceptNumber number, const Vocabulary& vocabulary, bool narrower) {
  std::vector<ConceptNumber> numbers{number};
  std::vector<std::string> ids;
  const auto add_matches = [&](ConceptNumber of) {
    for (BridgeMatch& match : vocabulary.matches(of)) {
      if (match.number != 0) numbers.push_back(match.number);
      ids.push_back(std::move(match.id));
    }
  };
  add_matches(number);
  if (narrower) {
    const std::vector<ConceptNumber> roots = numbers;
    std::vector<ConceptNumber> below;
    for (const ConceptNumber root : roots) {
      for (const Descendant& one : vocabulary.descendants(root)) below.push_back(one.number);
    }
    for (const ConceptNumber one : below) add_matches(one);
    numbers.insert(numbers.end(), below.begin(), below.end());
  }
  for (const ConceptNumber one : numbers) ids.emplace_back(vocabulary.id(one));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::uint64_t live_documents(const std::vector<std::string>& ids, const plan::IndexView& index, Budget& budget) {
  std::uint64_t documents = 0;
  for (std::size_t s = 0; s < index.segments().size(); ++s) {
    const Segment& segment = index.snapshot()->segments()[s];
    const Xapian::Database& database = index.segments()[s];
    plan::DocidSet found(segment.entry.documents);
    for (const std::string& id : ids) {
      for (const std::string_view prefix : kEntityTerms) {
        const std::string term = std::string(prefix) + id;
        budget.tick();
        if (term.size() > kMaxTermBytes) continue;
        for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) found.add(*it);
      }
    }
    found.finish();
    const auto is_found = [&](std::uint32_t docid) { return found.first_from(docid) == docid; };
    const auto dead = std::count_if(segment.dead.begin(), segment.dead.end(), is_found);
    documents += found.size() - static_cast<std::uint64_t>(dead);
  }
  return documents;
}

}  // namespace

ConceptSummary ConceptCounts::uncounted(ConceptNumber number) const {
  const ConceptHead head = vocabulary_.head(number);
  return {std::string(head.id), std::string(head.label), head.type, 0, 0};
}

ConceptSummary ConceptCounts::with_documents(ConceptNumber number) {
  ConceptSummary summary = uncounted(number);
  summary.documents = live_documents(ids_of(number, vocabulary_, false), index_, budget_);
  return summary;
}

ConceptSummary ConceptCounts::with_all_documents(ConceptNumber number) {
  if (const auto known = counted_.find(number); known != counted_.end()) return known->second;
  ConceptSummary summary = with_documents(number);
  summary.all_documents = live_documents(ids_of(number, vocabulary_, true), index_, budget_);
  return counted_.emplace(number, std::move(summary)).first->second;
}

ConceptSummary ConceptCounts::foreign(const std::string& id) {
  std::vector<std::string> ids{id};
  for (const BridgeMatch& match : vocabulary_.matches_of_foreign(id)) ids.push_back(match.id);
  ConceptSummary summary{id, "", EntityType::other, live_documents(ids, index_, budget_), 0};
  summary.all_documents = summary.documents;
  return summary;
}

}  // namespace il2search
