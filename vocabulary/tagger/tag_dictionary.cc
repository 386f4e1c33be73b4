// Opening a dictionary and looking names up in it. Opening checks sizes; what a reader follows (offsets, entries,
// types) is checked where it is followed, so that opening touches no page but the first.
#include "vocabulary/tagger/tag_dictionary.h"

#include <cstring>

#include <il2search/error.h>
#include <il2search/text.h>

#include "storage/index_files.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

// Slots are full to two thirds at most, so runs of occupied ones are short; in a file that lies they end here.
constexpr std::uint32_t kMaxProbes = 4096;

template <typename Row> std::span<const Row> rows_at(const char* bytes, std::size_t& at, std::size_t count) {
  const std::span<const Row> rows(reinterpret_cast<const Row*>(bytes + at), count);
  at += count * sizeof(Row);
  return rows;
}

}  // namespace

TagDictionary::TagDictionary(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
TagDictionary::~TagDictionary() = default;

TagDictionary::Impl::Impl(const std::string& path) : file_(map_regular_file(path)) { check(path); }

void TagDictionary::Impl::check(const std::string& path) {
  TagHeader header;
  const TagHeader expected;
  const char* bytes = file_.bytes().data();
  if (file_.bytes().size() < sizeof header) throw_corrupt(path, "it ends early");
  std::memcpy(&header, bytes, sizeof header);
  if (std::memcmp(header.magic, expected.magic, sizeof header.magic) != 0)
    throw_corrupt(path, "it is not a dictionary of names");
  const std::string fingerprint(header.fingerprint, sizeof header.fingerprint);
  if (header.version != expected.version || fingerprint != analyzer_fingerprint())
    throw Error(ErrorCode::index_incompatible,
                "the names of the vocabularies were written by another version: " + terminal_safe(path, false),
                "`il2index rebuild` compiles them again");
  if (header.slot_bits < 1 || header.slot_bits > 30) throw_corrupt(path, "its table of names has an impossible size");
  const std::size_t slots = std::size_t{1} << header.slot_bits;
  const std::size_t needed = sizeof header + slots * sizeof(TagSlot) + header.entries * sizeof(TagEntry) +
                             header.concepts * sizeof(TagConcept) + header.string_bytes;
  if (needed != file_.bytes().size()) throw_corrupt(path, "its size does not match its header");
  std::size_t at = sizeof header;
  slot_mask_ = static_cast<std::uint32_t>(slots - 1);
  slots_ = rows_at<TagSlot>(bytes, at, slots);
  entries_ = rows_at<TagEntry>(bytes, at, header.entries);
  concepts_ = rows_at<TagConcept>(bytes, at, header.concepts);
  strings_ = {bytes + at, header.string_bytes};
}

TagLookup TagDictionary::Impl::look_up(std::uint64_t words_hash) const noexcept {
  const auto tag = static_cast<std::uint32_t>(words_hash >> 32);
  auto at = static_cast<std::uint32_t>(words_hash) & slot_mask_;
  for (std::uint32_t probe = 0; probe < kMaxProbes; ++probe, at = (at + 1) & slot_mask_) {
    const TagSlot slot = slots_[at];
    if (slot.value == 0) return {};
    if (slot.tag == tag) return {(slot.value & kTagPrefix) != 0, slot.value & ~kTagPrefix};
  }
  return {};
}

std::span<const TagEntry> TagDictionary::Impl::entries_from(std::uint32_t first) const noexcept {
  if (first == 0 || first > entries_.size()) return {};
  const auto rest = entries_.subspan(first - 1);
  std::size_t count = 0;
  while (count < rest.size()) {
    if (rest[count].concept_index >= concepts_.size()) return rest.first(count);
    if ((rest[count++].flags & kTagLast) != 0) break;
  }
  return rest.first(count);
}

EntityType TagDictionary::Impl::type(std::uint32_t concept_index) const noexcept {
  const std::uint32_t type = concepts_[concept_index].type;
  return type <= static_cast<std::uint32_t>(EntityType::other) ? static_cast<EntityType>(type) : EntityType::other;
}

std::string_view TagDictionary::Impl::id(std::uint32_t concept_index) const noexcept {
  return string_at(concepts_[concept_index].id);
}

std::string_view TagDictionary::Impl::label(std::uint32_t concept_index) const noexcept {
  return string_at(concepts_[concept_index].label);
}

std::string_view TagDictionary::Impl::string_at(std::uint32_t offset) const noexcept {
  std::uint16_t size = 0;
  if (strings_.size() < sizeof size || offset > strings_.size() - sizeof size) return {};
  std::memcpy(&size, strings_.data() + offset, sizeof size);
  return strings_.substr(offset + sizeof size, size);
}

}  // namespace il2search
