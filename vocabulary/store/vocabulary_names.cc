// Completion of names and suggestions for mistyped ones.
#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "vocabulary/store/name_index.h"
#include "vocabulary/store/name_key.h"
#include "vocabulary/store/near_words.h"
#include "vocabulary/store/store_format.h"
#include "vocabulary/store/vocabulary_files.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxBeginningBytes = 500;
constexpr std::size_t kMaxSuggestedBytes = 200;
// Names that begin so, in the order of the alphabet: a letter alone is the beginning of 100,000.
constexpr std::size_t kMaxTermsTaken = 2000;
constexpr std::size_t kMaxTermsWalked = 100'000;  // most of them of vocabularies that were not asked for
constexpr std::size_t kMaxSuggestedWords = 12;
constexpr std::size_t kMaxNearWords = 8;  // that a word of a mistyped name may have been meant to be
constexpr std::size_t kMaxNearKeys = 200;
constexpr std::size_t kShortestRespelled = 3;  // a beginning that has another spelling: shorter ones have too many

std::vector<std::string> words_of(std::string_view key) {
  std::vector<std::string> words;
  while (!key.empty()) {
    const std::size_t blank = key.find(' ');
    words.emplace_back(key.substr(0, blank));
    key.remove_prefix(blank == std::string_view::npos ? key.size() : blank + 1);
  }
  return words;
}

std::string joined_words(const std::vector<std::string>& words) {
  std::string key;
  for (const std::string& word : words) {
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

// Terms of names that a beginning may grow to. The last word is unfinished, so it stands for itself and not for its
// singular; as a whole word it counts, too.
std::vector<std::string> beginnings_of_terms(std::string_view normalized, bool last_is_whole) {
  const std::string key = fold_normalized_name(normalized);
  std::vector<std::string> beginnings{std::string(1, kNameTerm) + key + ' '};
  if (last_is_whole) return beginnings;
  const std::size_t blank = normalized.rfind(' ');
  const std::string_view last = blank == std::string_view::npos ? normalized : normalized.substr(blank + 1);
  std::string before = fold_normalized_name(blank == std::string_view::npos ? "" : normalized.substr(0, blank));
  if (!before.empty()) before += ' ';
  std::vector<std::string> prefixes{std::string(last)};
  if (last.size() >= kShortestRespelled) prefixes = canonical_prefixes(last);
  for (const std::string& prefix : prefixes) beginnings.push_back(std::string(1, kNameTerm) + before + prefix);
  return beginnings;
}

// Whether the term is the name of a concept in the range. Throws Xapian's exceptions.
bool names_one_of(const Vocabulary::Impl& vocabulary, NumberRange range, const std::string& term) {
  if (range.begin <= 1 && range.end > vocabulary.heads.size()) return true;
  auto posting = vocabulary.database.postlist_begin(term);
  const auto end = vocabulary.database.postlist_end(term);
  if (posting != end) posting.skip_to(range.begin);
  return posting != end && *posting < range.end;
}

// Terms of names in the range. Throws Xapian's exceptions.
std::vector<std::string> terms_beginning(const Vocabulary::Impl& vocabulary, NumberRange range,
                                         std::string_view normalized, bool last_is_whole) {
  if (range.begin == range.end) return {};
  const Xapian::Database& database = vocabulary.database;
  std::vector<std::string> terms{bounded_term(kNameTerm, fold_normalized_name(normalized))};
  for (std::string beginning : beginnings_of_terms(normalized, last_is_whole)) {
    beginning.resize(std::min(beginning.size(), 1 + kTermTextBytes));
    std::size_t walked = 0;
    std::size_t taken = 0;
    for (auto term = database.allterms_begin(beginning); term != database.allterms_end(beginning); ++term) {
      if (++walked > kMaxTermsWalked || taken == kMaxTermsTaken) break;
      if (!names_one_of(vocabulary, range, *term)) continue;
      terms.push_back(*term);
      ++taken;
    }
  }
  const auto shorter = [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  std::sort(terms.begin(), terms.end(), shorter);
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

// Names of concepts, each concept once, up to a number of them.
class NameCollector {
 public:
  NameCollector(const Vocabulary::Impl& vocabulary, NumberRange range, std::size_t limit)
      : vocabulary_(vocabulary), range_(range), limit_(limit) {}

  bool empty() const { return found_.empty(); }
  bool full() const { return found_.size() >= limit_; }

  // The live concepts of terms of one length: better scopes first. Throws Xapian's exceptions.
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

  std::vector<NameCompletion> take() { return std::move(found_); }

 private:
  const Vocabulary::Impl& vocabulary_;
  NumberRange range_;
  std::size_t limit_;
  std::vector<NameCompletion> found_;
  std::unordered_set<ConceptNumber> seen_;
};

// Terms sorted by length, a length at a time until there are enough.
void collect_by_length(const std::vector<std::string>& terms, NameCollector& names) {
  for (auto first = terms.begin(); first != terms.end() && !names.full();) {
    const auto last = std::find_if(first, terms.end(), [&](const std::string& t) { return t.size() != first->size(); });
    names.add(std::vector<std::string>(first, last));
    first = last;
  }
}

struct NearKey {
  std::vector<std::string> words;
  unsigned distance = 0;  // the sum of its words'
};

// Names near a mistyped one, word by word, nearest first; the name itself is not among them. Only so many are kept on the
// way: each word multiplies them.
std::vector<NearKey> near_keys(const Xapian::Database& database, const std::vector<std::string>& words) {
  std::vector<NearKey> keys{{}};
  for (const std::string& word : words) {
    std::vector<NearKey> longer;
    for (const NearWord& near : near_words(database, word, kMaxNearWords)) {
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

std::vector<NameCompletion> Vocabulary::complete(std::string_view beginning, std::size_t limit, Analyzer& analyzer,
                                                 std::string_view vocabulary) const {
  if (beginning.size() > kMaxBeginningBytes) return {};
  const std::string normalized = analyzer.normalize_name(beginning);
  if (normalized.empty()) return {};
  return translating_xapian(impl_->folder, [&] {
    const NumberRange range = impl_->range_of(vocabulary);
    NameCollector names(*impl_, range, limit);
    collect_by_length(terms_beginning(*impl_, range, normalized, beginning.ends_with(' ')), names);
    return names.take();
  });
}

std::vector<NameCompletion> Vocabulary::suggest(std::string_view name, std::size_t limit, Analyzer& analyzer,
                                                std::string_view vocabulary) const {
  if (name.size() > kMaxSuggestedBytes) return {};
  const std::vector<std::string> words = words_of(name_key(name, analyzer));
  if (words.empty() || words.size() > kMaxSuggestedWords) return {};
  return translating_xapian(impl_->folder, [&] {
    const NumberRange range = impl_->range_of(vocabulary);
    NameCollector names(*impl_, range, limit);
    const std::vector<NearKey> keys = near_keys(impl_->database, words);
    for (const NearKey& key : keys) {
      if (names.full()) break;
      names.add(std::vector<std::string>{bounded_term(kNameTerm, joined_words(key.words))});
    }
    // No name reads so; then what begins as the nearest words do.
    if (names.empty() && !keys.empty())
      collect_by_length(terms_beginning(*impl_, range, joined_words(keys.front().words), true), names);
    return names.take();
  });
}

}  // namespace il2search
