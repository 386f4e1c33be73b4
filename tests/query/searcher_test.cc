// Searcher as an application sees it: pages, order, totals, filters, finding by identifier, generations, threads, caps.
#include <il2search/searcher.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <il2search/json.h>

#include <nlohmann/json.hpp>

#include "tests/query/sample_documents.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

using Ids = std::vector<std::string>;

class Samples : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    index_->add(sample_documents());
  }
  static void TearDownTestSuite() {
    delete index_;
    index_ = nullptr;
  }
  static Searcher searcher() { return Searcher(index_->path()); }
  static TestIndex* index_;
};
TestIndex* Samples::index_ = nullptr;

bool has_code(const std::vector<Diagnostic>& diagnostics, const std::string& code) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.code == code; });
}

Document numbered(int number, const std::string& title, int year = 0) {
  Document d;
  d.id = "N:" + std::to_string(number);
  d.title = title;
  d.dates.published.year = year;
  return d;
}

TEST_F(Samples, HitHoldsWhatAListShows) {
  SearchOptions options;
  options.match = Match::all;
  const Results results = searcher().search("low-dose proteinuria", options);
  ASSERT_EQ(ids_of(results), (Ids{"PMID:1001"}));
  const Hit& hit = results.hits.front();
  EXPECT_EQ(hit.rank, 1u);
  EXPECT_GT(hit.score, 0);
  EXPECT_EQ(hit.title, "Low-dose interleukin-2 in lupus nephritis");
  EXPECT_EQ(hit.authors, (Ids{"Smith JR", "M\xC3\xBCller K"}));
  EXPECT_EQ(hit.journal, "Journal of Invented Nephrology");
  EXPECT_EQ(to_string(hit.date), "2021-05-03");
  EXPECT_EQ(hit.entities.size(), 3u);
  EXPECT_EQ(results.total, 1u);
  EXPECT_TRUE(results.total_is_exact);
  EXPECT_EQ(results.generation, 1u);
  EXPECT_TRUE(results.next.empty());
}

TEST_F(Samples, SnippetMarksTheOriginalText) {
  const Results results = searcher().search("proteinuria \"low doses\" anti-dsDNA");
  ASSERT_EQ(results.hits.size(), 1u);
  const Snippet& snippet = results.hits.front().snippet;
  Ids marked;
  for (const Span& span : snippet.highlights) marked.push_back(snippet.text.substr(span.start, span.end - span.start));
  EXPECT_EQ(marked, (Ids{"Proteinuria", "low doses", "anti-dsDNA"}));
}

TEST(Snippet, ShowsThePassageWithMostWords) {
  Document d;
  d.id = "LONG:1";
  d.title = "A long text";
  std::string filler;
  for (int i = 0; i < 120; ++i) filler += "nothing to be seen here ";
  d.abstract = {{"", "Lupus stands alone. " + filler + "At last lupus and nephritis in na\xC3\xAFve mice. " + filler}};
  TestIndex index;
  index.add({d});
  const Results results = Searcher(index.path()).search("lupus nephritis mouse naive");
  ASSERT_EQ(results.hits.size(), 1u);
  const Snippet& snippet = results.hits.front().snippet;
  Ids marked;
  for (const Span& span : snippet.highlights) marked.push_back(snippet.text.substr(span.start, span.end - span.start));
  EXPECT_EQ(marked, (Ids{"lupus", "nephritis", "na\xC3\xAFve", "mice"}));
  EXPECT_LT(snippet.text.size(), 300u);
  EXPECT_TRUE(snippet.text.starts_with("\u2026"));
  EXPECT_TRUE(snippet.text.ends_with("\u2026"));
}

TEST_F(Samples, FiltersHoldBesideTheQuery) {
  struct Case {
    std::vector<std::string> mesh, mondo, gene, entities;
    const char* since;
    const char* until;
    const char* query;
    Ids ids;
  };
  const Case cases[] = {
      {{"D008181"}, {}, {}, {}, "", "", "", {"PMID:1001"}},
      {{"mesh:d008181", "D011507"}, {}, {}, {}, "", "", "lupus", {"PMID:1001"}},
      {{"D008181"}, {}, {"3558"}, {}, "", "", "", {"PMID:1001"}},
      {{}, {"0007915"}, {}, {}, "", "", "", {"PMID:1006"}},
      {{}, {}, {}, {"CHEBI:9168"}, "", "", "mouse", {"PMID:1006"}},
      {{}, {}, {}, {}, "2021", "", "kidney", {"PMID:1005", "PMID:1006"}},
      {{}, {}, {}, {}, "2018-01", "2019-12-31", "", {"PMID:1002", "PMID:1007"}},
      {{"D008181"}, {"0007915"}, {}, {}, "", "", "", {}},
  };
  for (const Case& c : cases) {
    SearchOptions options;
    options.mesh = c.mesh;
    options.mondo = c.mondo;
    options.gene = c.gene;
    options.entities = c.entities;
    options.since = c.since;
    options.until = c.until;
    options.sort = Sort::id;
    const Results results = searcher().search(c.query, options);
    EXPECT_EQ(ids_of(results), c.ids) << c.query << " " << results.interpreted;
    // What is said to have been searched finds the same.
    SearchOptions plain;
    plain.sort = Sort::id;
    EXPECT_FALSE(results.has_errors());
    EXPECT_EQ(ids_of(searcher().search(results.interpreted, plain)), c.ids) << results.interpreted;
  }
}

