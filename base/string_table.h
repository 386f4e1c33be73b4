// StringTable: numbers strings in the order in which they first come.
#pragma once

#include <xxhash.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

// Open addressing over an arena, for hot paths: adding a known string takes about 20 nanoseconds and allocates nothing.
// Keeps its memory when it is cleared. For one thread at a time.
class StringTable {
 public:
  // What add() needs to know of a string, for callers that have computed it already.
  static std::uint64_t hash(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

  // The number of a string, from 0; a new string gets the next one. Error{out_of_memory} if all strings together exceed
  // 4 GiB.
  std::uint32_t add(std::string_view text) { return add(text, hash(text)); }
  std::uint32_t add(std::string_view text, std::uint64_t hash);

  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(strings_.size()); }
  // Valid until the next call of add().
  std::string_view operator[](std::uint32_t number) const noexcept {
    return {arena_.data() + strings_[number].offset, strings_[number].length};
  }
  // The sum of their lengths.
  std::uint64_t bytes() const noexcept { return arena_.size(); }
  // The numbers, in bytewise order of their strings.
  std::vector<std::uint32_t> sorted() const;

  void clear();

 private:
  struct String {
    std::uint32_t offset;  // in the arena
    std::uint32_t length;
  };
  struct Slot {
    std::uint32_t hash;
    std::uint32_t string;  // its number + 1, or 0 if free
  };
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(kFirstSlots);
  std::vector<String> strings_;
  std::string arena_;
  static constexpr std::size_t kFirstSlots = std::size_t{1} << 10;
};

}  // namespace il2search
