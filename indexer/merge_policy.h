// Which segments to merge: tiered by size, so that a document is merged again only as often as its tier fills up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace il2search {

inline constexpr std::size_t kMaxSegments = 8;

// The places of the segments to merge into one, ascending; empty when there are kMaxSegments or fewer. Merges the
// smallest ones, together with every next larger one that is at most four times the sum of those before it.
std::vector<std::size_t> choose_merge(const std::vector<std::uint64_t>& sizes);

}  // namespace il2search
