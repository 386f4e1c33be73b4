// StringTable against std::map.
#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/string_table.h"

namespace il2search {
namespace {

std::string random_word(std::mt19937& random) {
  std::string word(random() % 20, ' ');
  for (char& c : word) c = static_cast<char>(random() % 4);
  return word;
}

TEST(StringTable, NumbersStringsInTheOrderInWhichTheyCome) {
  std::mt19937 random(1);
  StringTable table;
  for (int round = 0; round < 3; ++round) {
    std::map<std::string, std::uint32_t> expected;
    for (int i = 0; i < 20'000; ++i) {
      const std::string word = random_word(random);
      const auto [at, is_new] = expected.emplace(word, static_cast<std::uint32_t>(expected.size()));
      ASSERT_EQ(table.add(word), at->second);
      ASSERT_EQ(table[at->second], word);
    }
    ASSERT_EQ(table.size(), expected.size());
    std::vector<std::uint32_t> sorted;
    std::size_t bytes = 0;
    for (const auto& [word, number] : expected) {
      sorted.push_back(number);
      bytes += word.size();
    }
    EXPECT_EQ(table.sorted(), sorted);
    EXPECT_EQ(table.bytes(), bytes);
    table.clear();
    EXPECT_EQ(table.size(), 0u);
  }
}

TEST(StringTable, TellsStringsWithTheSameHashApart) {
  StringTable table;
  EXPECT_EQ(table.add("one", 7), 0u);
  EXPECT_EQ(table.add("two", 7), 1u);
  EXPECT_EQ(table.add("one", 7), 0u);
  EXPECT_EQ(table.add("two", 7), 1u);
}

}  // namespace
}  // namespace il2search
