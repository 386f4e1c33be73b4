// Ranking of repeated words and of stop words.
#include <gtest/gtest.h>

#include "tests/query/test_index.h"

namespace il2search {
namespace {

Document titled(const std::string& id, const std::string& title) {
  Document document;
  document.id = id;
  document.title = title;
  return document;
}

class Ranking : public testing::Test {
 protected:
  Ranking() {
    index_.add({titled("D:kidney", "Kidney disease"), titled("D:lupus", "Lupus disease"),
                titled("D:vitamin-a", "A vitamin"), titled("D:vitamin", "One vitamin"), titled("D:a", "A new trial"),
                titled("D:other", "Nothing else")});
  }

  std::vector<std::string> any(const std::string& query) const {
    SearchOptions options;
    options.match = Match::any;
    return ids_of(Searcher(index_.path()).search(query, options));
  }

 private:
  TestIndex index_;
};

using Ids = std::vector<std::string>;

TEST_F(Ranking, RepeatedWordsCountForMore) {
  EXPECT_EQ(any("kidney lupus lupus"), (Ids{"D:lupus", "D:kidney"}));
  EXPECT_EQ(any("kidney lupus kidney"), (Ids{"D:kidney", "D:lupus"}));
  EXPECT_EQ(any("lupus OR kidney OR lupus"), (Ids{"D:lupus", "D:kidney"}));
}

TEST_F(Ranking, StopWordsBesideAnotherWordOnlyRank) {
  EXPECT_EQ(any("vitamin a"), (Ids{"D:vitamin-a", "D:vitamin"}));
  EXPECT_EQ(any("a"), (Ids{"D:vitamin-a", "D:a"}));
}

}  // namespace
}  // namespace il2search
