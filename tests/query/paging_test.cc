// Searcher over many documents and generations: pages, ties, totals, streams of ids, threads, hostile queries.
#include <il2search/searcher.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/process_memory.h"
#include "tests/query/test_index.h"
#include "tests/sanitized.h"

namespace il2search {
namespace {

using Ids = std::vector<std::string>;

Document numbered(int number, const std::string& title, int year = 0) {
  Document d;
  d.id = "N:" + std::to_string(number);
  d.title = title;
  d.dates.published.year = year;
  return d;
}

class Many : public ::testing::Test {
 protected:
  static constexpr int kDocuments = 1500;
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    for (int part = 0; part < 3; ++part) {
      std::vector<Document> documents;
      // All of them have the same score for `same`; a third is longer.
      for (int i = part; i < kDocuments; i += 3) {
        documents.push_back(numbered(i, i % 3 == 1 ? "same words and more of others" : "same words", 1990 + i % 30));
      }
      index_->add(documents);
    }
  }
  static void TearDownTestSuite() {
    delete index_;
    index_ = nullptr;
  }
  static TestIndex* index_;
};
TestIndex* Many::index_ = nullptr;

TEST_F(Many, PagesHaveNoGapsOrRepetitions) {
  const Searcher s(index_->path());
  for (const Sort sort : {Sort::relevance, Sort::date, Sort::title, Sort::id}) {
    for (const bool reverse : {false, true}) {
      SearchOptions options;
      options.sort = sort;
      options.reverse = reverse;
      options.snippets = false;
      options.limit = 1000;
      Ids whole = ids_of(s.search("same", options));
      options.offset = 1000;
      const Ids rest = ids_of(s.search("same", options));
      whole.insert(whole.end(), rest.begin(), rest.end());
      ASSERT_EQ(whole.size(), std::size_t{kDocuments});
      options.offset = 0;
      options.limit = 70;
      Ids paged;
      for (;;) {
        const Results results = s.search("same", options);
        const Ids page = ids_of(results);
        paged.insert(paged.end(), page.begin(), page.end());
        if (results.next.empty()) break;
        options.after = results.next;
      }
      EXPECT_EQ(paged, whole) << static_cast<int>(sort) << reverse;
    }
  }
}

TEST_F(Many, EqualScoresAreOrderedById) {
  const Searcher s(index_->path());
  SearchOptions options;
  options.limit = 900;
  const Results results = s.search("same", options);
  for (std::size_t i = 1; i < results.hits.size(); ++i) {
    const Hit& a = results.hits[i - 1];
    const Hit& b = results.hits[i];
    ASSERT_TRUE(a.score > b.score || (a.score == b.score && a.id < b.id)) << a.id << " " << b.id;
  }
}

TEST_F(Many, TotalsAreExactWhereAsked) {
  const Searcher s(index_->path());
  SearchOptions options;
  EXPECT_EQ(s.search("more others", options).total, 500u);
  EXPECT_TRUE(s.search("more others", options).total_is_exact);
  options.exact_total = true;
  EXPECT_EQ(s.search("same", options).total, 1500u);
  EXPECT_EQ(s.search("\"same words\"", options).total, 1500u);
  EXPECT_EQ(s.search("same NOT others", options).total, 1000u);
  options.limit = 0;
  const Results counted = s.search("same words", options);
  EXPECT_EQ(counted.total, 1500u);
  EXPECT_TRUE(counted.hits.empty());
  options.exact_total = false;
  EXPECT_GE(s.search("same", options).total, 1000u);
}

TEST_F(Many, StreamsEveryIdInOrder) {
  const Searcher s(index_->path());
  Ids ids;
  s.for_each_match("same", {}, [&](std::string_view id) {
    ids.emplace_back(id);
    return true;
  });
  EXPECT_EQ(ids.size(), std::size_t{kDocuments});
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  int seen = 0;
  s.for_each_match("same", {}, [&](std::string_view) { return ++seen < 7; });
  EXPECT_EQ(seen, 7);
}

TEST_F(Many, ThreadsGetTheSameAnswers) {
  const Searcher s(index_->path());
  const char* queries[] = {"same", "\"same words\"", "others OR same", "oth*", "2001[dp]", "same NOT more", "wor*"};
  std::vector<Ids> expected;
  for (const char* query : queries) expected.push_back(ids_of(s.search(query)));
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (unsigned i = 0; i < 60; ++i) {
        const std::size_t q = (i + t) % std::size(queries);
        if (ids_of(s.search(queries[q])) != expected[q]) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

// --- generations

TEST(Generations, ASearcherKeepsItsGenerationUntilRefresh) {
  TestIndex index;
  index.add({numbered(1, "first"), numbered(2, "first")});
  Searcher s(index.path());
  EXPECT_FALSE(s.refresh());
  index.add({numbered(2, "second"), numbered(3, "first")});
  EXPECT_EQ(s.search("first").total, 2u);
  EXPECT_EQ(s.search("second").total, 0u);
  EXPECT_TRUE(s.refresh());
  EXPECT_EQ(ids_of(s.search("first")), (Ids{"N:1", "N:3"}));
  EXPECT_EQ(ids_of(s.search("second")), (Ids{"N:2"}));
  EXPECT_EQ(s.info().documents, 3u);
  EXPECT_EQ(s.document("N:2")->title, "second");
  index.remove({"N:2"});
  EXPECT_TRUE(s.refresh());
  EXPECT_TRUE(s.search("second").hits.empty());
  EXPECT_FALSE(s.document("N:2"));
}

TEST(Generations, RefreshDuringSearches) {
  TestIndex index;
  index.add({numbered(1, "word")});
  Searcher s(index.path());
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      while (!stop) {
        const Results results = s.search("word");
        // Generation n has n documents.
        if (results.total != results.generation) ++wrong;
      }
    });
  }
  for (int i = 2; i < 8; ++i) {
    index.add({numbered(i, "word")});
    s.refresh();
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(s.search("word").total, 7u);
}

// --- hostile queries

TEST_F(Many, HostileQueriesAnswerOrFail) {
  const Searcher s(index_->path());
  std::vector<std::string> queries;
  std::string words, either, phrases, stars, wildcards, nearness, negations;
  for (int i = 0; i < 4000; ++i) {
    const std::string n = std::to_string(i);
    words += "w" + n + " ";
    either += (i == 0 ? "" : " OR ") + std::string("same");
    phrases += (i == 0 ? "" : " OR ") + std::string("\"same words\"");
    if (i < 3000) stars += (i == 0 ? "" : " OR ") + std::string("wor*");
    if (i < 1000) wildcards += (i == 0 ? "" : " OR ") + std::string("w?r?s");
    if (i < 2000) nearness += "same ";
    if (i < 2000) negations += (i == 0 ? "same" : " NOT others");
  }
  queries = {words,
             either,
             phrases,
             stars,
             wildcards,
             "\"" + nearness + "\"~1000",
             negations,
             std::string(70'000, 'x'),
             std::string(99, '(') + "same" + std::string(99, ')'),
             std::string("same\0words", 10),
             "\"" + nearness + "\""};
  std::string parts = "a";
  for (int i = 0; i < 20'000; ++i) parts += "-b";
  queries.push_back(parts);
  queries.push_back("\"" + parts + "\" OR same");
  const std::size_t before = test::resident_bytes();
  SearchOptions options;
  options.time_limit = std::chrono::seconds(10);
  for (const std::string& query : queries) {
    try {
      const Results results = s.search(query, options);
      EXPECT_LE(results.diagnostics.size(), 4300u);
    } catch (const Error& error) {
      EXPECT_TRUE(error.code() == ErrorCode::timed_out || error.code() == ErrorCode::out_of_memory) << error.what();
    }
  }
  if (!test::kIsSanitized) {
    EXPECT_LT(test::resident_bytes(), before + (std::size_t{256} << 20));
  }
}

}  // namespace
}  // namespace il2search
