// The edit distance of two short words, for suggestions.
#pragma once

#include <cstddef>
#include <string_view>

namespace il2search {

inline constexpr std::size_t kMaxEditDistanceBytes = 64;

// How many bytes must be inserted, deleted, replaced or swapped with their neighbour to turn one word into the other
// (optimal string alignment); `most` + 1 if that is more than `most` or a word is longer than kMaxEditDistanceBytes.
unsigned edit_distance(std::string_view a, std::string_view b, unsigned most) noexcept;

}  // namespace il2search
