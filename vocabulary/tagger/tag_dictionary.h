// The dictionary's layout on the disk, and the mapped file behind TagDictionary.
//
//   file    := header slots entries concepts strings          little-endian; the header says how many of each
//   slot    := u32 tag, u32 value     open addressing by the hash of a run of words: the low bits are the place, the
//                                     high 32 bits the tag. value 0: empty; else bit 31: longer names begin so,
//                                     bits 0 to 30: 1 + the first entry of the names that are this run, or 0
//   entry   := u32 concept, u32 form, u32 flags               the entries of a run stand together; the last has kLast
//   concept := u32 id, u32 label, u32 type                    id and label: offsets of u16 length and bytes
//
// A run that is not there looks like one that is about once in 2^32 lookups that meet an occupied slot.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <il2search/document.h>

#include "vocabulary/tagger/tagger.h"

namespace il2search {

struct TagSlot {
  std::uint32_t tag = 0;
  std::uint32_t value = 0;
};
inline constexpr std::uint32_t kTagPrefix = 1u << 31;

struct TagEntry {
  std::uint32_t concept_index = 0;
  std::uint32_t form = 0;   // capital_form() of a symbol, else plain_form()
  std::uint32_t flags = 0;  // rank in bits 0 to 7, the smaller the better; kTag… to bit 15; the rest: kTagExact
};
inline constexpr std::uint32_t kTagLast = 1u << 8;      // of the entries of one run
inline constexpr std::uint32_t kTagSymbol = 1u << 9;    // in the case of symbols: see may_be_symbol()
inline constexpr std::uint32_t kTagPlain = 1u << 12;    // one word that no other stands for
inline constexpr std::uint32_t kTagWritten = 1u << 11;  // a symbol in exactly this case
inline constexpr std::uint32_t kTagRankMask = 0xff;
inline constexpr std::uint32_t kTagExactMask = 0xffff0000u;  // of written_form() of a symbol, else of exact_form()

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

// What a run of words is in the dictionary.
struct TagLookup {
  bool prefix = false;        // of a longer name
  std::uint32_t entries = 0;  // 1 + the first entry, or 0
};

struct TagDictionary::Impl {
  explicit Impl(const std::string& path);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  TagLookup look_up(std::uint64_t run) const noexcept;
  // The entries from `first` (as TagLookup gives it) to the one marked last.
  std::span<const TagEntry> entries_from(std::uint32_t first) const noexcept;
  EntityType type(std::uint32_t concept_index) const noexcept;
  std::string_view id(std::uint32_t concept_index) const noexcept;
  std::string_view label(std::uint32_t concept_index) const noexcept;

 private:
  void map(const std::string& path);
  void check(const std::string& path);
  std::string_view string_at(std::uint32_t offset) const noexcept;

  void* bytes_ = nullptr;
  std::size_t size_ = 0;
  std::uint32_t slot_mask_ = 0;
  std::span<const TagSlot> slots_;
  std::span<const TagEntry> entries_;
  std::span<const TagConcept> concepts_;
  std::string_view strings_;
};

}  // namespace il2search
