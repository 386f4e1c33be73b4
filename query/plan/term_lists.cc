// Few terms become a union of lists, many a set of documents; demands on entities are checked on the set.
#include "query/plan/term_lists.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/sort_unique.h"
#include "query/plan/concept_finder.h"
#include "query/plan/term_walk.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxNames = 100'000;   // that a truncated name may match
constexpr std::size_t kMaxSuggestions = 10;  // unknown names per query for which similar ones are looked up

bool is_asked_for(Kind kind) { return kind == Kind::heading || kind == Kind::id || kind == Kind::name; }

const Terms& terms_of(const Node& node) { return std::get<Terms>(node.value); }

}  // namespace

std::string TermLists::quoted(Span span) const {
  const std::size_t start = std::min(span.start, text_.size());
  return syntax::quoted(text_.substr(start, std::min(span.end, text_.size()) - start));
}

MatchTree TermLists::list(const Terms& terms, const Node& node) {
  const bool plain = terms.beginnings.empty() && !is_asked_for(node.kind) && !terms.demand.any();
  return plain ? any_term(terms.terms, terms.weighted, terms.times) : lists({&node});
}

bool TermLists::can_join(const Node& node) {
  const auto* terms = std::get_if<Terms>(&node.value);
  return terms != nullptr && node.kind != Kind::word && !terms->weighted && !terms->demand.any();
}

TermLists::Gathered TermLists::gather(const std::vector<const Node*>& nodes) {
  Gathered all;
  for (const Node* node : nodes) {
    const Terms& list = terms_of(*node);
    all.terms.insert(all.terms.end(), list.terms.begin(), list.terms.end());
    const std::size_t before = all.terms.size();
    for (const std::string& beginning : list.beginnings) add_names(beginning, all.terms, node->span);
    all.has_names.push_back(all.terms.size() > before);
  }
  sort_unique(all.terms);
  return all;
}

MatchTree TermLists::lists(const std::vector<const Node*>& nodes) {
  const Gathered all = gather(nodes);
  const Terms& first = terms_of(*nodes.front());
  Found found = first.demand.any() ? demanded(all.terms, first.demand) : any_that_occurs(all.terms, first.weighted);
  const auto occurs = [&](const std::string& term) {
    const auto at = std::lower_bound(all.terms.begin(), all.terms.end(), term);
    return found.occurs[static_cast<std::size_t>(at - all.terms.begin())];
  };
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::vector<std::string>& own = terms_of(*nodes[i]).terms;
    if (!all.has_names[i] && std::none_of(own.begin(), own.end(), occurs)) warn_of_unknown(*nodes[i]);
  }
  return std::move(found.tree);
}

TermLists::Found TermLists::any_that_occurs(const std::vector<std::string>& sorted_terms, bool weighted) {
  if (sorted_terms.size() > kMaxAlternatives) {
    TermWalk walk = walk_terms(sorted_terms, index_, budget_);
    return {{MatchSet{std::move(walk.sets)}}, std::move(walk.occurs)};
  }
  std::vector<std::string> terms;
  std::vector<bool> occurs;
  for (const std::string& term : sorted_terms) {
    occurs.push_back(index_.exists(term));
    if (occurs.back()) terms.push_back(term);
  }
  return {any_term(terms, weighted), std::move(occurs)};
}

void TermLists::add_names(const std::string& beginning, std::vector<std::string>& terms, Span span) {
  std::vector<std::string> names = index_.terms_beginning(beginning, kMaxNames + 1, budget_);
  if (names.size() > kMaxNames) {
    warn_of_capped(span, kMaxNames);
    names.pop_back();
  }
  std::move(names.begin(), names.end(), std::back_inserter(terms));
}

MatchTree TermLists::any_term(const std::vector<std::string>& terms, bool weighted, std::uint32_t times) {
  if (terms.empty()) return {MatchNothing{}, weighted};
  if (terms.size() > kMaxAlternatives) {
    std::vector<std::string> sorted = terms;
    sort_unique(sorted);
    return {MatchSet{walk_terms(sorted, index_, budget_).sets}};
  }
  return {MatchTerms{index_.term_list(terms, weighted, times)}, weighted};
}

