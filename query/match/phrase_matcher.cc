// Searching token streams: a sequence of single words in their codes, everything else in decoded regions.
#include "query/match/phrase_matcher.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/sort_unique.h"

namespace il2search::plan {
namespace {

// Where a unit occurs: [start, end) of the region's words.
struct Occurrence {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};
using Occurrences = std::vector<Occurrence>;

constexpr unsigned kMaxSteps = 20'000;  // combinations tried in one window

// Chooses one occurrence of each unit in a window so that none overlap. Units with few occurrences should come first.
class Chooser {
 public:
  explicit Chooser(const std::vector<Occurrences>& units) : units_(units) {}

  bool choose(std::size_t next) {
    if (next == units_.size()) return true;
    for (const Occurrence& occurrence : units_[next]) {
      if (++steps_ > kMaxSteps) return false;
      if (overlaps(occurrence)) continue;
      chosen_.push_back(occurrence);
      if (choose(next + 1)) return true;
      chosen_.pop_back();
    }
    return false;
  }

 private:
  bool overlaps(const Occurrence& one) const {
    return std::any_of(chosen_.begin(), chosen_.end(),
                       [&](const Occurrence& other) { return one.start < other.end && other.start < one.end; });
  }

  const std::vector<Occurrences>& units_;
  Occurrences chosen_;
  unsigned steps_ = 0;
};

WordSet numbers_of(const Phrase::Choice& choice, const WordList& words) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& word : choice) numbers.push_back(words.find(word));
  return WordSet(std::move(numbers));
}

}  // namespace

WordSet::WordSet(std::vector<std::uint32_t> numbers) {
  sort_unique(numbers);
  std::erase(numbers, kNoWord);
  if (numbers.size() == 1) first_ = numbers.front();
  else rest_ = std::move(numbers);
}

bool WordSet::in_rest(std::uint32_t number) const {
  if (rest_.size() > 8) return std::binary_search(rest_.begin(), rest_.end(), number);
  return std::find(rest_.begin(), rest_.end(), number) != rest_.end();
}

PhraseMatcher::PhraseMatcher(const Phrase& phrase, const WordList& words)
    : within_(phrase.within.value_or(0)), regions_(phrase.regions) {
  bool all_single = true;
  for (const auto& unit : phrase.units) {
    units_.emplace_back();
    for (std::size_t i = 0; i < unit.size(); ++i) {
      const WordSet& set = units_.back().emplace_back(numbers_of(unit[i], words));
      is_possible_ = is_possible_ && !set.empty();
      all_single = all_single && set.only() != kNoWord;
    }
    length_ += static_cast<std::uint32_t>(unit.size());
  }
  if (is_possible_ && all_single && units_.size() == 1) make_needle(units_.front(), phrase.anchor);
}

// The last byte of the anchor's code differs most from word to word.
void PhraseMatcher::make_needle(const std::vector<WordSet>& unit, std::size_t anchor) {
  needle_.emplace();
  for (std::size_t i = 0; i < unit.size(); ++i) {
    put_word(needle_->bytes, unit[i].only());
    if (i == anchor) needle_->anchor = needle_->bytes.size() - 1;
  }
}

bool PhraseMatcher::matches(std::string_view token_stream) {
  if (!is_possible_) return false;
  if (needle_) return has_needle(token_stream);
  RegionReader reader(token_stream);
  while (reader.next()) {
    if ((region_bit(reader.region()) & regions_) == 0 || reader.codes().size() < length_) continue;
    decode_words(reader.codes(), text_);
    if (text_.size() < length_) continue;
    if (units_.size() == 1 ? has_phrase() : has_units_nearby()) return true;
  }
  return false;
}

// Searches all regions at once. Where the bytes occur, they must be within the codes of one region.
bool PhraseMatcher::has_needle(std::string_view regions) const {
  const std::string_view needle = needle_->bytes;
  const std::size_t size = needle.size();
  if (regions.size() < size) return false;
  const char* const begin = regions.data();
  const char* const last = begin + (regions.size() - size) + needle_->anchor;  // the last place of the anchor
  const char wanted = needle[needle_->anchor];
  RegionReader region(regions);
  std::string_view codes = regions.substr(0, 0);
  for (const char* at = begin + needle_->anchor; at <= last; ++at) {
    at = static_cast<const char*>(std::memchr(at, wanted, static_cast<std::size_t>(last - at) + 1));
    if (at == nullptr) return false;
    const char* const start = at - needle_->anchor;
    if (std::memcmp(start, needle.data(), size) != 0) continue;
    while (codes.data() + codes.size() <= start) {
      if (!region.next()) return false;
      codes = region.codes();
    }
    const bool is_inside = start >= codes.data() && start + size <= codes.data() + codes.size();
    if (is_inside && (region_bit(region.region()) & regions_) != 0) return true;
  }
  return false;
}

bool PhraseMatcher::occurs_at(const std::vector<WordSet>& unit, std::size_t at) const {
  for (std::size_t i = 0; i < unit.size(); ++i) {
    if (!unit[i].contains(text_[at + i])) return false;
  }
  return true;
}

bool PhraseMatcher::has_phrase() const {
  for (std::size_t at = 0; at + length_ <= text_.size(); ++at) {
    if (occurs_at(units_.front(), at)) return true;
  }
  return false;
}

PhraseMatcher& PhraseMatchers::of(const Segment& segment) {
  if (last_segment_ != &segment) {
    last_ = &matchers_.try_emplace(&segment, phrase_, segment.tokens.words()).first->second;
    last_segment_ = &segment;
  }
  return *last_;
}

// Tries every window that starts with a unit and is as long as all units and `within` other words.
bool PhraseMatcher::has_units_nearby() const {
  std::vector<Occurrences> all(units_.size());
  std::vector<std::uint32_t> starts;
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const auto size = static_cast<std::uint32_t>(units_[u].size());
    for (std::uint32_t at = 0; at + size <= text_.size(); ++at) {
      if (occurs_at(units_[u], at)) all[u].push_back({at, at + size});
    }
    if (all[u].empty()) return false;
    for (const Occurrence& occurrence : all[u]) starts.push_back(occurrence.start);
  }
  sort_unique(starts);
  std::vector<Occurrences> window(units_.size());
  std::vector<std::size_t> from(units_.size());
  for (const std::uint32_t start : starts) {
    const std::uint32_t end = start + length_ + within_;
    bool every_unit = true;
    for (std::size_t u = 0; u < units_.size() && every_unit; ++u) {
      while (from[u] < all[u].size() && all[u][from[u]].start < start) ++from[u];
      window[u].clear();
      for (std::size_t i = from[u]; i < all[u].size() && all[u][i].end <= end; ++i) window[u].push_back(all[u][i]);
      every_unit = !window[u].empty();
    }
    if (!every_unit) continue;
    std::vector<Occurrences> ordered = window;
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (Chooser(ordered).choose(0)) return true;
  }
  return false;
}

}  // namespace il2search::plan
