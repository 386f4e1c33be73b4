// The distance between two short words, for suggestions.
#pragma once

#include <cstddef>
#include <string_view>

namespace il2search {

// Bytes inserted, deleted, replaced, or swapped with their neighbour that turn one word into the other (optimal string
// alignment), or `most` + 1 where more than `most` are needed or a word is longer than kMaxEditDistanceBytes.
inline constexpr std::size_t kMaxEditDistanceBytes = 64;
unsigned edit_distance(std::string_view a, std::string_view b, unsigned most) noexcept;

}  // namespace il2search
