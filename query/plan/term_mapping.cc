// Term mapping: the longest names first, and what else their concepts are called.
#include "query/plan/term_mapping.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxRun = 50;        // words
constexpr std::size_t kMaxStretch = 8;     // words of a name
constexpr std::size_t kMaxConcepts = 4;    // of one name; more say nothing
constexpr std::size_t kMaxNarrower = 600;  // of a concept: more general ones would bring in half of the index
constexpr std::size_t kMaxSynonyms = 8;
constexpr std::size_t kMaxSynonymWords = 6;
constexpr std::size_t kMinLetters = 3;  // of a name without digit or capital

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_number(char c) { return c >= '0' && c <= '9'; }

// IL2, SLE, il2: an abbreviation as such, no word of a sentence.
bool is_written_as_symbol(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_number) ||
         (std::any_of(text.begin(), text.end(), is_upper) && std::none_of(text.begin(), text.end(), is_lower));
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

// What two names share that say the same in another order or number.
std::vector<std::string> sorted_stems(std::string_view name, Analyzer& analyzer) {
  std::vector<std::string> stems = split_words(analyzer.normalize_name(name));
  for (std::string& word : stems) word = analyzer.stem(std::string(word));
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

class TermMapper {
 public:
  TermMapper(const std::vector<syntax::Word>& words, const Vocabulary& vocabulary, Analyzer& analyzer)
      : words_(words), vocabulary_(vocabulary), analyzer_(analyzer) {}

  std::vector<MappedStretch> stretches() {
    std::vector<MappedStretch> found;
    for (std::size_t at = 0; at < words_.size();) {
      MappedStretch stretch = longest_at(at);
      if (stretch.count == 0) {
        ++at;
        continue;
      }
      at += stretch.count;
      found.push_back(std::move(stretch));
    }
    return found;
  }

 private:
  MappedStretch longest_at(std::size_t first) {
    std::size_t longest = 0;
    while (longest < kMaxStretch && first + longest < words_.size() && is_plain(words_[first + longest])) ++longest;
    for (std::size_t count = longest; count > 0; --count) {
      if (is_stop_word(words_[first]) || is_stop_word(words_[first + count - 1])) continue;
      MappedStretch stretch{first, count, concepts_named(text_of(first, count)), {}};
      if (stretch.concepts.empty()) continue;
      stretch.synonyms = synonyms_of(stretch.concepts, text_of(first, count));
      return stretch;
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

  // The live concepts of the best scope, or none when the name is no good for mapping.
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
      for (const BridgeMatch& match : vocabulary_.matches(number))
        if (match.number != 0) add_names(match.number, names);
    }
    // Short ones are what papers write; a comma turns the words around.
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

  // A name with all the words as typed brings in no document that they don't.
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

}  // namespace

std::vector<MappedStretch> map_terms(const std::vector<syntax::Word>& words, const Vocabulary& vocabulary,
                                     Analyzer& analyzer) {
  if (words.size() > kMaxRun || vocabulary.size() == 0) return {};
  return TermMapper(words, vocabulary, analyzer).stretches();
}

}  // namespace il2search::plan
