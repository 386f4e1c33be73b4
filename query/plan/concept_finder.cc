// Choosing concepts in the vocabularies, and the diagnostics about the choice.
#include "query/plan/concept_finder.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxNamedConcepts = 10;      // in a message
constexpr std::size_t kMaxSimilarNames = 3;        // in a message
constexpr std::size_t kSimilarNamesExamined = 20;  // before those of the wrong type are dropped

// The concepts that a field can hold.
struct FieldScope {
  std::string_view vocabulary;  // empty: any
  std::optional<EntityType> type;
};

FieldScope scope_of(FieldId field) {
  switch (field) {
    case FieldId::mesh:
    case FieldId::major: return {"MESH", {}};
    case FieldId::mondo: return {"MONDO", {}};
    case FieldId::gene: return {"NCBIGene", EntityType::gene};
    case FieldId::disease: return {{}, EntityType::disease};
    case FieldId::chemical: return {{}, EntityType::chemical};
    default: return {};
  }
}

// Subheadings are concepts of MeSH too, but no document carries one by itself.
bool fits(const ConceptHead& head, const FieldScope& scope) {
  return (!scope.type || head.type == *scope.type) && !head.id.starts_with("MESH:Q");
}

int rank_of(NameScope scope) {
  switch (scope) {
    case NameScope::label: return 0;
    case NameScope::exact: return 1;
    case NameScope::abbreviation: return 2;
    case NameScope::narrow: return 3;
    case NameScope::broad:
    case NameScope::related: return 4;
  }
  return 4;
}

// Whether exact matches connect all of them: then they are one concept in several vocabularies.
bool mean_the_same(const Vocabulary& vocabulary, const std::vector<NameMatch>& found, Budget& budget) {
  std::vector<ConceptNumber> left;
  for (std::size_t i = 1; i < found.size(); ++i) left.push_back(found[i].number);
  std::vector<ConceptNumber> reached{found.front().number};
  while (!reached.empty() && !left.empty()) {
    const ConceptNumber at = reached.back();
    reached.pop_back();
    budget.tick();
    for (const BridgeMatch& match : vocabulary.matches(at)) {
      const auto other = std::find(left.begin(), left.end(), match.number);
      if (other == left.end()) continue;
      reached.push_back(*other);
      left.erase(other);
    }
  }
  return left.empty();
}

std::string named(const ConceptHead& head) {
  return std::string(head.id) + " (" + syntax::shortened(head.label, 60) + ")";
}

// `C`, `C05`, `C05.550.150` in either case, spelled as the vocabulary does; "" if the text is not a tree number.
std::string tree_number_of(std::string_view text) {
  if (text.empty() || !ascii::is_letter(text[0])) return {};
  std::string out(text);
  out[0] = ascii::to_upper(out[0]);
  for (std::size_t at = 1, digits = 2; at < out.size(); digits = 3) {
    if (at > 1 && out[at++] != '.') return {};
    for (; digits > 0; --digits, ++at) {
      if (at >= out.size() || !ascii::is_digit(out[at])) return {};
    }
  }
  return out;
}

// How many levels a tree number lies below `top`. The first level below a category (`C`) has no dot.
std::optional<std::uint32_t> levels_below(const std::string& number, const std::string& top) {
  if (number == top) return 0;
  if (!number.starts_with(top) || (top.size() > 1 && number[top.size()] != '.')) return {};
  const auto dots = std::count(number.begin() + static_cast<std::ptrdiff_t>(top.size()), number.end(), '.');
  return static_cast<std::uint32_t>(dots) + (top.size() == 1 ? 1 : 0);
}

// The supplementary concepts that map to these headings: the vocabulary has them as children.
std::vector<ConceptNumber> supplementary_to(const Vocabulary& vocabulary, const std::vector<ConceptNumber>& headings,
                                            Budget& budget) {
  std::vector<ConceptNumber> found;
  for (const ConceptNumber heading : headings) {
    budget.tick();
    for (const ConceptNumber child : vocabulary.children(heading)) {
      if (vocabulary.id(child).starts_with("MESH:C")) found.push_back(child);
    }
  }
  return found;
}

bool is_within(const Concept& heading, const std::string& top, std::uint32_t levels) {
  return std::any_of(heading.tree_numbers.begin(), heading.tree_numbers.end(), [&](const std::string& number) {
    const auto below = levels_below(number, top);
    return below && *below <= levels;
  });
}

}  // namespace

ConceptIds ConceptFinder::by_id(const std::string& curie, std::uint32_t levels, Span span) {
  const Vocabulary* vocabulary = opener_();
  if (vocabulary == nullptr) return {{curie}, {}, false};
  ConceptCollector found = collector(*vocabulary, levels);
  if (const ConceptNumber number = vocabulary->find(curie); number != 0) {
    add_with_successors(*vocabulary, number, found, span);
  } else {
    found.add_foreign(curie);
  }
  return collected(found);
}

ConceptIds ConceptFinder::by_name(std::string_view name, FieldId field, std::uint32_t levels, Span span) {
  const Vocabulary* vocabulary = opener_();
  if (vocabulary == nullptr) return {};
  const std::vector<NameMatch> names = best_names(*vocabulary, name, field);
  if (names.empty()) return {};
  if (names.size() > 1 && !mean_the_same(*vocabulary, names, budget_)) {
    warn_of_ambiguous_name(*vocabulary, name, names, span);
  } else if (rank_of(names.front().scope) >= rank_of(NameScope::narrow)) {
    note_loose_name(*vocabulary, name, names.front(), span);
  }
  ConceptCollector found = collector(*vocabulary, levels);
  for (const NameMatch& match : names) add_with_successors(*vocabulary, match.number, found, span);
  return collected(found);
}

