// TermBag: open addressing over an arena.
#include "indexer/documents/term_bag.h"

#include <algorithm>

#include "base/string_table.h"
#include "base/utf8.h"
#include "schema/field_table.h"

namespace il2search {

namespace {
constexpr std::size_t kFirstSlots = 2048;
}

TermBag::TermBag() : slots_(kFirstSlots) {}

void TermBag::clear() {
  arena_.clear();
  entries_.clear();
  if (slots_.size() > 64 * kFirstSlots) slots_.resize(kFirstSlots);
  std::fill(slots_.begin(), slots_.end(), 0);
}

std::uint32_t TermBag::add(std::string_view prefix, std::string_view text, std::uint32_t wdf, std::uint8_t seen) {
  text = cut_utf8(text, kMaxTermBytes - prefix.size());
  const std::size_t offset = arena_.size();
  const std::size_t length = prefix.size() + text.size();
  arena_.insert(arena_.end(), prefix.begin(), prefix.end());
  arena_.insert(arena_.end(), text.begin(), text.end());
  const std::string_view term(arena_.data() + offset, length);
  const std::uint64_t hash = StringTable::hash(term);

  std::size_t slot = hash & (slots_.size() - 1);
  while (slots_[slot] != 0) {
    const std::uint32_t index = slots_[slot] - 1;
    Entry& entry = entries_[index];
    if (entry.hash == hash && this->term(entry) == term) {
      entry.wdf += wdf;
      entry.seen |= seen;
      arena_.resize(offset);
      return index;
    }
    slot = (slot + 1) & (slots_.size() - 1);
  }
  entries_.push_back({hash, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length), wdf, seen});
  slots_[slot] = static_cast<std::uint32_t>(entries_.size());
  if (entries_.size() * 2 > slots_.size()) grow();
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

void TermBag::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & (slots.size() - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
    slots[slot] = i + 1;
  }
  slots_ = std::move(slots);
}

}  // namespace il2search
