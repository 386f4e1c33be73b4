// Turning a list into a sorted set.
#pragma once

#include <algorithm>
#include <vector>

namespace il2search {

// Sorts the values and removes duplicates. Costs one comparison per value if they are sorted already.
template <class Value> void sort_unique(std::vector<Value>& values) {
  if (!std::is_sorted(values.begin(), values.end())) std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace il2search
