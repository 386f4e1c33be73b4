// A hash table whose slots refer to an arena.
#include "base/string_table.h"

#include <algorithm>
#include <cstring>

#include <il2search/error.h>

namespace il2search {
namespace {

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), std::min(bytes.size(), sizeof value));
  return __builtin_bswap64(value);
}

}  // namespace

std::uint32_t StringTable::add(std::string_view text, std::uint64_t full_hash) {
  const auto hash = static_cast<std::uint32_t>(full_hash);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot].string != 0; slot = (slot + 1) & mask) {
    const std::uint32_t number = slots_[slot].string - 1;
    if (slots_[slot].hash == hash && (*this)[number] == text) return number;
  }
  if (text.size() > UINT32_MAX - arena_.size())
    throw Error(ErrorCode::out_of_memory, "out of memory: more than 4 GiB of different words");
  const std::size_t offset = arena_.size();
  arena_.append(text);
  strings_.push_back({static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(text.size())});
  slots_[slot] = {hash, size()};
  if (strings_.size() * 2 > slots_.size()) grow();
  return size() - 1;
}

void StringTable::grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  for (const Slot& used : slots_) {
    if (used.string == 0) continue;
    std::size_t slot = used.hash & (larger.size() - 1);
    while (larger[slot].string != 0) slot = (slot + 1) & (larger.size() - 1);
    larger[slot] = used;
  }
  slots_ = std::move(larger);
}

// The first 16 bytes nearly always decide.
std::vector<std::uint32_t> StringTable::sorted() const {
  struct Key {
    std::uint64_t high;
    std::uint64_t low;
    std::uint32_t number;
  };
  std::vector<Key> keys;
  keys.reserve(strings_.size());
  for (std::uint32_t i = 0; i < size(); ++i) {
    const std::string_view text = (*this)[i];
    keys.push_back({big_endian(text), text.size() > 8 ? big_endian(text.substr(8)) : 0, i});
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.high != b.high) return a.high < b.high;
    if (a.low != b.low) return a.low < b.low;
    return (*this)[a.number] < (*this)[b.number];
  });
  std::vector<std::uint32_t> order;
  order.reserve(keys.size());
  for (const Key& key : keys) order.push_back(key.number);
  return order;
}

void StringTable::clear() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  strings_.clear();
  arena_.clear();
}

}  // namespace il2search