std::optional<ConceptIds> ConceptFinder::by_tree_number(std::string_view text, std::uint32_t levels) {
  const std::string top = tree_number_of(text);
  const Vocabulary* vocabulary = top.empty() ? nullptr : opener_();
  if (vocabulary == nullptr) return {};
  const auto keep_within = [&](std::vector<ConceptNumber>& list, const std::string& above, std::uint32_t depth) {
    if (depth == kAllLevels) return;
    std::erase_if(list, [&](ConceptNumber number) {
      budget_.tick();
      return !is_within(vocabulary->full_concept(number), above, depth);
    });
  };
  std::vector<ConceptNumber> headings = vocabulary->in_tree(top);
  keep_within(headings, top, levels);
  if (headings.empty()) return {};
  if (options_.explain) notes_.push_back(top + ": " + std::to_string(headings.size()) + " headings");
  ConceptCollector found = collector(*vocabulary, levels);
  found.add_list(headings);
  if (levels != 0) {
    if (levels != kAllLevels) keep_within(headings, top, levels - 1);
    found.add_list(supplementary_to(*vocabulary, headings, budget_));
  }
  return collected(found);
}

ConceptIds ConceptFinder::of_concepts(const std::vector<ConceptNumber>& concepts, std::uint32_t levels,
                                      std::string note) {
  budget_.tick();
  ConceptCollector found = collector(*opener_(), levels);
  for (const ConceptNumber number : concepts) found.add(number);
  if (options_.explain) notes_.push_back(std::move(note));
  return collected(found);
}

ConceptIds ConceptFinder::collected(ConceptCollector& collector) {
  ConceptIds ids = collector.collect();
  for (std::string& note : collector.release_notes()) notes_.push_back(std::move(note));
  return ids;
}

// Older documents still carry the obsolete concept, so it is searched as well.
void ConceptFinder::add_with_successors(const Vocabulary& vocabulary, ConceptNumber number, ConceptCollector& collector,
                                        Span span) {
  collector.add(number);
  if (!vocabulary.head(number).obsolete) return;
  std::string names;
  for (const ConceptNumber successor : vocabulary.successors(number)) {
    collector.add(successor);
    names += (names.empty() ? "" : ", ") + named(vocabulary.head(successor));
  }
  if (names.empty()) return;
  diagnostics_.notice(
      "replaced-id", span,
      named(vocabulary.head(number)) + " is obsolete, replaced by " + names + "; all of them are searched.", "");
}

// The concepts that have the name in the best scope. Obsolete ones count only if no other has the name.
std::vector<NameMatch> ConceptFinder::best_names(const Vocabulary& vocabulary, std::string_view name, FieldId field) {
  const FieldScope scope = scope_of(field);
  std::vector<NameMatch> found = vocabulary.find_name(name, analyzer_, scope.vocabulary);
  std::erase_if(found, [&](const NameMatch& match) { return !fits(vocabulary.head(match.number), scope); });
  const auto obsolete = [&](const NameMatch& match) { return vocabulary.head(match.number).obsolete; };
  if (!std::all_of(found.begin(), found.end(), obsolete)) std::erase_if(found, obsolete);
  if (found.empty()) return found;
  const auto best = std::min_element(found.begin(), found.end(), [](const NameMatch& a, const NameMatch& b) {
    return rank_of(a.scope) < rank_of(b.scope);
  });
  const int rank = rank_of(best->scope);
  std::erase_if(found, [&](const NameMatch& match) { return rank_of(match.scope) != rank; });
  std::sort(found.begin(), found.end(), [](const NameMatch& a, const NameMatch& b) { return a.number < b.number; });
  const auto same = [](const NameMatch& a, const NameMatch& b) { return a.number == b.number; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

void ConceptFinder::note_loose_name(const Vocabulary& vocabulary, std::string_view name, const NameMatch& match,
                                    Span span) {
  diagnostics_.notice("loose-name", span,
                      syntax::quoted(name) + " is a " + std::string(to_string(match.scope)) + " name of " +
                          named(vocabulary.head(match.number)) + ", which is searched instead.",
                      "");
}

void ConceptFinder::warn_of_ambiguous_name(const Vocabulary& vocabulary, std::string_view name,
                                           const std::vector<NameMatch>& found, Span span) {
  std::string names;
  for (std::size_t i = 0; i < std::min(found.size(), kMaxNamedConcepts); ++i) {
    names += (i == 0 ? "" : ", ") + named(vocabulary.head(found[i].number));
  }
  if (found.size() > kMaxNamedConcepts) names += " and " + std::to_string(found.size() - kMaxNamedConcepts) + " more";
  diagnostics_.warning("ambiguous-name", span,
                       syntax::quoted(name) + " names several concepts, and all are searched: " + names + ".",
                       "Write the identifier of the one you mean.");
}

std::string similar_names(const std::string& text, FieldId field, const Vocabulary& vocabulary, Analyzer& analyzer) {
  const FieldScope scope = scope_of(field);
  std::string names;
  std::size_t count = 0;
  for (const NameCompletion& similar : vocabulary.suggest(text, kSimilarNamesExamined, analyzer, scope.vocabulary)) {
    const ConceptHead head = vocabulary.head(similar.number);
    if (count == kMaxSimilarNames || !fits(head, scope)) continue;
    names += (count++ == 0 ? "" : ", ") + syntax::quoted(similar.name) + " (" + std::string(head.id) + ")";
  }
  return names.empty() ? names : "Did you mean " + names + "?";
}

}  // namespace il2search::plan
