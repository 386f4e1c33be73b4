// The layout of the dictionary's file, and TagDictionary::Impl, which looks names up in it.
//
//   file    := header slots entries concepts strings          little-endian; the header has the counts
//   slot    := u32 tag, u32 value     open addressing by words_hash(): the low bits give the slot, the high 32 bits the
//                                     tag. value 0: empty; otherwise bit 31: the words are the beginning of longer
//                                     names; bits 0 to 30: 1 + the first entry of the names with just these words, or 0
//   entry   := u32 concept, u32 form, u32 flags               entries of the same words are adjacent; the last has kTagLast
//   concept := u32 id, u32 label, u32 type                    id and label: offsets of a u16 length and its bytes
//
// Of the lookups that meet an occupied slot, about one in 2^32 finds words that are not in the dictionary.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <il2search/document.h>

#include "base/file.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {

struct TagSlot {
  std::uint32_t tag = 0;
  std::uint32_t value = 0;
};
inline constexpr std::uint32_t kTagPrefix = 1u << 31;

struct TagEntry {
  std::uint32_t concept_index = 0;
  std::uint32_t form = 0;   // uppercase_hash() of a symbol, folded_hash() of other names
  std::uint32_t flags = 0;  // the rank in bits 0 to 7, lower is better; then kTag… flags; then kTagExactMask
};
inline constexpr std::uint32_t kTagRankMask = 0xff;
inline constexpr std::uint32_t kTagLast = 1u << 8;        // the last entry of its words
inline constexpr std::uint32_t kTagSymbol = 1u << 9;      // a symbol, in the cases that may_be_symbol() allows
inline constexpr std::uint32_t kTagExactCase = 1u << 11;  // a symbol in this case only; bit 10 is unused
inline constexpr std::uint32_t kTagNoSynonym = 1u << 12;  // one word that its synonyms do not match
inline constexpr std::uint32_t kTagExactMask =
    0xffff0000u;  // of spelling_hash() of a symbol, exact_hash() of other names

struct TagConcept {
  std::uint32_t id = 0;
  std::uint32_t label = 0;
  std::uint32_t type = 0;
};

struct TagHeader {
  char magic[4] = {'I', 'L', '2', 'G'};
  std::uint32_t version = 1;
  char fingerprint[32] = {};  // of the analyzer that cut the names
  std::uint32_t slot_bits = 0;
  std::uint32_t entries = 0;
  std::uint32_t concepts = 0;
  std::uint32_t string_bytes = 0;
};

// What the dictionary has for a sequence of words.
struct TagLookup {
  bool prefix = false;        // it is the beginning of a longer name
  std::uint32_t entries = 0;  // 1 + the first entry, or 0
};

struct TagDictionary::Impl {
  explicit Impl(const std::string& path);

  TagLookup look_up(std::uint64_t words_hash) const noexcept;
  // The entries from `first` (TagLookup::entries) to the one with kTagLast.
  std::span<const TagEntry> entries_from(std::uint32_t first) const noexcept;
  EntityType type(std::uint32_t concept_index) const noexcept;
  std::string_view id(std::uint32_t concept_index) const noexcept;
  std::string_view label(std::uint32_t concept_index) const noexcept;

 private:
  void check(const std::string& path);
  std::string_view string_at(std::uint32_t offset) const noexcept;

  MappedFile file_;
  std::uint32_t slot_mask_ = 0;
  std::span<const TagSlot> slots_;
  std::span<const TagEntry> entries_;
  std::span<const TagConcept> concepts_;
  std::string_view strings_;
};

}  // namespace il2search
