// TagWords: a text or a name -> the words that the tagger compares.
//
// Names and texts go through the same object, so that both are normalised alike: the analyzer's parts with plurals folded,
// Roman numerals as digits, and some words replaced by synonyms that mean the same in names of diseases ("disorder",
// "disease"). The unreplaced term is kept beside the key for the rules that need it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace il2search {

// What separates a word from the previous one, from the closest to the widest.
enum class TagGap : std::uint8_t {
  none,     // nothing: both are parts of one string (p53)
  link,     // punctuation without blanks (IL-2)
  blank,    // blanks, perhaps with a hyphen
  comma,    // a comma and blanks: only a list continues after it
  barrier,  // punctuation with blanks, a line break, a word too long to be indexed: no name continues after it
};

// What is known of a word apart from its meaning in a name.
inline constexpr std::uint8_t kOptionalWord = 1;  // "the": names may have it or not, so it is skipped within them
inline constexpr std::uint8_t kAnimalWord = 2;    // a laboratory animal
inline constexpr std::uint8_t kPersonWord = 4;    // people: patients, women, families
inline constexpr std::uint8_t kGrammarWord = 8;   // "of", "with": no name starts with it

struct TagWord {
  std::uint64_t key = 0;    // equal words have equal keys
  std::string_view term;    // the canonical term of the analyzer
  std::uint32_t start = 0;  // bytes [start, end) of the text
  std::uint32_t end = 0;
  TagGap gap = TagGap::barrier;
  std::uint8_t hints = 0;

  bool optional() const noexcept { return (hints & kOptionalWord) != 0; }
};

// The hash of a sequence of words, extended word by word.
inline constexpr std::uint64_t kNoWords = 0x9E3779B97F4A7C15ull;
constexpr std::uint64_t add_word(std::uint64_t hash, std::uint64_t key) {
  const std::uint64_t mixed = (hash ^ key) * 0xBF58476D1CE4E5B9ull;
  return (mixed ^ mixed >> 31) * 0x94D049BB133111EBull;
}

// The hash by which the dictionary finds a sequence of words: optional words after the first are left out.
std::uint64_t words_hash(std::span<const TagWord> words) noexcept;

// Not safe from two threads at once.
class TagWords {
 public:
  TagWords();

  // The words of a text. Valid until the next call. Linear in the text.
  const std::vector<TagWord>& cut(std::string_view text);

  // The same for a text in pieces, which were analyzed each by itself: drops the words so far, then adds those of a piece
  // that starts at `offset` of the whole text. No name crosses from one piece into the next. The views of `tokens` must be
  // valid as long as the words are used.
  void clear() { words_.clear(); }
  void append(std::span<const Token> tokens, std::string_view piece, std::size_t offset);
  const std::vector<TagWord>& words() const { return words_; }

  Analyzer& analyzer() { return analyzer_; }

 private:
  struct CachedKey {
    std::uint64_t term = 0;  // hash
    std::uint64_t key = 0;
    std::uint8_t hints = 0;
  };
  static constexpr std::size_t kCachedKeys = 1u << 15;

  const CachedKey& cached_key(std::string_view term);
  std::uint64_t key_of(std::string_view term);

  Analyzer analyzer_;
  std::vector<CachedKey> cache_;
  std::string folded_;
  std::vector<TagWord> words_;
};

// The hash of the words with plurals folded but no word replaced; optional words are left out.
std::uint32_t folded_hash(std::span<const TagWord> words);
// The hash of the words as the analyzer spells them; optional words are left out.
std::uint32_t exact_hash(std::span<const TagWord> words);

// The words as they are written in the text, joined without what separates them.
std::string spelling_of(std::span<const TagWord> words, std::string_view text);
std::uint32_t spelling_hash(std::string_view spelling);
std::uint32_t uppercase_hash(std::string_view spelling);

// Whether a word is replaced by a synonym, so that names with it are found by another word ("carcinoma" by "tumor").
bool is_replaced_word(std::string_view term);

// Whether this spelling may be a symbol that is registered in another case: all capitals, or a capital after the first
// letter (mTOR), or p53. "Was" and "cat" may not be; "Il6" is the gene of a mouse.
bool may_be_symbol(std::string_view spelling);

}  // namespace il2search
