// Completion of names and suggestions for mistyped ones.
#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "base/edit_distance.h"
#include "vocabulary/store/name_index.h"
#include "vocabulary/store/name_key.h"
#include "vocabulary/store/store_format.h"
#include "vocabulary/store/vocabulary_files.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxPrefixBytes = 500;
constexpr std::size_t kMaxSuggestedBytes = 200;
// Names with a prefix, in alphabetical order: a single letter is the prefix of 100,000.
constexpr std::size_t kMaxTermsKept = 2000;
constexpr std::size_t kMaxTermsWalked = 100'000;  // including those of vocabularies that were not asked for
constexpr std::size_t kMaxSuggestedWords = 12;
constexpr std::size_t kMaxNearWords = 8;  // alternatives for each word of a mistyped name
constexpr std::size_t kMaxNearKeys = 200;
constexpr std::size_t kShortestRespelled = 3;  // shorter prefixes have too many other spellings

std::vector<std::string> split_words(std::string_view key) {
  std::vector<std::string> words;
  while (!key.empty()) {
    const std::size_t blank = key.find(' ');
    words.emplace_back(key.substr(0, blank));
    key.remove_prefix(blank == std::string_view::npos ? key.size() : blank + 1);
  }
  return words;
}

std::string join_words(const std::vector<std::string>& words) {
  std::string key;
  for (const std::string& word : words) {
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

// The prefixes of the terms that complete a text. Its last word may be unfinished, so it is looked up as it is, and also as
// a whole word, with its plural folded.
std::vector<std::string> term_prefixes(std::string_view normalized, bool last_is_whole) {
  const std::string key = fold_normalized_name(normalized);
  std::vector<std::string> terms{std::string(1, kNameTerm) + key + ' '};
  if (last_is_whole) return terms;
  const std::size_t blank = normalized.rfind(' ');
  const std::string_view last = blank == std::string_view::npos ? normalized : normalized.substr(blank + 1);
  std::string before = fold_normalized_name(blank == std::string_view::npos ? "" : normalized.substr(0, blank));
  if (!before.empty()) before += ' ';
  std::vector<std::string> prefixes{std::string(last)};
  if (last.size() >= kShortestRespelled) prefixes = canonical_prefixes(last);
  for (const std::string& prefix : prefixes) terms.push_back(std::string(1, kNameTerm) + before + prefix);
  return terms;
}

// Whether a concept in the range has this name.
bool is_name_in(const Vocabulary::Impl& vocabulary, NumberRange range, const std::string& term) {
  if (range.begin <= 1 && range.end > vocabulary.heads.size()) return true;
  const auto list = vocabulary.postings.find(term);
  return list && PostingCursor(vocabulary.postings, *list).next_from(range.begin) < range.end;
}

// The terms of names in the range that complete a text, the shortest first.
std::vector<std::string> terms_with_prefix(const Vocabulary::Impl& vocabulary, NumberRange range,
                                           std::string_view normalized, bool last_is_whole) {
  if (range.begin == range.end) return {};
  std::vector<std::string> terms{bounded_term(kNameTerm, fold_normalized_name(normalized))};
  for (std::string prefix : term_prefixes(normalized, last_is_whole)) {
    prefix.resize(std::min(prefix.size(), 1 + kTermTextBytes));
    std::size_t walked = 0;
    std::size_t kept = 0;
    for (SortedTable::Cursor term(vocabulary.postings.terms(), prefix);
         !term.at_end() && term.key().starts_with(prefix); term.next()) {
      if (++walked > kMaxTermsWalked || kept == kMaxTermsKept) break;
      if (!is_name_in(vocabulary, range, term.key())) continue;
      terms.push_back(term.key());
      ++kept;
    }
  }
  const auto shorter = [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  std::sort(terms.begin(), terms.end(), shorter);
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

// Collects names of concepts, each concept once, up to a limit.
class NameCollector {
 public:
  NameCollector(const Vocabulary::Impl& vocabulary, NumberRange range, std::size_t limit)
      : vocabulary_(vocabulary), range_(range), limit_(limit) {}

  bool empty() const { return found_.empty(); }
  bool full() const { return found_.size() >= limit_; }

  // Adds the live concepts of terms of the same length, closest scopes first.
  template <class Terms> void add(const Terms& terms) {
    struct Candidate {
      NameMatch match;
      std::string_view term;
    };
    std::vector<Candidate> candidates;
    for (const std::string& term : terms)
      for (const NameMatch& match : vocabulary_.concepts_of_term(term, range_))
        if (!vocabulary_.head(match.number).obsolete) candidates.push_back({match, term});
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.match.scope, a.match.number) < std::tie(b.match.scope, b.match.number);
    });
    for (const Candidate& c : candidates) {
      if (full()) return;
      if (!seen_.insert(c.match.number).second) continue;
      found_.push_back({vocabulary_.name_of_term(c.match.number, c.term), c.match.number, c.match.scope});
    }
  }

  std::vector<NameCompletion> release() { return std::move(found_); }

 private:
  const Vocabulary::Impl& vocabulary_;
  NumberRange range_;
  std::size_t limit_;
  std::vector<NameCompletion> found_;
  std::unordered_set<ConceptNumber> seen_;
};

// Adds terms that are sorted by length, one length at a time until there are enough names.
void collect_by_length(const std::vector<std::string>& terms, NameCollector& names) {
  for (auto first = terms.begin(); first != terms.end() && !names.full();) {
    const auto last = std::find_if(first, terms.end(), [&](const std::string& t) { return t.size() != first->size(); });
    names.add(std::vector<std::string>(first, last));
    first = last;
  }
}

// --- Suggestions for a mistyped word.

struct NearWord {
  std::string word;
  unsigned distance = 0;  // 0: the word itself
};

constexpr std::size_t kShortWord = 5;

struct RankedWord {
  NearWord near;
  bool has_same_initial = false;
  std::uint32_t frequency = 0;
};

bool is_nearer(const RankedWord& a, const RankedWord& b) {
  return std::tie(a.near.distance, b.has_same_initial, b.frequency, a.near.word) <
         std::tie(b.near.distance, a.has_same_initial, a.frequency, b.near.word);
}

std::size_t difference(std::size_t a, std::size_t b) { return a < b ? b - a : a - b; }

// The word itself and words near it, at most `limit` in all; the nearest first, then those with the same first letter, then
// the most frequent. The distance is at most 1 for words of up to five letters and 2 for longer ones. A few milliseconds.
std::vector<NearWord> near_words(const WordList& list, const std::string& word, std::size_t limit) {
  const unsigned most = word.size() <= kShortWord ? 1 : 2;
  std::vector<RankedWord> found;
  for (WordList::Cursor at(list); !at.at_end(); at.next()) {
    const std::string_view other = at.word();
    if (other == word || difference(other.size(), word.size()) > most) continue;
    const unsigned distance = edit_distance(word, other, most);
    if (distance <= most) found.push_back({{std::string(other), distance}, other.front() == word.front(), at.number()});
  }
  std::sort(found.begin(), found.end(), is_nearer);
  std::vector<NearWord> words{{word, 0}};
  for (RankedWord& ranked : found)
    if (words.size() < limit) words.push_back(std::move(ranked.near));
  return words;
}

// --- Suggestions for a mistyped name.

struct NearKey {
  std::vector<std::string> words;
  unsigned distance = 0;  // the sum over its words
};

// Name keys near a mistyped one, nearest first, without the name itself. Built word by word; since each word multiplies
// their number, only the nearest kMaxNearKeys are kept after each.
std::vector<NearKey> near_keys(const WordList& list, const std::vector<std::string>& words) {
  std::vector<NearKey> keys{{}};
  for (const std::string& word : words) {
    std::vector<NearKey> longer;
    for (const NearWord& near : near_words(list, word, kMaxNearWords)) {
      for (const NearKey& key : keys) {
        NearKey next = key;
        next.words.push_back(near.word);
        next.distance += near.distance;
        longer.push_back(std::move(next));
      }
    }
    const auto nearer = [](const NearKey& a, const NearKey& b) { return a.distance < b.distance; };
    std::stable_sort(longer.begin(), longer.end(), nearer);
    if (longer.size() > kMaxNearKeys) longer.resize(kMaxNearKeys);
    keys = std::move(longer);
  }
  std::erase_if(keys, [](const NearKey& key) { return key.distance == 0; });
  return keys;
}

}  // namespace

