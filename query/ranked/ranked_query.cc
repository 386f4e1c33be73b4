// Flattens a tree into clauses.
#include "query/ranked/ranked_query.h"

#include <algorithm>

namespace il2search::plan {
namespace {

// Appends the leaves of an OR; false if it has other operands.
bool add_leaves(const MatchTree& tree, double scale, RankedClause& clause) {
  scale = tree.is_ranked ? scale * tree.scale : 0;
  if (const auto* terms = std::get_if<MatchTerms>(&tree.value)) {
    clause.push_back({terms->list, terms->list->weight ? scale : 0, terms->is_implied});
    return true;
  }
  if (const auto* set = std::get_if<MatchSet>(&tree.value)) {
    clause.push_back({set->sets, 0});
    return true;
  }
  const auto* group = std::get_if<MatchGroup>(&tree.value);
  if (group == nullptr || group->op != MatchOp::any) return false;
  return std::all_of(group->children.begin(), group->children.end(),
                     [&](const MatchTree& child) { return add_leaves(child, scale, clause); });
}

bool add_clause(const MatchTree& tree, double scale, std::vector<RankedClause>& clauses) {
  return add_leaves(tree, scale, clauses.emplace_back());
}

class Flattening {
 public:
  bool require(const MatchTree& tree, double scale) {
    const double own = tree.is_ranked ? scale * tree.scale : 0;
    if (const auto* phrase = std::get_if<MatchPhrase>(&tree.value)) {
      query.phrases.push_back({{}, phrase->matchers, phrase->found});
      return require(phrase->child.front(), own);
    }
    const auto* group = std::get_if<MatchGroup>(&tree.value);
    if (group == nullptr || group->op == MatchOp::any) return add_clause(tree, scale, query.required);
    const auto rest = group->children.begin() + 1;
    if (!require(group->children.front(), own)) return false;
    return std::all_of(rest, group->children.end(), [&](const MatchTree& child) {
      if (group->op == MatchOp::all) return require(child, own);
      if (group->op == MatchOp::maybe) return own == 0 || add_clause(child, own, query.optional);
      return add_clause(child, 0, query.excluded);
    });
  }

  RankedQuery query;
};

}  // namespace

std::optional<RankedQuery> ranked_query(const MatchTree& tree) {
  Flattening flattening;
  if (!tree.is_ranked || !flattening.require(tree, 1)) return std::nullopt;
  return std::move(flattening.query);
}

bool is_counted(const RankedQuery& query, const Snapshot& snapshot) {
  const auto independent = [](const RankedClause& clause) { return !clause.front().is_implied; };
  const auto& required = query.required;
  const auto counted = std::find_if(required.begin(), required.end(), independent);
  if (counted == required.end() || std::any_of(counted + 1, required.end(), independent)) return false;
  if (counted->size() != 1 || !query.excluded.empty()) return false;
  const auto* terms = std::get_if<std::shared_ptr<const TermList>>(&counted->front().documents);
  const auto& segments = snapshot.segments();
  return std::all_of(segments.begin(), segments.end(), [&](const Segment& segment) {
    const auto number = static_cast<std::size_t>(&segment - segments.data());
    const bool is_decided = std::all_of(query.phrases.begin(), query.phrases.end(), [&](const MatchPhrase& phrase) {
      return phrase.matchers->is_decided(segment);
    });
    return segment.deleted.empty() && is_decided && (terms == nullptr || (*terms)->lists[number].size() <= 1);
  });
}

}  // namespace il2search::plan
