// Finding the longest names in a text, and choosing among the concepts that have the same name.
#include "vocabulary/tagger/tag_matcher.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <tuple>

#include "base/ascii.h"

namespace il2search {
namespace {

constexpr std::uint32_t kMaxShortFormWords = 4;
constexpr std::uint32_t kMaxNameWords = 24;  // including optional ones

bool is_negation(std::string_view term) { return term == "non" || term == "un"; }

bool is_index(std::string_view term) { return term.size() == 1 || ascii::is_number(term); }

bool is_all_capitals(std::string_view word) {
  return word.size() > 1 && std::all_of(word.begin(), word.end(), ascii::is_upper);
}

constexpr std::size_t kTypes = std::tuple_size_v<TagMeanings>;

std::size_t slot_of_type(EntityType type) {
  return type == EntityType::disease ? kDiseaseSlot : type == EntityType::chemical ? kChemicalSlot : kGeneSlot;
}

// Compares words of a text with the names that have the same key. Computes each form of the words on first use.
class MentionForms {
 public:
  MentionForms(std::span<const TagWord> words, std::string_view text) : words_(words), text_(text) {}

  // How far the words are from the name; nullopt if they are another name.
  std::optional<std::uint32_t> distance(const TagEntry& entry) {
    return (entry.flags & kTagSymbol) != 0 ? symbol_distance(entry) : name_distance(entry);
  }

 private:
  std::optional<std::uint32_t> symbol_distance(const TagEntry& entry) {
    if (spelling_.empty()) spelling_ = spelling_of(words_, text_);
    if (((entry.flags ^ spelling_hash(spelling_)) & kTagExactMask) == 0) return 0;
    if ((entry.flags & kTagExactCase) != 0) return std::nullopt;
    if (uppercase_hash(spelling_) != entry.form || !may_be_symbol(spelling_)) return std::nullopt;
    if (has_blank() && std::none_of(spelling_.begin(), spelling_.end(), ascii::is_upper)) return std::nullopt;
    return 1;
  }

  // The words are known to be equal except for plurals and synonyms.
  std::optional<std::uint32_t> name_distance(const TagEntry& entry) {
    if ((entry.flags & kTagNoSynonym) != 0 && folded_hash(words_) != entry.form) return std::nullopt;
    if (!exact_) exact_ = exact_hash(words_);
    return ((entry.flags ^ *exact_) & kTagExactMask) == 0 ? 0 : 10;
  }

  bool has_blank() const {
    return std::any_of(words_.begin() + 1, words_.end(), [](const TagWord& word) { return word.gap == TagGap::blank; });
  }

