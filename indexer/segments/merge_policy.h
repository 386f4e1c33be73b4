// Tiered merging: a document is merged again only when the tier of its segment is full.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace il2search {

inline constexpr std::size_t kMaxSegments = 8;

// The positions of the segments to merge into one, ascending; empty for up to kMaxSegments segments. Chooses the smallest
// ones, and every next larger one that is at most four times the sum of the chosen ones.
std::vector<std::size_t> choose_merge(const std::vector<std::uint64_t>& sizes);

}  // namespace il2search
