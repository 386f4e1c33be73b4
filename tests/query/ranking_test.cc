// Ranking of repeated words and of stop words.
#include <random>
#include <string>
#include <vector>

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

// Four segments of documents of many lengths, whose words are frequent and rare.
class RandomTexts : public testing::Test {
 protected:
  static constexpr int kSegments = 4;
  static constexpr int kDocuments = 1300;  // per segment: more than are counted for a total
  static constexpr int kWords = 25;

  RandomTexts() {
    for (int segment = 0; segment < kSegments; ++segment) {
      std::vector<Document> documents;
      for (int i = 0; i < kDocuments; ++i) documents.push_back(random_document(segment * kDocuments + i));
      index_.add(documents);
    }
  }

  std::string random_word() {
    return "term" + std::string(1, static_cast<char>('a' + random_() % (1 + random_() % kWords)));
  }

  std::string random_alternatives() {
    std::string query = random_word();
    for (auto more = 1 + random_() % 5; more > 0; --more) query += " OR " + random_word();
    return query;
  }

  std::vector<Hit> hits(const std::string& query, std::size_t limit) const {
    SearchOptions options;
    options.limit = limit;
    options.snippets = false;
    return Searcher(index_.path()).search(query, options).hits;
  }

 private:
  Document random_document(int number) {
    Document document;
    document.id = "N:" + std::to_string(number);
    for (auto words = 2 + random_() % (1 + random_() % 60); words > 0; --words) document.title += random_word() + " ";
    return document;
  }

  std::mt19937 random_{1};
  TestIndex index_;
};

// Matches that cannot reach the page are not counted then, so that the matcher may leave out most of them.
TEST_F(RandomTexts, ThePageIsTheTopOfTheFullRanking) {
  for (int round = 0; round < 200; ++round) {
    const std::string query = random_alternatives();
    const std::vector<Hit> all = hits(query, kSegments * kDocuments);
    for (const std::size_t limit : {1U, 10U, 40U}) {
      const std::vector<Hit> page = hits(query, limit);
      ASSERT_EQ(page.size(), limit) << query;
      for (std::size_t i = 0; i < limit; ++i) {
        ASSERT_NEAR(page[i].score, all[i].score, 1e-12 * all[i].score) << query << ", hit " << i << " of " << limit;
        const bool is_tied =
            (i > 0 && all[i - 1].score - all[i].score < 1e-9) || all[i].score - all[i + 1].score < 1e-9;
        if (!is_tied) {
          ASSERT_EQ(page[i].id, all[i].id) << query << ", hit " << i << " of " << limit;
        }
      }
    }
  }
}

}  // namespace
}  // namespace il2search
