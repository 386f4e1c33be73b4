// Optimal string alignment with three rows and an early exit.
#include "base/edit_distance.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace il2search {

unsigned edit_distance(std::string_view a, std::string_view b, unsigned most) noexcept {
  if (a.size() > kMaxEditDistanceBytes || b.size() > kMaxEditDistanceBytes) return most + 1;
  // The last three rows of the table, row i at (i + 1) % 3: a swap looks two rows back.
  std::array<std::array<unsigned, kMaxEditDistanceBytes + 1>, 3> rows{};
  std::iota(rows[1].begin(), rows[1].end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const auto& two_back = rows[(i + 2) % 3];
    const auto& back = rows[i % 3];
    auto& row = rows[(i + 1) % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned changed = back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, back[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_back[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[(a.size() + 1) % 3][b.size()], most + 1);
}

}  // namespace il2search