TEST_F(Samples, OrdersWithUndatedLast) {
  SearchOptions options;
  options.sort = Sort::date;
  const Ids newest = ids_of(searcher().search("lupus OR kidney OR trial", options));
  EXPECT_EQ(newest, (Ids{"PMID:1001", "PMID:1006", "PMID:1005", "PMID:1002", "PMID:1007", "FILE:lay/lupus.txt#1"}));
  options.reverse = true;
  const Ids oldest = ids_of(searcher().search("lupus OR kidney OR trial", options));
  EXPECT_EQ(oldest, (Ids{"PMID:1007", "PMID:1002", "PMID:1005", "PMID:1006", "PMID:1001", "FILE:lay/lupus.txt#1"}));
  options.sort = Sort::title;
  options.reverse = false;
  EXPECT_EQ(ids_of(searcher().search("lupus", options)),
            (Ids{"PMID:1001", "PMID:1002", "PMID:1006", "FILE:lay/lupus.txt#1"}));
  options.sort = Sort::journal;
  EXPECT_EQ(ids_of(searcher().search("lupus", options)),
            (Ids{"PMID:1001", "PMID:1002", "FILE:lay/lupus.txt#1", "PMID:1006"}));
  options.sort = Sort::id;
  options.reverse = true;
  EXPECT_EQ(ids_of(searcher().search("lupus", options)),
            (Ids{"PMID:1006", "PMID:1002", "PMID:1001", "FILE:lay/lupus.txt#1"}));
}

TEST_F(Samples, AutomaticMatchFallsBackWithANotice) {
  const Results results = searcher().search("rapamycin steroid biopsy");
  EXPECT_EQ(ids_of(results), (Ids{"PMID:1006", "PMID:1005"}));
  EXPECT_TRUE(has_code(results.diagnostics, "match-any"));
  EXPECT_EQ(results.interpreted, "rapamycin OR steroid OR biopsy");
  SearchOptions all;
  all.match = Match::all;
  EXPECT_TRUE(searcher().search("rapamycin steroid biopsy", all).hits.empty());
  // An operator says what was meant.
  EXPECT_TRUE(searcher().search("rapamycin AND biopsy").hits.empty());
  SearchOptions any;
  any.match = Match::any;
  EXPECT_EQ(searcher().search("rapamycin biopsy", any).total, 2u);
}

TEST_F(Samples, PlainTextHasNoOperators) {
  SearchOptions options;
  options.plain = true;
  const Results results = searcher().search("lupus: (a review AND of the \"treatment", options);
  EXPECT_FALSE(results.has_errors());
  EXPECT_EQ(results.hits.front().id, "PMID:1002");
}

TEST_F(Samples, FindsByAnyIdentifier) {
  const Searcher s = searcher();
  for (const char* id : {"PMID:1001", "1001", "pmid:1001", "PMC9001", "PMCID:PMC9001", "10.1000/LOW.DOSE.1",
                         "https://doi.org/10.1000/low.dose.1"}) {
    const auto document = s.find(id);
    ASSERT_TRUE(document) << id;
    EXPECT_EQ(*document, sample_documents().front()) << id;
  }
  EXPECT_EQ(s.find("FILE:lay/lupus.txt#1")->title, "What is lupus?");
  for (const char* id : {"", " ", "PMID:77", "lupus", "Zlupus"}) EXPECT_FALSE(s.find(id)) << id;
  EXPECT_FALSE(s.find(std::string(5000, 'x')));
}

