// edit_distance(): examples, and random words against the whole table without the early exit.
#include "base/edit_distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace il2search {
namespace {

unsigned plain_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (unsigned i = 0; i <= a.size(); ++i) {
    for (unsigned j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u), d[i - 1][j] + 1, d[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("nephritis", "nefritis", 2), 2u);
  EXPECT_EQ(edit_distance("asthma", "athsma", 2), 2u);
  EXPECT_EQ(edit_distance("lupus", "lupsu", 2), 1u);
  EXPECT_EQ(edit_distance("", "ab", 2), 2u);
  EXPECT_EQ(edit_distance("same", "same", 2), 0u);
  EXPECT_EQ(edit_distance("kidney", "neoplasm", 2), 3u);
  EXPECT_EQ(edit_distance(std::string(65, 'a'), std::string(65, 'a'), 2), 3u);
}

TEST(EditDistance, StopsAtTheBound) {
  EXPECT_EQ(edit_distance("abcd", "wxyz", 0), 1u);
  EXPECT_EQ(edit_distance("abcd", "wxyz", 3), 4u);
  EXPECT_EQ(edit_distance("abcd", "wxyz", 4), 4u);
  EXPECT_EQ(edit_distance(std::string(kMaxEditDistanceBytes, 'a'), std::string(kMaxEditDistanceBytes, 'b'), 64), 64u);
}

TEST(EditDistance, AgreesWithThePlainTable) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const auto word = [&] {
      std::string text(random() % 9, 'a');
      for (char& c : text) c = static_cast<char>('a' + random() % 3);
      return text;
    };
    const std::string a = word();
    const std::string b = word();
    EXPECT_EQ(edit_distance(a, b, 3), std::min(plain_distance(a, b), 4u)) << a << " " << b;
  }
}

}  // namespace
}  // namespace il2search
