// TagWords: a text or a name -> the words that the tagger compares.
//
// Names and texts pass through the same object, so that what it makes equal is found: the analyzer's parts with plurals
// folded, Roman numerals as digits, and a few words as others that mean the same in names of diseases ("disorder",
// "disease"). What a word was before that is kept beside it, for rules that need it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace il2search {

// What stands between a word and the one before it.
enum class TagGap : std::uint8_t {
  none,     // nothing: both are parts of one run (p53)
  link,     // punctuation without blanks (IL-2)
  blank,    // blanks, perhaps with a hyphen
  comma,    // a comma and blanks: only a list goes on behind it
  barrier,  // punctuation with blanks, a line break, a word too long to be one: no name goes on behind it
};

// What a word tells beside its meaning in a name.
inline constexpr std::uint8_t kOptionalWord = 1;  // names have it or leave it out ("the"): skipped within them
inline constexpr std::uint8_t kAnimalWord = 2;    // a laboratory animal
inline constexpr std::uint8_t kGrammarWord = 8;   // "of", "with": no name is looked for that begins so
inline constexpr std::uint8_t kPersonWord = 4;    // people: patients, women, families

struct TagWord {
  std::uint64_t key = 0;    // equal words have equal keys
  std::string_view part;    // the analyzer's canonical part
  std::uint32_t start = 0;  // bytes [start, end) of the text
  std::uint32_t end = 0;
  TagGap gap = TagGap::barrier;
  std::uint8_t hints = 0;

  bool optional() const noexcept { return (hints & kOptionalWord) != 0; }
};

// Hash of a run of words, built word by word.
inline constexpr std::uint64_t kNoWords = 0x9E3779B97F4A7C15ull;
constexpr std::uint64_t add_word(std::uint64_t run, std::uint64_t key) {
  const std::uint64_t mixed = (run ^ key) * 0xBF58476D1CE4E5B9ull;
  return (mixed ^ mixed >> 31) * 0x94D049BB133111EBull;
}

// Hash of a run as a name has it, optional words left out.
std::uint64_t run_of(std::span<const TagWord> words) noexcept;

// Not safe from two threads at once.
class TagWords {
 public:
  TagWords();

  // Valid until the next call. Linear in the text.
  const std::vector<TagWord>& cut(std::string_view text);

 private:
  struct KeptKey {
    std::uint64_t part = 0;  // hash
    std::uint64_t key = 0;
    std::uint8_t hints = 0;
  };
  static constexpr std::size_t kKeptWords = 1u << 15;

  const KeptKey& kept_key(std::string_view part);
  std::uint64_t key_of(std::string_view part);

  Analyzer analyzer_;
  std::vector<KeptKey> kept_;
  std::string folded_;
  std::vector<TagWord> words_;
};

// The hash of a run of words with plurals folded and no word standing for another; optional words left out.
std::uint32_t plain_form(std::span<const TagWord> words);
// The hash of the words as the analyzer spells them, optional words left out.
std::uint32_t exact_form(std::span<const TagWord> words);

// A run of words as it stands in the text, without what stands between them.
std::string written_name(std::span<const TagWord> words, std::string_view text);
std::uint32_t written_form(std::string_view written_name);
// Likewise, all in capitals.
std::uint32_t capital_form(std::string_view written_name);

// Whether a word stands for another, so that names which use it are found by another word ("carcinoma" by "tumor").
bool is_replaced_word(std::string_view part);

// Whether a run written so may be a symbol that is registered in other case: all capitals, or with a capital behind its
// first letter (mTOR), or p53. "Was" and "cat" may not; "Il6" is how genes of mice are written.
bool may_be_symbol(std::string_view written_name);

}  // namespace il2search