TEST_F(Samples, LintSaysWhatSearchWouldSay) {
  const Searcher s = searcher();
  EXPECT_TRUE(s.lint("lupus").empty());
  const auto unknown = s.lint("lupus[tii]");
  ASSERT_EQ(unknown.size(), 1u);
  EXPECT_EQ(unknown.front().code, "unknown-field");
  EXPECT_EQ(unknown.front().start, 5u);
  EXPECT_TRUE(has_code(s.lint("mesh:D999999"), "unknown-heading"));
  EXPECT_TRUE(has_code(s.lint("\"lupus"), "unclosed-quote"));
}

TEST_F(Samples, SaysWhatOccursNowhere) {
  const Searcher s = searcher();
  EXPECT_TRUE(has_code(s.search("lupus OR xyzzy").diagnostics, "unknown-word"));
  EXPECT_TRUE(has_code(s.search("\"lupus mice\" OR kidney").diagnostics, "phrase-not-found"));
  EXPECT_FALSE(has_code(s.search("\"lupus nephritis\" AND mice").diagnostics, "phrase-not-found"));
  EXPECT_TRUE(has_code(s.search("2020:2023[dp]").diagnostics, "undated"));
}

TEST_F(Samples, WrongOptionsAreErrors) {
  const Searcher s = searcher();
  const auto code = [&](const SearchOptions& options) -> std::optional<ErrorCode> {
    try {
      s.search("lupus", options);
    } catch (const Error& error) {
      return error.code();
    }
    return std::nullopt;
  };
  SearchOptions since;
  since.since = "yesterday";
  EXPECT_EQ(code(since), ErrorCode::invalid_argument);
  SearchOptions after;
  after.after = "nonsense";
  EXPECT_EQ(code(after), ErrorCode::invalid_argument);
  after.after = "1-10-000000000000";
  EXPECT_EQ(code(after), ErrorCode::invalid_argument);
  SearchOptions limit;
  limit.limit = 10'001;
  EXPECT_EQ(code(limit), ErrorCode::invalid_argument);
  EXPECT_EQ(code({}), std::nullopt);
}

TEST_F(Samples, CancelledAndTimedOut) {
  const Searcher s = searcher();
  std::atomic<bool> cancel = true;
  SearchOptions options;
  options.cancel = &cancel;
  try {
    s.search("lupus", options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
  }
  cancel = false;
  EXPECT_EQ(s.search("lupus", options).total, 4u);
}

TEST_F(Samples, MissingIndex) {
  try {
    Searcher s((index_->folder() / "nothing").string());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::index_missing);
  }
}

TEST_F(Samples, JsonIsValidWhateverTheQuery) {
  const Searcher s = searcher();
  for (const std::string query : {"lupus", "\"lupus", "\xff\xfe", "lupus \x01\x1b[31m", "low-dose"}) {
    const nlohmann::json json = nlohmann::json::parse(to_json(s.search(query)));
    EXPECT_TRUE(json.at("hits").is_array());
    EXPECT_TRUE(json.at("diagnostics").is_array());
    for (const auto& hit : json.at("hits")) {
      EXPECT_TRUE(hit.at("snippet").at("highlights").is_array());
      EXPECT_TRUE(hit.at("entities").is_array());
    }
  }
}

// --- pages and totals

class Many : public ::testing::Test {
 protected:
  static constexpr int kDocuments = 1500;
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    for (int part = 0; part < 3; ++part) {
      std::vector<Document> documents;
      // All of them score alike for `same`; a third is longer.
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

TEST_F(Many, PagesFollowEachOtherWithoutGapOrRepetition) {
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

TEST(Generations, AReaderKeepsItsOwnUntilItAsks) {
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
  EXPECT_EQ(s.find("N:2")->title, "second");
  index.remove({"N:2"});
  EXPECT_TRUE(s.refresh());
  EXPECT_TRUE(s.search("second").hits.empty());
  EXPECT_FALSE(s.find("N:2"));
}

TEST(Generations, RefreshWhileOthersSearch) {
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
        // Generation n holds n documents.
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

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * 4096;
}

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
  const std::size_t before = resident_bytes();
  SearchOptions options;
  options.time_limit = std::chrono::seconds(10);
  for (const std::string& query : queries) {
    const auto start = std::chrono::steady_clock::now();
    try {
      const Results results = s.search(query, options);
      EXPECT_LE(results.diagnostics.size(), 4300u);
    } catch (const Error& error) {
      EXPECT_TRUE(error.code() == ErrorCode::timed_out || error.code() == ErrorCode::out_of_memory) << error.what();
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(12)) << query.substr(0, 40);
  }
  EXPECT_LT(resident_bytes(), before + (std::size_t{256} << 20));
}

}  // namespace
}  // namespace il2search
