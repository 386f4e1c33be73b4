// PhraseMatcher: whether a document's token stream has a sequence of words. Pure; safe from many threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "storage/token_stream.h"

namespace il2search::plan {

// The words that match one position of a phrase, by hash.
class WordSet {
 public:
  WordSet() = default;
  explicit WordSet(std::vector<std::uint32_t> hashes);

  bool contains(std::uint32_t hash) const {
    if (rest_.empty()) return hash == first_ && first_ != kNoWord;
    return in_rest(hash);
  }
  // The word if there is exactly one, otherwise kNoWord.
  std::uint32_t only() const { return rest_.empty() ? first_ : kNoWord; }

 private:
  bool in_rest(std::uint32_t hash) const;

  std::uint32_t first_ = kNoWord;    // the only word, if rest_ is empty
  std::vector<std::uint32_t> rest_;  // all words if there are several, sorted
};

class PhraseMatcher {
 public:
  // units: words that follow each other. One unit is a phrase. Several need `within`: they occur in any order, with at
  // most that many other words between. anchor: the position of a phrase that is searched for first; best a rare word.
  PhraseMatcher(std::vector<std::vector<WordSet>> units, std::optional<unsigned> within, RegionSet regions,
                std::size_t anchor = 0);

  // Whether one of the regions has the sequence. About 0.1 microseconds for an abstract and a phrase.
  bool matches(std::string_view token_stream) const;

  // Whether the signature of a stream rejects most documents: then matching costs less than ranking.
  bool rejects_by_signature() const { return !pairs_.empty(); }

 private:
  bool occurs_at(const std::vector<WordSet>& unit, const TokenStreamReader& text, std::uint32_t at) const;
  bool has_phrase(const TokenStreamReader& text) const;
  bool has_units_nearby(const TokenStreamReader& text) const;

  std::vector<std::vector<WordSet>> units_;
  unsigned within_ = 0;
  std::uint32_t length_ = 0;  // words of all units
  RegionSet regions_;
  std::vector<std::uint32_t> pairs_;  // hashes of neighbouring words that every match has
  std::uint32_t anchor_ = 0;
};

}  // namespace il2search::plan
