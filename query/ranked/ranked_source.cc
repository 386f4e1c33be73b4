// The clauses of a query in one segment, and what else its documents must pass.
#include "query/ranked/ranked_source.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace il2search::plan {
namespace {

Clause clause_of(const RankedClause& leaves, const Segment& segment, std::size_t number) {
  std::vector<RankedList> lists;
  for (const RankedLeaf& leaf : leaves) {
    if (const auto* sets = std::get_if<std::shared_ptr<const DocidSets>>(&leaf.documents)) {
      lists.emplace_back((**sets)[number]);
      continue;
    }
    const TermList& terms = *std::get<std::shared_ptr<const TermList>>(leaf.documents);
    if (!terms.lists[number].empty())
      lists.emplace_back(segment.postings, terms.lists[number], terms.weight ? &*terms.weight : nullptr, leaf.scale);
  }
  return Clause(std::move(lists));
}

// How many documents have all clauses, if those that are not implied are independent of each other and of deletions.
DocumentBounds bounds_of(const RankedQuery& query, const SegmentClauses& clauses, std::uint32_t documents,
                         std::size_t deleted) {
  DocumentBounds bounds{0, 0, documents};
  std::size_t independent_lists = 0;
  double share = 1 - static_cast<double>(deleted) / documents;
  for (const Clause& clause : clauses.excluded)
    share *= 1 - std::min(1.0, static_cast<double>(clause.documents()) / documents);
  for (std::size_t i = 0; i < clauses.required.size(); ++i) {
    const std::uint64_t with_clause = clauses.required[i].documents();
    bounds.most = static_cast<Xapian::doccount>(std::min<std::uint64_t>(bounds.most, with_clause));
    if (query.required[i].front().is_implied) continue;
    share *= std::min(1.0, static_cast<double>(with_clause) / documents);
    independent_lists += clauses.required[i].lists().size();
  }
  bounds.estimate = std::min(bounds.most, static_cast<Xapian::doccount>(std::lround(share * documents)));
  // What is implied is so with certainty if nothing of a phrase is left to look for.
  if (independent_lists == 1 && clauses.excluded.empty() && clauses.conditions.empty()) bounds.least = bounds.most;
  return bounds;
}

}  // namespace

Xapian::PostingSource* RankedSource::clone() const {
  return std::make_unique<RankedSource>(snapshot(), query_, *budget_).release();  // for Xapian to delete
}

SegmentClauses RankedSource::clauses_of_segment() const {
  SegmentClauses clauses;
  const auto add = [&](const std::vector<RankedClause>& from, std::vector<Clause>& to) {
    for (const RankedClause& clause : from) to.push_back(clause_of(clause, segment(), segment_number()));
  };
  add(query_->required, clauses.required);
  add(query_->optional, clauses.optional);
  add(query_->excluded, clauses.excluded);
  std::erase_if(clauses.optional, [](const Clause& clause) { return clause.documents() == 0; });
  std::erase_if(clauses.excluded, [](const Clause& clause) { return clause.documents() == 0; });
  add_conditions(clauses);
  return clauses;
}

void RankedSource::add_conditions(SegmentClauses& clauses) const {
  const Segment& here = segment();
  if (!here.deleted.empty())
    clauses.conditions.push_back([&here](std::uint32_t docid) { return !here.is_deleted(docid); });
  std::vector<const MatchPhrase*> phrases;
  for (const MatchPhrase& phrase : query_->phrases)
    if (!phrase.matchers->is_decided(here)) phrases.push_back(&phrase);
  if (phrases.empty()) return;
  clauses.conditions.push_back([&here, phrases](std::uint32_t docid) {
    for (const MatchPhrase* phrase : phrases) {
      if (!phrase->matchers->matches(here, docid)) return false;
      *phrase->found = true;
    }
    return true;
  });
}

void RankedSource::init(const Xapian::Database& database) {
  SegmentSource::init(database);
  SegmentClauses clauses = clauses_of_segment();
  clauses.sample = query_->sample;
  documents_ = bounds_of(*query_, clauses, segment().entry.documents, segment().deleted.size());
  evaluator_ = make_evaluator(std::move(clauses), [budget = budget_] { budget->tick(); });
  set_maxweight(evaluator_->bound());
}

Xapian::docid RankedSource::first_from(Xapian::docid docid) {
  if (docid > segment().entry.documents) return 0;
  const ScoredDocid found = evaluator_->next(docid, least_score());
  score_ = found.score;
  return found.docid == Evaluator::kEnd ? 0 : found.docid;
}

}  // namespace il2search::plan
