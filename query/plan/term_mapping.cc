// Finding names in a run of words, and planning the alternatives to them.
#include "query/plan/term_mapping.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/sort_unique.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxRunWords = 50;
constexpr std::size_t kMaxNameWords = 8;
constexpr std::size_t kMaxConcepts = 4;    // per name; one that more concepts share is too ambiguous
constexpr std::size_t kMaxNarrower = 600;  // per concept: more general ones would bring in half of the index
constexpr std::size_t kMaxSynonyms = 8;    // per name
constexpr std::size_t kMaxSynonymWords = 6;
constexpr std::size_t kMaxPlannedSynonyms = 200;  // per query: names after these bring in only their concepts
constexpr std::size_t kMinLetters = 3;            // of a name without digit or capital

// The weight of a synonym relative to the words as typed. On SciFact and Medlars 0.2 to 0.5 make no difference; 1 costs
// half a point of nDCG. docs/benchmarks.md has the figures.
constexpr double kSynonymScale = 0.4;

// IL2, SLE, il2: written as an abbreviation, not as a word of a sentence.
bool is_written_as_symbol(std::string_view text) {
  return std::any_of(text.begin(), text.end(), ascii::is_digit) ||
         (std::any_of(text.begin(), text.end(), ascii::is_upper) &&
          std::none_of(text.begin(), text.end(), ascii::is_lower));
}

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Equal for names that differ only in word order or number.
std::vector<std::string> sorted_stems(std::string_view name, Analyzer& analyzer) {
  std::vector<std::string> stems = split_words(analyzer.normalize_name(name));
  for (std::string& word : stems) word = analyzer.stem(std::string(word));
  sort_unique(stems);
  return stems;
}

class NameSearch {
 public:
  NameSearch(const std::vector<syntax::Word>& words, const Vocabulary& vocabulary, Analyzer& analyzer)
      : words_(words), vocabulary_(vocabulary), analyzer_(analyzer) {}

  std::vector<MappedName> names() {
    std::vector<MappedName> found;
    for (std::size_t at = 0; at < words_.size();) {
      MappedName name = longest_at(at);
      at += std::max<std::size_t>(name.count, 1);
      if (name.count > 0) found.push_back(std::move(name));
    }
    return found;
  }

 private:
  MappedName longest_at(std::size_t first) {
    std::size_t longest = 0;
    while (longest < kMaxNameWords && first + longest < words_.size() && is_plain(words_[first + longest])) ++longest;
    for (std::size_t count = longest; count > 0; --count) {
      if (is_stop_word(words_[first]) || is_stop_word(words_[first + count - 1])) continue;
      MappedName name{first, count, concepts_named(text_of(first, count)), {}};
      if (name.concepts.empty()) continue;
      name.synonyms = synonyms_of(name.concepts, text_of(first, count));
      return name;
    }
    return {};
  }

  static bool is_plain(const syntax::Word& word) { return !word.truncated && !word.wildcard; }

  bool is_stop_word(const syntax::Word& word) { return Analyzer::is_stop_word(analyzer_.normalize_name(word.text)); }

  std::string text_of(std::size_t first, std::size_t count) const {
    std::string text;
    for (std::size_t i = first; i < first + count; ++i) text += (i == first ? "" : " ") + words_[i].text;
    return text;
  }

  // The concepts that have the name in the best scope, without obsolete ones; none if the name should not be mapped.
  std::vector<ConceptNumber> concepts_named(const std::string& name) {
    const bool symbol = is_written_as_symbol(name);
    if (name.size() < kMinLetters && !symbol) return {};
    std::vector<ConceptNumber> concepts;
    NameScope best = NameScope::related;
    for (const NameMatch& match : vocabulary_.find_name(name, analyzer_)) {
      if (match.scope > NameScope::abbreviation || (!concepts.empty() && match.scope != best)) break;
      if (!is_meant(match, symbol, name.find(' ') == std::string::npos)) continue;
      best = match.scope;
      concepts.push_back(match.number);
    }
    const bool general = std::any_of(concepts.begin(), concepts.end(), [&](ConceptNumber number) {
      return vocabulary_.descendants(number).size() > kMaxNarrower;
    });
    return general || concepts.size() > kMaxConcepts ? std::vector<ConceptNumber>{} : concepts;
  }

  bool is_meant(const NameMatch& match, bool symbol, bool single_word) const {
    const ConceptHead head = vocabulary_.head(match.number);
    if (head.obsolete) return false;
    const bool needs_symbol = match.scope == NameScope::abbreviation || (head.type == EntityType::gene && single_word);
    return symbol || !needs_symbol;
  }

  std::vector<std::string> synonyms_of(const std::vector<ConceptNumber>& concepts, const std::string& typed) {
    std::vector<std::string> names;
    for (const ConceptNumber number : concepts) {
      add_names(number, names);
      for (const BridgeMatch& match : vocabulary_.matches(number)) {
        if (match.number != 0) add_names(match.number, names);
      }
    }
    // Papers use short names, and none with a comma (`Glomerulonephritis, Lupus`): those have their words inverted.
    std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
      const bool inverted_a = a.find(',') != std::string::npos;
      const bool inverted_b = b.find(',') != std::string::npos;
      return inverted_a != inverted_b ? inverted_b : a.size() < b.size();
    });
    const std::vector<std::string> typed_stems = sorted_stems(typed, analyzer_);
    std::set<std::vector<std::string>> known;
    std::vector<std::string> synonyms;
    for (std::string& name : names) {
      std::vector<std::string> stems = sorted_stems(name, analyzer_);
      if (stems.empty() || stems.size() > kMaxSynonymWords || holds_typed(stems, typed_stems)) continue;
      if (synonyms.size() < kMaxSynonyms && known.insert(std::move(stems)).second) synonyms.push_back(std::move(name));
    }
    return synonyms;
  }

  // A name with all of the typed words finds no document that the words do not.
  static bool holds_typed(const std::vector<std::string>& stems, const std::vector<std::string>& typed) {
    return std::includes(stems.begin(), stems.end(), typed.begin(), typed.end());
  }

  void add_names(ConceptNumber number, std::vector<std::string>& names) const {
    const Concept whole = vocabulary_.full_concept(number);
    names.push_back(whole.label);
    for (const ConceptName& name : whole.names) {
      if (name.scope == NameScope::exact) names.push_back(name.text);
    }
  }

  const std::vector<syntax::Word>& words_;
  const Vocabulary& vocabulary_;
  Analyzer& analyzer_;
};

