// TagMatcher: words of a text -> mentions. The longest name from left to right; a mention keeps all concepts that its
// name may mean until the whole text is known.
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

// Concepts that a name may mean, by type: disease, chemical, gene. Equally good ones, ordered.
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

// What a text's own abbreviations mean.
struct TagShortForm {
  std::uint32_t written = 0;  // written_form()
  TagMeanings meanings;       // nothing: whatever it looks like, it is no name
};
class TagShortForms {
 public:
  // `words`: the short form's. Of two that are written alike, the first that means something counts.
  void add(std::span<const TagWord> words, TagShortForm form);
  bool may_begin_with(std::uint64_t key) const noexcept { return (first_words_ >> (key & 63) & 1) != 0; }
  const TagShortForm* find(std::uint64_t run) const;

 private:
  std::unordered_map<std::uint64_t, TagShortForm> forms_;  // by the run of its words
  std::uint64_t first_words_ = 0;                          // a bit for each, by its key
};

// Holds views only: dictionary, words and text must outlive it.
class TagMatcher {
 public:
  TagMatcher(const TagDictionary::Impl& dictionary, std::span<const TagWord> words, std::string_view text)
      : dictionary_(dictionary), words_(words), text_(text) {}

  // Mentions among the words [first, last). Appends to nothing: a new list, in order.
  std::vector<TagMatch> match(std::uint32_t first, std::uint32_t last, const TagShortForms& short_forms) const;

  // What this run of words may mean, though they do not stand side by side in the text.
  TagMeanings meaning(std::span<const TagWord> words) const;

 private:
  bool may_begin(std::uint32_t at) const;
  bool may_end(std::uint32_t last) const;
  bool stands_against(std::uint32_t at) const;
  TagMatch longest_at(std::uint32_t first, std::uint32_t last, const TagShortForms& short_forms) const;
  TagMeanings best_of(std::uint32_t entries, std::span<const TagWord> words) const;

  const TagDictionary::Impl& dictionary_;
  std::span<const TagWord> words_;
  std::string_view text_;
};

}  // namespace il2search