std::string Vocabulary::Impl::name_of_term(ConceptNumber number, std::string_view term) const {
  const std::string wanted = key_hash(term);
  const std::string_view hashes = names.record(number);
  Concept data = full(number);
  for (std::size_t i = 0; (i + 1) * kKeyHashBytes <= hashes.size() && i <= data.names.size(); ++i)
    if (hashes.substr(i * kKeyHashBytes, kKeyHashBytes) == wanted)
      return std::move(i == 0 ? data.label : data.names[i - 1].text);
  return std::move(data.label);
}

std::vector<NameCompletion> Vocabulary::complete(std::string_view prefix, std::size_t limit, Analyzer& analyzer,
                                                 std::string_view vocabulary) const {
  if (prefix.size() > kMaxPrefixBytes) return {};
  const std::string normalized = analyzer.normalize_name(prefix);
  if (normalized.empty()) return {};
  const NumberRange range = impl_->range_of(vocabulary);
  NameCollector names(*impl_, range, limit);
  collect_by_length(terms_with_prefix(*impl_, range, normalized, prefix.ends_with(' ')), names);
  return names.release();
}

std::vector<NameCompletion> Vocabulary::suggest(std::string_view name, std::size_t limit, Analyzer& analyzer,
                                                std::string_view vocabulary) const {
  if (name.size() > kMaxSuggestedBytes) return {};
  const std::vector<std::string> words = split_words(name_key(name, analyzer));
  if (words.empty() || words.size() > kMaxSuggestedWords) return {};
  const NumberRange range = impl_->range_of(vocabulary);
  NameCollector names(*impl_, range, limit);
  const std::vector<NearKey> keys = near_keys(impl_->words, words);
  for (const NearKey& key : keys) {
    if (names.full()) break;
    names.add(std::vector<std::string>{bounded_term(kNameTerm, join_words(key.words))});
  }
  // No name has just these words: offer names that start with the nearest ones.
  if (names.empty() && !keys.empty())
    collect_by_length(terms_with_prefix(*impl_, range, join_words(keys.front().words), true), names);
  return names.release();
}

}  // namespace il2search
