// What was typed -> concepts -> views of them.
#include "query/concepts/find_concepts.h"

#include <algorithm>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/ascii.h"
#include "base/blanks.h"
#include "query/concepts/concept_counts.h"
#include "query/concepts/concept_paths.h"
#include "query/syntax/diagnostic_sink.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxConcepts = 20;
constexpr std::size_t kMaxPaths = 20;
constexpr std::size_t kCountedChildren = 200;
constexpr std::size_t kMaxCompletions = 1'000;
constexpr std::size_t kMaxTyped = 1'024;  // bytes; longer than any name
constexpr std::size_t kMaxQuoted = 60;    // bytes of what was typed, in a message
constexpr std::chrono::seconds kTimeLimit{30};

// The identifiers that a text may be: a MeSH number may lack its vocabulary.
std::vector<std::string> curies_of(std::string_view typed) {
  std::vector<std::string> curies{normalize_curie(typed)};
  if (typed.size() > 1 && ascii::is_number(typed.substr(1)))
    curies.push_back(normalize_curie("MESH:" + std::string(typed)));
  return curies;
}

// The concept with this id, else the concepts that map to it.
std::vector<ConceptNumber> numbers_by_id(std::string_view typed, const Vocabulary& vocabulary) {
  std::vector<ConceptNumber> numbers;
  for (const std::string& curie : curies_of(typed)) {
    if (const ConceptNumber number = vocabulary.find(curie); number != 0) return {number};
    for (const BridgeMatch& match : vocabulary.matches_of_foreign(curie)) numbers.push_back(match.number);
  }
  std::erase(numbers, ConceptNumber{0});
  return numbers;
}

// The concepts that a name fits best; obsolete ones only if no other has the name.
std::vector<ConceptNumber> numbers_by_name(std::string_view typed, const Vocabulary& vocabulary, Analyzer& analyzer) {
  std::vector<ConceptNumber> numbers;
  const std::vector<NameMatch> matches = vocabulary.find_name(typed, analyzer);
  for (const NameMatch& match : matches) {
    const NameMatch& best = matches.front();
    const bool as_good =
        match.scope == best.scope && vocabulary.head(match.number).obsolete == vocabulary.head(best.number).obsolete;
    if (as_good) numbers.push_back(match.number);
  }
  return numbers;
}

// Each number once, in order, up to the number that is shown.
std::vector<ConceptNumber> first_of(const std::vector<ConceptNumber>& numbers) {
  std::vector<ConceptNumber> once;
  for (const ConceptNumber number : numbers) {
    if (once.size() == kMaxConcepts) break;
    if (std::find(once.begin(), once.end(), number) == once.end()) once.push_back(number);
  }
  return once;
}

std::vector<ConceptNumber> numbers_for(std::string_view typed, const Vocabulary& vocabulary, Analyzer& analyzer) {
  if (typed.empty() || typed.size() > kMaxTyped || is_document_id(normalize_curie(typed))) return {};
  const std::vector<ConceptNumber> by_id = numbers_by_id(typed, vocabulary);
  return first_of(by_id.empty() ? numbers_by_name(typed, vocabulary, analyzer) : by_id);
}

std::vector<ConceptSummary> children_of(ConceptNumber number, const Vocabulary& vocabulary, ConceptCounts& counts) {
  std::vector<std::pair<std::string_view, ConceptNumber>> by_label;
  for (const ConceptNumber child : vocabulary.children(number)) {
    by_label.emplace_back(vocabulary.head(child).label, child);
  }
  std::sort(by_label.begin(), by_label.end());
  std::vector<ConceptSummary> children;
  for (const auto& [label, child] : by_label) {
    const bool counted = children.size() < kCountedChildren;
    children.push_back(counted ? counts.with_all_documents(child) : counts.uncounted(child));
  }
  return children;
}

std::vector<std::vector<ConceptSummary>> path_summaries(ConceptNumber number, const Vocabulary& vocabulary,
                                                        ConceptCounts& counts) {
  std::vector<std::vector<ConceptSummary>> paths;
  for (const ConceptPath& steps : paths_to(number, vocabulary, kMaxPaths)) {
    std::vector<ConceptSummary>& path = paths.emplace_back();
    for (const ConceptNumber step : steps) path.push_back(counts.with_all_documents(step));
  }
  return paths;
}

std::vector<MappedConcept> mappings_of(ConceptNumber number, const Vocabulary& vocabulary, ConceptCounts& counts) {
  std::vector<MappedConcept> mappings;
  for (const BridgeMatch& match : vocabulary.matches(number, true)) {
    mappings.push_back({match.number != 0 ? counts.with_documents(match.number) : counts.foreign(match.id),
                        match.predicate, match.source});
  }
  return mappings;
}

