// Lookup in the vocabularies: which concepts are meant, and what is said about the choice. What they stand for is
// collected in concept_collector.cc.
#include "query/plan/concepts.h"

#include <algorithm>
#include <utility>

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxCandidates = 10;  // named in a message
constexpr std::size_t kMaxSuggestions = 3;  // likewise
constexpr std::size_t kLookedAt = 20;       // near names, of which those of the wrong type are left out

// Which concepts a field can hold.
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

// Subheadings are concepts of MeSH that no document carries by themselves.
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

// Whether exact matches connect all of them: then they are one meaning in several vocabularies.
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

// `"lupus nephritis" also as "lupus glomerulonephritis"; as a concept:`
std::string mapping_note(const std::vector<syntax::Word>& words, const MappedStretch& stretch) {
  std::string typed;
  for (std::size_t i = 0; i < stretch.count; ++i) typed += (i == 0 ? "" : " ") + words[stretch.first + i].text;
  std::string note = syntax::quoted(typed);
  for (std::size_t i = 0; i < stretch.synonyms.size(); ++i) {
    note += (i == 0 ? " also as " : ", ") + syntax::quoted(stretch.synonyms[i]);
  }
  return note + (stretch.synonyms.empty() ? " as a concept:" : "; as a concept:");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `C`, `C05`, `C05.550.150` in either case, as the vocabulary writes it; or "".
std::string tree_number_of(std::string_view text) {
  if (text.empty()) return {};
  std::string out(text);
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  if (out[0] < 'A' || out[0] > 'Z') return {};
  for (std::size_t at = 1, digits = 2; at < out.size(); digits = 3) {
    if (at > 1 && out[at++] != '.') return {};
    for (; digits > 0; --digits, ++at) {
      if (at >= out.size() || !is_digit(out[at])) return {};
    }
  }
  return out;
}

// How many levels a tree number lies below another one; a category's first level has no dot.
std::optional<std::uint32_t> levels_below(const std::string& number, const std::string& top) {
  if (number == top) return 0;
  if (!number.starts_with(top) || (top.size() > 1 && number[top.size()] != '.')) return {};
  const auto dots = std::count(number.begin() + static_cast<std::ptrdiff_t>(top.size()), number.end(), '.');
  return static_cast<std::uint32_t>(dots) + (top.size() == 1 ? 1 : 0);
}

// The supplementary concepts that map to these headings: MeSH hangs them below.
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

ConceptIds ConceptFinder::by_id(const std::string& curie, std::uint32_t levels, syntax::Span span) {
  const Vocabulary* vocabulary = opener_();
  if (vocabulary == nullptr) return {{curie}, {}, false};
  ConceptCollector collector(*vocabulary, {levels, options_.close_matches, options_.explain}, budget_);
  if (const ConceptNumber number = vocabulary->find(curie); number != 0) {
    add_with_successors(*vocabulary, number, collector, span);
  } else {
    collector.add_foreign(curie);
  }
  return collected(collector);
}

ConceptIds ConceptFinder::by_name(std::string_view name, FieldId field, std::uint32_t levels, syntax::Span span) {
  const Vocabulary* vocabulary = opener_();
  if (vocabulary == nullptr) return {};
  const std::vector<NameMatch> found = best_names(*vocabulary, name, field);
  if (found.empty()) return {};
  if (found.size() > 1 && !mean_the_same(*vocabulary, found, budget_)) say_ambiguous(*vocabulary, name, found, span);
  else if (rank_of(found.front().scope) >= rank_of(NameScope::narrow))
    say_loose(*vocabulary, name, found.front(), span);
  ConceptCollector collector(*vocabulary, {levels, options_.close_matches, options_.explain}, budget_);
  for (const NameMatch& match : found) add_with_successors(*vocabulary, match.number, collector, span);
  return collected(collector);
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
  ConceptCollector collector(*vocabulary, {levels, options_.close_matches, options_.explain}, budget_);
  collector.add_list(headings);
  if (levels != 0) {
    if (levels != kAllLevels) keep_within(headings, top, levels - 1);
    collector.add_list(supplementary_to(*vocabulary, headings, budget_));
  }
  return collected(collector);
}

std::vector<MappedWords> ConceptFinder::map(const std::vector<syntax::Word>& words, std::uint32_t levels) {
  const Vocabulary* vocabulary = opener_();
  if (vocabulary == nullptr) return {};
  std::vector<MappedWords> mapped;
  for (MappedStretch& stretch : map_terms(words, *vocabulary, analyzer_)) {
    budget_.tick();
    ConceptCollector collector(*vocabulary, {levels, options_.close_matches, options_.explain}, budget_);
    for (const ConceptNumber number : stretch.concepts) collector.add(number);
    if (options_.explain) notes_.push_back(mapping_note(words, stretch));
    ConceptIds ids = collected(collector);
    mapped.push_back({std::move(stretch), std::move(ids)});
  }
  return mapped;
}

ConceptIds ConceptFinder::collected(ConceptCollector& collector) {
  ConceptIds ids = collector.take();
  for (std::string& note : collector.take_notes()) notes_.push_back(std::move(note));
  return ids;
}

// What is obsolete stands in old documents still.
void ConceptFinder::add_with_successors(const Vocabulary& vocabulary, ConceptNumber number, ConceptCollector& collector,
                                        syntax::Span span) {
  collector.add(number);
  if (!vocabulary.head(number).obsolete) return;
  std::string names;
  for (const ConceptNumber successor : vocabulary.successors(number)) {
    collector.add(successor);
    names += (names.empty() ? "" : ", ") + named(vocabulary.head(successor));
  }
  if (names.empty()) return;
  problems_.notice(
      "replaced-id", span,
      named(vocabulary.head(number)) + " is obsolete and was replaced by " + names + "; both are searched.", "");
}

// Those of the best scope. Obsolete concepts count only where no other has the name.
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

void ConceptFinder::say_loose(const Vocabulary& vocabulary, std::string_view name, const NameMatch& match,
                              syntax::Span span) {
  problems_.notice("loose-name", span,
                   syntax::quoted(name) + " is a " + std::string(to_string(match.scope)) + " name of " +
                       named(vocabulary.head(match.number)) + ", which is searched.",
                   "");
}

void ConceptFinder::say_ambiguous(const Vocabulary& vocabulary, std::string_view name,
                                  const std::vector<NameMatch>& found, syntax::Span span) {
  std::string names;
  for (std::size_t i = 0; i < std::min(found.size(), kMaxCandidates); ++i) {
    names += (i == 0 ? "" : ", ") + named(vocabulary.head(found[i].number));
  }
  if (found.size() > kMaxCandidates) names += " and " + std::to_string(found.size() - kMaxCandidates) + " more";
  problems_.warning("ambiguous-name", span,
                    syntax::quoted(name) + " names several concepts, and all are searched: " + names + ".",
                    "write the id of the one that you mean");
}

std::string near_names(const std::string& text, FieldId field, const Vocabulary& vocabulary, Analyzer& analyzer) {
  const FieldScope scope = scope_of(field);
  std::string names;
  std::size_t count = 0;
  for (const NameCompletion& near : vocabulary.suggest(text, kLookedAt, analyzer, scope.vocabulary)) {
    const ConceptHead head = vocabulary.head(near.number);
    if (count == kMaxSuggestions || !fits(head, scope)) continue;
    names += (count++ == 0 ? "" : ", ") + syntax::quoted(near.name) + " (" + std::string(head.id) + ")";
  }
  return names.empty() ? names : "did you mean " + names + "?";
}

}  // namespace il2search::plan
