// Searching a token stream, which is an array of 32-bit hashes per region.
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

// The first i in [from, end) with words[i] == wanted, or end. A phrase query spends most of its time here, so words are
// compared in blocks that the compiler can turn into a few vector instructions.
std::uint32_t find_word(const char* words, std::uint32_t from, std::uint32_t end, std::uint32_t wanted) {
  constexpr std::uint32_t kBlock = 16;
  const auto word = [&](std::uint32_t i) {
    std::uint32_t w;
    std::memcpy(&w, words + std::size_t{4} * i, 4);
    return w;
  };
  for (; from + kBlock <= end; from += kBlock) {
    std::uint32_t block[kBlock];
    std::memcpy(block, words + std::size_t{4} * from, sizeof block);
    std::uint32_t hits = 0;
    for (std::uint32_t i = 0; i < kBlock; ++i) hits |= static_cast<std::uint32_t>(block[i] == wanted);
    if (hits != 0) break;
  }
  while (from < end && word(from) != wanted) ++from;
  return from;
}

}  // namespace

WordSet::WordSet(std::vector<std::uint32_t> hashes) {
  sort_unique(hashes);
  std::erase(hashes, kNoWord);
  if (hashes.size() == 1) first_ = hashes.front();
  else rest_ = std::move(hashes);
}

bool WordSet::in_rest(std::uint32_t hash) const {
  if (rest_.size() > 8) return std::binary_search(rest_.begin(), rest_.end(), hash);
  return std::find(rest_.begin(), rest_.end(), hash) != rest_.end();
}

PhraseMatcher::PhraseMatcher(std::vector<std::vector<WordSet>> units, std::optional<unsigned> within, RegionSet regions,
                             std::size_t anchor)
    : units_(std::move(units)),
      within_(within.value_or(0)),
      regions_(regions),
      anchor_(static_cast<std::uint32_t>(anchor)) {
  for (const auto& unit : units_) {
    length_ += static_cast<std::uint32_t>(unit.size());
    for (std::size_t i = 1; i < unit.size(); ++i) {
      if (unit[i - 1].only() != kNoWord && unit[i].only() != kNoWord) {
        pairs_.push_back(pair_hash(unit[i - 1].only(), unit[i].only()));
      }
    }
  }
}

bool PhraseMatcher::occurs_at(const std::vector<WordSet>& unit, const TokenStreamReader& text, std::uint32_t at) const {
  for (std::uint32_t i = 0; i < unit.size(); ++i) {
    if (!unit[i].contains(text.word(at + i))) return false;
  }
  return true;
}

bool PhraseMatcher::matches(std::string_view token_stream) const {
  for (const std::uint32_t pair : pairs_) {
    if (!may_hold_pair(token_stream, pair)) return false;
  }
  TokenStreamReader text(token_stream);
  while (text.next()) {
    if ((region_bit(text.region()) & regions_) == 0 || text.count() < length_) continue;
    if (units_.size() == 1 ? has_phrase(text) : has_units_nearby(text)) return true;
  }
  return false;
}

bool PhraseMatcher::has_phrase(const TokenStreamReader& text) const {
  const auto& unit = units_.front();
  const std::uint32_t end = text.count() - length_ + 1;  // after the last position at which the phrase can start
  const std::uint32_t wanted = unit[anchor_].only();
  std::uint32_t at = 0;
  while (at < end) {
    if (wanted != kNoWord) at = find_word(text.words() + std::size_t{4} * anchor_, at, end, wanted);
    if (at < end && occurs_at(unit, text, at)) return true;
    ++at;
  }
  return false;
}

// Tries every window that starts with a unit and is as long as all units and `within` other words.
bool PhraseMatcher::has_units_nearby(const TokenStreamReader& text) const {
  std::vector<Occurrences> all(units_.size());
  std::vector<std::uint32_t> starts;
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const auto size = static_cast<std::uint32_t>(units_[u].size());
    for (std::uint32_t at = 0; at + size <= text.count(); ++at) {
      if (occurs_at(units_[u], text, at)) all[u].push_back({at, at + size});
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