// Terms tell whether our tagger or the source gave an identifier. All other demands need the stored documents.
TermLists::Found TermLists::demanded(const std::vector<std::string>& sorted_terms, const EntityDemand& demand) {
  const bool source = demand.provenance == kFromSource;
  const bool by_terms = demand.mentions <= 1 && (source || demand.provenance == kTagged);
  // The terms of identifiers have a common prefix, so they are neighbours.
  const auto begins_below = [](const std::string& term, std::string_view prefix) { return term < prefix; };
  const auto first = std::lower_bound(sorted_terms.begin(), sorted_terms.end(), prefix::entity, begins_below);
  auto last = first;
  while (by_terms && last != sorted_terms.end() && last->starts_with(prefix::entity)) ++last;
  std::vector<std::string> ids;
  for (auto id = first; id != last; ++id) {
    const std::string_view curie = std::string_view(*id).substr(prefix::entity.size());
    ids.push_back(std::string(source ? prefix::entity : prefix::entity_tagged).append(curie));
  }
  std::vector<std::string> others(sorted_terms.begin(), first);
  others.insert(others.end(), last, sorted_terms.end());

  const TermWalk by_id = walk_terms(ids, index_, budget_, source);
  const TermWalk decided = walk_terms(others, index_, budget_);
  std::vector<bool> occurs = decided.occurs;
  occurs.insert(occurs.begin() + (first - sorted_terms.begin()), by_id.occurs.begin(), by_id.occurs.end());
  MatchTree certain{MatchSet{by_id.sets}};
  if (others.empty()) return {std::move(certain), std::move(occurs)};
  MatchTree chosen{MatchSet{
      std::make_shared<const DocidSets>(filter_by_entities(*decided.sets, demand, sorted_terms, index_, budget_))}};
  if (ids.empty()) return {std::move(chosen), std::move(occurs)};
  return {{MatchGroup{MatchOp::any, {std::move(certain), std::move(chosen)}}}, std::move(occurs)};
}

// Opens the vocabularies only if they were not consulted yet.
bool TermLists::is_unknown_to_vocabularies(const Asked& asked) {
  if (asked.text.empty() || asked.in_vocabulary) return false;
  return index_.vocabulary() != nullptr;
}

void TermLists::warn_of_unknown(const Node& node) {
  if (!is_asked_for(node.kind)) return;
  const Terms& terms = terms_of(node);
  std::string what = node.span.start < node.span.end ? quoted(node.span) : syntax::quoted(terms.asked.text);
  if (terms.demand.provenance != 0) what += " with provenance " + to_string(terms.demand.provenance);
  std::string hint;
  if (is_unknown_to_vocabularies(terms.asked)) {
    what += ", and no loaded vocabulary has it";
    if (terms.asked.is_name && suggested_++ < kMaxSuggestions) {
      hint = similar_names(terms.asked.text, terms.asked.field, *index_.vocabulary(), index_.analyzer());
    }
  }
  if (node.kind == Kind::heading) {
    diagnostics_.warning("unknown-heading", node.span, "No document has the heading " + what + ".", std::move(hint));
  } else if (node.kind == Kind::id) {
    diagnostics_.warning("unknown-id", node.span, "No document has the identifier " + what + ".", std::move(hint));
  } else {
    diagnostics_.warning("unknown-name", node.span, "No document has " + what + ".", std::move(hint));
  }
}

void TermLists::warn_of_capped(Span span, std::size_t cap) {
  diagnostics_.warning("truncation-capped", span,
                       quoted(span) + " matches more than " + std::to_string(cap) +
                           " words; only the first of them, in alphabetical order, are searched.",
                       "Write more letters.");
}

}  // namespace il2search::plan
