// TagMatcher: the words of a text -> matches. The longest name wins, from left to right; a match keeps all concepts that
// its name may mean until the whole text is known.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "vocabulary/tagger/tag_dictionary.h"
#include "vocabulary/tagger/tag_words.h"

namespace il2search {

// The concepts that a name may mean, by type: disease, chemical, gene. Those of a type are equally good and sorted.
using TagMeanings = std::array<std::vector<std::uint32_t>, 3>;
inline constexpr std::size_t kDiseaseSlot = 0;
inline constexpr std::size_t kChemicalSlot = 1;
inline constexpr std::size_t kGeneSlot = 2;
bool means_something(const TagMeanings& meanings) noexcept;

// Words [first, last) of a text and what they mean.
struct TagMatch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  TagMeanings meanings;
};

// What an abbreviation means in the text that defines it.
struct TagShortForm {
  std::uint32_t spelling = 0;  // spelling_hash()
  TagMeanings meanings;        // empty: it is not a name in this text, whatever it looks like
};
class TagShortForms {
 public:
  // `words`: those of the short form. Of two with the same words, the first one that means something counts.
  void add(std::span<const TagWord> words, TagShortForm form);
  bool may_begin_with(std::uint64_t key) const noexcept { return (first_words_ >> (key & 63) & 1) != 0; }
  const TagShortForm* find(std::uint64_t words_hash) const;

 private:
  std::unordered_map<std::uint64_t, TagShortForm> forms_;  // by words_hash()
  std::uint64_t first_words_ = 0;                          // a Bloom filter of the keys of their first words
};

// Holds only views: dictionary, words and text must outlive it.
class TagMatcher {
 public:
  TagMatcher(const TagDictionary::Impl& dictionary, std::span<const TagWord> words, std::string_view text)
      : dictionary_(dictionary), words_(words), text_(text) {}

  // The matches among the words [first, last), in order.
  std::vector<TagMatch> match(std::uint32_t first, std::uint32_t last, const TagShortForms& short_forms) const;

  // What these words mean as one name. They need not be adjacent in the text.
  TagMeanings meaning(std::span<const TagWord> words) const;

 private:
  bool may_begin(std::uint32_t at) const;
  bool may_end(std::uint32_t last) const;
  bool follows_anti(std::uint32_t at) const;
  TagMatch longest_at(std::uint32_t first, std::uint32_t last, const TagShortForms& short_forms) const;
  TagMeanings best_of(std::uint32_t first_entry, std::span<const TagWord> words) const;

  const TagDictionary::Impl& dictionary_;
  std::span<const TagWord> words_;
  std::string_view text_;
};

// Diseases that share a word (tag_lists.cc): "breast and ovarian cancer", "type 1, type 2 and gestational diabetes",
// "hepatitis B and C". Returns the matches together with those of list items that are names only with the first or last
// words of a neighbouring match; in the order of the text, not overlapping.
std::vector<TagMatch> with_list_items(std::vector<TagMatch> matches, std::span<const TagWord> words,
                                      const TagMatcher& matcher);

}  // namespace il2search
