// Phrases: whether a document's token stream has a sequence of words.
//
//   Phrase -> [PhraseMatchers] -> a PhraseMatcher per segment, in the numbers that words have there
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/index_directory.h"
#include "storage/token_stream.h"

namespace il2search::plan {

struct Phrase {
  using Choice = std::vector<std::string>;  // the words that match at one position

  // Words that follow each other. One unit is a phrase. Several need `within`: they occur in any order, with at most that
  // many other words between.
  std::vector<std::vector<Choice>> units;
  std::optional<unsigned> within;
  RegionSet regions = 0;
  std::size_t anchor = 0;                 // the position of a phrase that is searched for first; best a rare word
  std::vector<const Segment*> decided{};  // where postings decide: every candidate has the phrase
};

// The words that match one position of a phrase, by number.
class WordSet {
 public:
  WordSet() = default;
  explicit WordSet(std::vector<std::uint32_t> numbers);

  bool contains(std::uint32_t number) const {
    if (rest_.empty()) return number == first_ && first_ != kNoWord;
    return in_rest(number);
  }
  bool empty() const { return first_ == kNoWord && rest_.empty(); }
  // The word if there is exactly one, otherwise kNoWord.
  std::uint32_t only() const { return rest_.empty() ? first_ : kNoWord; }

 private:
  bool in_rest(std::uint32_t number) const;

  std::uint32_t first_ = kNoWord;    // the only word, if rest_ is empty
  std::vector<std::uint32_t> rest_;  // all words if there are several, sorted
};

// A sequence of single words, as the bytes of their codes.
struct PhraseNeedle {
  std::string bytes;
  std::size_t anchor = 0;  // the byte to search for
};

// Finds a phrase in the token streams of one segment. For one thread at a time.
class PhraseMatcher {
 public:
  // Error{index_corrupt} if the words are damaged.
  PhraseMatcher(const Phrase& phrase, const WordList& words);

  // Whether one of the regions has the sequence. About 0.1 microseconds for an abstract and a phrase.
  bool matches(std::string_view token_stream);

 private:
  void make_needle(const std::vector<WordSet>& unit, std::size_t anchor);
  bool has_needle(std::string_view regions) const;
  bool occurs_at(const std::vector<WordSet>& unit, std::size_t at) const;
  bool has_phrase() const;
  bool has_units_nearby() const;

  std::vector<std::vector<WordSet>> units_;
  unsigned within_ = 0;
  std::uint32_t length_ = 0;  // words of all units
  RegionSet regions_;
  bool is_possible_ = true;             // every position has a word of the segment
  std::optional<PhraseNeedle> needle_;  // if every position has one word
  std::vector<std::uint32_t> text_;     // the words of a region
};

// The matchers of a phrase, each made when it is first used. For one thread at a time.
class PhraseMatchers {
 public:
  explicit PhraseMatchers(Phrase phrase) : phrase_(std::move(phrase)) {}

  // Whether every candidate of the segment has the phrase, without a look at the text.
  bool is_decided(const Segment& segment) const {
    return std::find(phrase_.decided.begin(), phrase_.decided.end(), &segment) != phrase_.decided.end();
  }
  // Whether a candidate has the phrase.
  bool matches(const Segment& segment, std::uint32_t docid) {
    return is_decided(segment) || of(segment).matches(segment.tokens.stream(docid));
  }

 private:
  PhraseMatcher& of(const Segment& segment);

  Phrase phrase_;
  std::unordered_map<const Segment*, PhraseMatcher> matchers_;
  const Segment* last_segment_ = nullptr;
  PhraseMatcher* last_ = nullptr;
};

}  // namespace il2search::plan
