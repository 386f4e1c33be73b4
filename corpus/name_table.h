// A table of names known at compile time: the element names of an XML format.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace il2search {

// Rows have a member `name`; names are unique and not empty. Cost of a look-up: a hash of the length and four letters,
// and one comparison for most names.
template <typename Row, std::size_t N, std::size_t Slots> class NameTable {
 public:
  static_assert(N < Slots / 2, "a table that is half full is slow");

  constexpr explicit NameTable(const Row (&rows)[N]) : rows_(rows) {
    for (std::size_t i = 0; i < N; ++i) {
      std::size_t slot = slot_of(rows[i].name);
      while (slots_[slot] != 0) slot = (slot + 1) % Slots;
      slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  // nullptr for an unknown name.
  const Row* find(std::string_view name) const noexcept {
    if (name.empty()) return nullptr;
    for (std::size_t slot = slot_of(name); slots_[slot] != 0; slot = (slot + 1) % Slots) {
      const Row& row = rows_[slots_[slot] - 1u];
      if (row.name == name) return &row;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t slot_of(std::string_view name) {
    const auto letter = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
    const std::size_t n = name.size();
    return (n * 31 + letter(0) * 5 + letter(n - 1) * 113 + letter(n / 2) * 59 + letter(n / 3) * 17) % Slots;
  }

  const Row* rows_;
  std::array<std::uint16_t, Slots> slots_{};  // row numbers from 1; 0: an empty slot
};

}  // namespace il2search