  std::span<const TagWord> words_;
  std::string_view text_;
  std::string spelling_;
  std::optional<std::uint32_t> exact_;
};

}  // namespace

bool means_something(const TagMeanings& meanings) noexcept {
  return std::any_of(meanings.begin(), meanings.end(), [](const auto& concepts) { return !concepts.empty(); });
}

void TagShortForms::add(std::span<const TagWord> words, TagShortForm form) {
  first_words_ |= std::uint64_t{1} << (words.front().key & 63);
  const auto [known, added] = forms_.try_emplace(words_hash(words), form);
  if (!added && !means_something(known->second.meanings)) known->second = std::move(form);
}

const TagShortForm* TagShortForms::find(std::uint64_t words_hash) const {
  const auto row = forms_.find(words_hash);
  return row == forms_.end() ? nullptr : &row->second;
}

bool TagMatcher::may_begin(std::uint32_t at) const {
  const TagWord& word = words_[at];
  if (word.gap == TagGap::none) return false;
  if (word.gap == TagGap::link && at > 0 && is_negation(words_[at - 1].term)) return false;
  // "as" does not start a name, but AS may be one.
  return (word.hints & kGrammarWord) == 0 || is_all_capitals(text_.substr(word.start, word.end - word.start));
}

// "anti-hypertensive" is not a disease, while "anti-TNF" names the substance it acts on.
bool TagMatcher::follows_anti(std::uint32_t at) const {
  return at > 0 && words_[at].gap == TagGap::link && words_[at - 1].term == "anti";
}

bool TagMatcher::may_end(std::uint32_t last) const {
  if (last >= words_.size()) return true;
  if (words_[last].gap == TagGap::none) return false;
  return words_[last].gap != TagGap::link || !is_index(words_[last].term);
}

TagMeanings TagMatcher::best_of(std::uint32_t first_entry, std::span<const TagWord> words) const {
  MentionForms forms(words, text_);
  std::array<std::uint32_t, kTypes> best;
  best.fill(UINT32_MAX);
  TagMeanings meanings;
  for (const TagEntry& entry : dictionary_.entries_from(first_entry)) {
    const auto distance = forms.distance(entry);
    if (!distance) continue;
    const std::size_t type = slot_of_type(dictionary_.type(entry.concept_index));
    const std::uint32_t rank = (entry.flags & kTagRankMask) + *distance;
    auto& concepts = meanings[type];
    if (rank < best[type]) concepts.clear();
    best[type] = std::min(best[type], rank);
    if (rank == best[type]) concepts.push_back(entry.concept_index);
  }
  // A disease is never anything else, while a hormone is both a gene and a chemical.
  if (!meanings[kDiseaseSlot].empty()) {
    meanings[kChemicalSlot].clear();
    meanings[kGeneSlot].clear();
  }
  for (auto& concepts : meanings) {
    std::sort(concepts.begin(), concepts.end());
    concepts.erase(std::unique(concepts.begin(), concepts.end()), concepts.end());
  }
  return meanings;
}

TagMeanings TagMatcher::meaning(std::span<const TagWord> words) const {
  const TagLookup found = dictionary_.look_up(words_hash(words));
  return found.entries == 0 ? TagMeanings{} : best_of(found.entries, words);
}

TagMatch TagMatcher::longest_at(std::uint32_t first, std::uint32_t last, const TagShortForms& short_forms) const {
  struct Hit {
    std::uint32_t end;
    std::uint32_t entries;
    const TagShortForm* own;
  };
  std::array<Hit, kMaxNameWords> hits;
  std::size_t count = 0;
  std::uint64_t hash = kNoWords;
  const bool may_be_own = short_forms.may_begin_with(words_[first].key);
  for (std::uint32_t at = first; at < last && at < first + kMaxNameWords; ++at) {
    if (at > first && words_[at].gap >= TagGap::comma) break;
    if (at > first && words_[at].optional()) continue;
    hash = add_word(hash, words_[at].key);
    const TagLookup found = dictionary_.look_up(hash);
    const TagShortForm* own = may_be_own ? short_forms.find(hash) : nullptr;
    if ((found.entries != 0 || own != nullptr) && may_end(at + 1)) hits[count++] = {at + 1, found.entries, own};
    if (!found.prefix && (!may_be_own || at >= first + kMaxShortFormWords)) break;
  }
  while (count > 0) {
    const Hit& hit = hits[--count];
    const auto words = words_.subspan(first, hit.end - first);
    if (hit.own != nullptr && hit.own->spelling == spelling_hash(spelling_of(words, text_)))
      return {first, hit.end, hit.own->meanings};
    if (hit.entries == 0) continue;
    TagMeanings meanings = best_of(hit.entries, words);
    if (follows_anti(first)) meanings[kDiseaseSlot].clear();
    if (means_something(meanings)) return {first, hit.end, std::move(meanings)};
  }
  return {first, first, {}};
}

std::vector<TagMatch> TagMatcher::match(std::uint32_t first, std::uint32_t last,
                                        const TagShortForms& short_forms) const {
  std::vector<TagMatch> matches;
  for (std::uint32_t at = first; at < last;) {
    TagMatch match{at, at, {}};
    if (may_begin(at)) match = longest_at(at, last, short_forms);
    at = std::max(match.last, at + 1);
    if (means_something(match.meanings)) matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace il2search
