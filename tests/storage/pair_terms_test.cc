// Which pairs are posted, and their terms.
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "storage/pair_terms.h"

namespace il2search {
namespace {

// By how many of 1,000,000 documents have each stem.
TEST(PairTerms, FrequentPairsArePosted) {
  struct Row {
    std::uint32_t first;
    std::uint32_t second;
    bool posted;
  };
  const Row rows[] = {
      {1'000'000, 3'006, true},                           // with a word of all documents
      {1'000'000, 2'990, false}, {500'000, 6'100, true},  // the product counts
      {500'000, 5'900, false},   {20'005, 20'005, true},  // both are at least 2 %
      {20'005, 19'990, false},   {0, 1'000'000, false},
  };
  for (const Row& row : rows) {
    const std::uint32_t first = share_of(row.first, 1'000'000);
    const std::uint32_t second = share_of(row.second, 1'000'000);
    EXPECT_EQ(is_posted(first, second), row.posted) << row.first << " " << row.second;
    EXPECT_EQ(is_posted(second, first), row.posted) << row.first << " " << row.second;
  }
}

TEST(PairTerms, SharesOfTheLargestSegments) {
  EXPECT_EQ(share_of(UINT32_MAX - 1, UINT32_MAX - 1), 1u << 16);
  EXPECT_EQ(share_of(1, UINT32_MAX - 1), 0u);
  EXPECT_EQ(share_of(1, 1), 1u << 16);
}

TEST(PairTerms, AreDifferentAndAfterAllOtherTerms) {
  std::set<std::string> terms;
  const std::uint32_t numbers[] = {1, 2, 63, 64, 65, 7'103, 7'104, 105'408, kMaxWordNumber};
  for (const std::uint32_t first : numbers)
    for (const std::uint32_t second : numbers) {
      std::string term;
      put_pair_term(term, first, second);
      EXPECT_TRUE(is_pair_term(term));
      EXPECT_TRUE(terms.insert(term).second) << first << " " << second;
    }
  EXPECT_GT(*terms.begin(), "\xf4\x8f\xbf\xbf") << "the last character of Unicode";
  EXPECT_FALSE(is_pair_term(""));
  EXPECT_FALSE(is_pair_term("Zlupus"));
}

}  // namespace
}  // namespace il2search
