// PhraseMatcher: whether a sequence of words stands in a document's token stream. Pure; safe from many threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "storage/token_stream.h"

namespace il2search::plan {

// The words that may stand at one place, by hash.
class WordSet {
 public:
  WordSet() = default;
  explicit WordSet(std::vector<std::uint32_t> hashes);

  bool contains(std::uint32_t hash) const {
    if (rest_.empty()) return hash == first_ && first_ != kNoWord;
    return in_rest(hash);
  }
  // The only word, or kNoWord when there are several or none.
  std::uint32_t only() const { return rest_.empty() ? first_ : kNoWord; }

 private:
  bool in_rest(std::uint32_t hash) const;

  std::uint32_t first_ = kNoWord;    // the only one, when rest_ is empty
  std::vector<std::uint32_t> rest_;  // sorted
};

class PhraseMatcher {
 public:
  // units: places that follow each other. One unit is a phrase. Several need `within`: any order, at most that many
  // words between that belong to none of them. anchor: the place of a phrase that is looked for first, a rare word.
  PhraseMatcher(std::vector<std::vector<WordSet>> units, std::optional<unsigned> within, RegionSet regions,
                std::size_t anchor = 0);

  // Whether a region of the set holds the sequence. About 0.1 microseconds for an abstract and a phrase.
  bool matches(std::string_view token_stream) const;

  // Whether the signature of a stream decides for most documents: then asking costs less than ranking.
  bool turns_most_away() const { return !pairs_.empty(); }

 private:
  bool stands_at(const std::vector<WordSet>& unit, const TokenStreamReader& text, std::uint32_t at) const;
  bool phrase_in(const TokenStreamReader& text) const;
  bool near_in(const TokenStreamReader& text) const;

  std::vector<std::vector<WordSet>> units_;
  unsigned within_ = 0;
  std::uint32_t length_ = 0;  // places of all units
  RegionSet regions_;
  std::vector<std::uint32_t> pairs_;  // hashes of neighbours that every match holds
  std::uint32_t anchor_ = 0;
};

}  // namespace il2search::plan
