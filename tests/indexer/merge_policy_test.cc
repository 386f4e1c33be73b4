// The merge policy keeps few segments and merges no document too often.
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "indexer/segments/merge_policy.h"
#include "indexer/segments/merge_segments.h"

namespace il2search {
namespace {

using Sizes = std::vector<std::uint64_t>;

struct Row {
  const char* what;
  Sizes sizes;
  std::vector<std::size_t> expected;
};

TEST(ChooseMerge, MergesTheSmallest) {
  const Row rows[] = {
      {"nothing", {}, {}},
      {"few enough", {1, 2, 3, 4, 5, 6, 7, 8}, {}},
      {"all of one size", {9, 9, 9, 9, 9, 9, 9, 9, 9}, {0, 1, 2, 3, 4, 5, 6, 7, 8}},
      {"tiers", {1'000'000, 100'000, 100'000, 100'000, 10'000, 900, 800, 50, 40}, {7, 8}},
      {"tiers that the smaller ones reach", {1'000'000, 100'000, 10'000, 900, 100, 90, 20, 20, 20}, {3, 4, 5, 6, 7, 8}},
      {"empty segments", {5'000, 100, 100, 100, 100, 100, 100, 0, 0, 0}, {7, 8, 9}},
  };
  for (const Row& row : rows) EXPECT_EQ(choose_merge(row.sizes), row.expected) << row.what;
}

TEST(ChooseMerge, ChoosesAtMostTheFanInOfAMerge) { EXPECT_EQ(choose_merge(Sizes(200, 7)).size(), kMergeFanIn); }

// A thousand runs: never more than eight segments are left, and a document is merged once per full tier.
TEST(ChooseMerge, LimitsWritesOverManyRuns) {
  Sizes segments;
  std::uint64_t written = 0;
  constexpr std::uint64_t kRuns = 1000;
  constexpr std::uint64_t kDocuments = 500;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    segments.push_back(kDocuments);
    for (;;) {
      const std::vector<std::size_t> chosen = choose_merge(segments);
      if (chosen.size() < 2) break;
      std::uint64_t sum = 0;
      for (auto i = chosen.rbegin(); i != chosen.rend(); ++i) {
        sum += segments[*i];
        segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(*i));
      }
      written += sum;
      segments.push_back(sum);
    }
    ASSERT_LE(segments.size(), kMaxSegments);
  }
  EXPECT_EQ(std::accumulate(segments.begin(), segments.end(), std::uint64_t{0}), kRuns * kDocuments);
  EXPECT_LT(written, 8 * kRuns * kDocuments);
}

}  // namespace
}  // namespace il2search
