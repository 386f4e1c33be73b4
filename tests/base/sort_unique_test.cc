// Sorted sets made of lists.
#include "base/sort_unique.h"

#include <gtest/gtest.h>

#include <string>

namespace il2search {
namespace {

TEST(SortUnique, SortsAndRemovesDuplicates) {
  std::vector<std::string> words{"b", "a", "b", "c", "a"};
  sort_unique(words);
  EXPECT_EQ(words, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(SortUnique, RemovesDuplicatesFromSortedLists) {
  std::vector<int> numbers{1, 1, 2, 3, 3};
  sort_unique(numbers);
  EXPECT_EQ(numbers, (std::vector<int>{1, 2, 3}));
  std::vector<int> none;
  sort_unique(none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace il2search