// Removes what would lead to a diagnostic: nobody typed these words.
void silence(Node& node) {
  node.kind = Kind::plain;
  node.optional = false;
  if (auto* group = std::get_if<Group>(&node.value)) {
    for (Node& child : group->children) silence(child);
  }
}

std::vector<syntax::Word> slice(const std::vector<syntax::Word>& words, std::size_t first, std::size_t end) {
  return {words.begin() + static_cast<std::ptrdiff_t>(first), words.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::vector<syntax::Word> words_of(const std::vector<syntax::Word>& words, const MappedName& name) {
  return slice(words, name.first, name.first + name.count);
}

// `“lupus nephritis” also as “lupus glomerulonephritis”; as a concept:`, a heading for the concepts in --explain.
std::string mapping_note(const std::vector<syntax::Word>& words, const MappedName& name) {
  std::string typed;
  for (const syntax::Word& word : words_of(words, name)) typed += (typed.empty() ? "" : " ") + word.text;
  std::string note = syntax::quoted(typed);
  for (std::size_t i = 0; i < name.synonyms.size(); ++i) {
    note += (i == 0 ? " also as " : ", ") + syntax::quoted(name.synonyms[i]);
  }
  return note + (name.synonyms.empty() ? " as a concept:" : "; as a concept:");
}

}  // namespace

std::vector<MappedName> map_terms(const std::vector<syntax::Word>& words, const Vocabulary& vocabulary,
                                  Analyzer& analyzer) {
  if (words.size() > kMaxRunWords || vocabulary.size() == 0) return {};
  return NameSearch(words, vocabulary, analyzer).names();
}

Node TermMappingPlanner::words(const std::vector<syntax::Word>& words, Match match) {
  const Vocabulary* vocabulary = finder_.vocabulary();
  std::vector<MappedName> names;
  if (vocabulary != nullptr) names = map_terms(words, *vocabulary, analyzer_);
  if (names.empty()) return typed_.words(words, FieldId::text, match);
  return match == Match::any ? any_word(words, names) : all_words(words, names);
}

Node TermMappingPlanner::all_words(const std::vector<syntax::Word>& words, const std::vector<MappedName>& names) {
  std::vector<Node> children;
  std::size_t next = 0;
  const auto add_typed = [&](std::size_t end) {
    if (next < end) children.push_back(typed_.words(slice(words, next, end), FieldId::text, Match::all));
  };
  for (const MappedName& name : names) {
    add_typed(name.first);
    next = name.first + name.count;
    std::vector<Node> either;
    either.push_back(typed_.words(words_of(words, name), FieldId::text, Match::all));
    either.push_back(alternatives(words, name));
    children.push_back(any_of(std::move(either)));
  }
  add_typed(words.size());
  return all_of(std::move(children));
}

Node TermMappingPlanner::any_word(const std::vector<syntax::Word>& words, const std::vector<MappedName>& names) {
  std::vector<Node> either;
  either.push_back(typed_.words(words, FieldId::text, Match::any));
  for (const MappedName& name : names) either.push_back(alternatives(words, name));
  return any_of(std::move(either));
}

// Only for documents without the words as typed: a document that has them needs no other name for the same thing, and a
// paper that uses many names for one thing is no better than a paper that uses one.
Node TermMappingPlanner::alternatives(const std::vector<syntax::Word>& words, const MappedName& name) {
  const std::vector<syntax::Word> typed = words_of(words, name);
  const Span span{typed.front().span.start, typed.back().span.end};
  std::vector<Node> either;
  for (const std::string& other : name.synonyms) {
    if (++planned_synonyms_ <= kMaxPlannedSynonyms) either.push_back(synonym(other, span));
  }
  Terms terms;
  const ConceptIds found = finder_.of_concepts(name.concepts, options_.levels, mapping_note(words, name));
  for (const std::string& id : found.ids) terms.terms.push_back(std::string(prefix::entity) + id);
  terms.demand = options_.demand;
  either.emplace_back(std::move(terms), Kind::plain, span);
  Group others{Op::without, {}};
  others.children.push_back(any_of(std::move(either)));
  others.children.push_back(synonyms_.words(typed, FieldId::text, Match::all));
  silence(others.children.back());
  Node node{std::move(others), Kind::plain, span};
  node.scale = kSynonymScale;
  return node;
}

// A name of several words is a phrase whose last word may be inflected, as if it were written with hyphens.
Node TermMappingPlanner::synonym(const std::string& name, Span span) {
  Node node = synonyms_.words({{name, false, false, span}}, FieldId::text, Match::all);
  silence(node);
  return node;
}

}  // namespace il2search::plan