ConceptView view_of(ConceptNumber number, const Vocabulary& vocabulary, ConceptCounts& counts) {
  ConceptView view;
  view.data = vocabulary.full_concept(number);
  const ConceptSummary self = counts.with_all_documents(number);
  view.documents = self.documents;
  view.all_documents = self.all_documents;
  view.paths = path_summaries(number, vocabulary, counts);
  view.children = children_of(number, vocabulary, counts);
  view.descendants = vocabulary.descendants(number).size();
  view.mappings = mappings_of(number, vocabulary, counts);
  if (view.data.obsolete) {
    for (const ConceptNumber successor : vocabulary.successors(number)) {
      view.successors.push_back(counts.with_all_documents(successor));
    }
  }
  return view;
}

// "mesh" -> "MESH", "gene" -> "NCBIGene": the prefix that normalize_curie() gives to an id, whatever shape ids have there.
std::string canonical_vocabulary(const std::string& typed) {
  for (const char* id : {":D000001", ":0000001", ":1"}) {
    const std::string curie = normalize_curie(typed + id);
    if (curie != typed + id) return curie.substr(0, curie.find(':'));
  }
  return typed;
}

// The first concept whose id is not less than the text.
ConceptNumber first_at_least(std::string_view text, const Vocabulary& vocabulary) {
  ConceptNumber low = 1;
  ConceptNumber high = vocabulary.size() + 1;
  while (low < high) {
    const ConceptNumber middle = low + (high - low) / 2;
    if (vocabulary.id(middle) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

// "MESH, MONDO, NCBIGene": the prefixes of the ids, as many as fit a message. Ids are sorted, so finding the next prefix is
// one search.
std::string loaded_vocabularies(const Vocabulary& vocabulary) {
  constexpr std::size_t kMostListed = 30;
  std::string list;
  std::size_t listed = 0;
  for (ConceptNumber number = 1; number <= vocabulary.size(); ++listed) {
    if (listed == kMostListed) return list + " …";
    const std::string_view id = vocabulary.id(number);
    const std::string prefix(id.substr(0, id.find(':')));
    list += (list.empty() ? "" : ", ") + prefix;
    number = std::max(number + 1, first_at_least(prefix + ';', vocabulary));  // ';' follows ':'
  }
  return list;
}

void check_is_loaded(const std::string& name, const Vocabulary& vocabulary) {
  if (name.empty()) return;
  const ConceptNumber first = first_at_least(name + ':', vocabulary);
  if (first <= vocabulary.size() && vocabulary.id(first).starts_with(name + ':')) return;
  throw Error(ErrorCode::not_found,
              "vocabulary not loaded: " + terminal_safe(syntax::shortened(name, kMaxQuoted), false),
              "loaded: " + loaded_vocabularies(vocabulary));
}

void check_completion_options(const CompletionOptions& options) {
  if (options.limit > kMaxCompletions) {
    throw Error(ErrorCode::invalid_argument, "limit over " + std::to_string(kMaxCompletions) + " names");
  }
}

// What complete() and suggest() share: checks, and summaries of the concepts that `lookup` finds.
template <class Lookup>
std::vector<Completion> completions(std::string_view typed, const CompletionOptions& options, plan::IndexView& index,
                                    Lookup lookup) {
  check_completion_options(options);
  const std::string_view text = trim_blanks(typed);
  const Vocabulary* vocabulary = index.vocabulary();
  if (vocabulary == nullptr) return {};
  const std::string of = canonical_vocabulary(options.vocabulary);
  check_is_loaded(of, *vocabulary);
  if (text.empty() || text.size() > kMaxTyped) return {};
  ConceptCounts counts(index, *vocabulary, kTimeLimit);
  std::vector<Completion> found;
  for (NameCompletion& name : lookup(*vocabulary, text, of)) {
    found.push_back({std::move(name.name), name.scope, counts.with_documents(name.number)});
  }
  return found;
}

}  // namespace

std::vector<ConceptView> concepts_called(std::string_view id_or_name, plan::IndexView& index) {
  const Vocabulary* vocabulary = index.vocabulary();
  if (vocabulary == nullptr) return {};
  ConceptCounts counts(index, *vocabulary, kTimeLimit);
  std::vector<ConceptView> concepts;
  for (const ConceptNumber number : numbers_for(trim_blanks(id_or_name), *vocabulary, index.analyzer())) {
    concepts.push_back(view_of(number, *vocabulary, counts));
  }
  return concepts;
}

std::vector<Completion> names_starting_with(std::string_view beginning, const CompletionOptions& options,
                                            plan::IndexView& index) {
  return completions(beginning, options, index,
                     [&](const Vocabulary& vocabulary, std::string_view text, const std::string& of) {
                       return vocabulary.complete(text, options.limit, index.analyzer(), of);
                     });
}

std::vector<Completion> names_near(std::string_view name, const CompletionOptions& options, plan::IndexView& index) {
  return completions(name, options, index,
                     [&](const Vocabulary& vocabulary, std::string_view text, const std::string& of) {
                       return vocabulary.suggest(text, options.limit, index.analyzer(), of);
                     });
}

}  // namespace il2search
