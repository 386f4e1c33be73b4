// Chooses segments to merge.
#include "indexer/segments/merge_policy.h"

#include <algorithm>
#include <numeric>

#include "indexer/segments/merge_segments.h"

namespace il2search {

std::vector<std::size_t> choose_merge(const std::vector<std::uint64_t>& sizes) {
  if (sizes.size() <= kMaxSegments) return {};
  std::vector<std::size_t> by_size(sizes.size());
  std::iota(by_size.begin(), by_size.end(), std::size_t{0});
  std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t a, std::size_t b) { return sizes[a] < sizes[b]; });
  const std::size_t needed = sizes.size() - kMaxSegments + 1;
  std::size_t chosen = 0;
  std::uint64_t sum = 0;
  while (chosen < by_size.size() && chosen < kMergeFanIn && (chosen < needed || sizes[by_size[chosen]] <= 4 * sum))
    sum += sizes[by_size[chosen++]];
  by_size.resize(chosen);
  std::sort(by_size.begin(), by_size.end());
  return by_size;
}

}  // namespace il2search
