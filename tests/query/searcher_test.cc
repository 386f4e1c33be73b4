// Searcher as an application uses it: hits, snippets, filters, order, documents by identifier, diagnostics, errors.
#include <il2search/searcher.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <utility>
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

TEST_F(Samples, HitsHoldWhatAListShows) {
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

// As in the canonical text, where it is a blank.
TEST_F(Samples, AControlCharacterSeparatesWordsOfNames) {
  SearchOptions options;
  options.match = Match::all;
  ASSERT_EQ(searcher().search("review[pt]", options).total, 1u);
  for (const char* query : {"r eview[pt]",
                            "r\x04"
                            "eview[pt]",
                            "r\teview[pt]",
                            "\"r\x04"
                            "eview\"[pt]"}) {
    EXPECT_EQ(searcher().search(query, options).total, 0u) << query;
  }
}

TEST(Snippet, ShowsThePassageWithMostWords) {
  Document d;
  d.id = "LONG:1";
  d.title = "A long text";
  std::string filler;
  for (int i = 0; i < 120; ++i) filler += "nothing to be seen here ";
  d.abstract = {{"", "Lupus by itself. " + filler + "At last lupus and nephritis in na\xC3\xAFve mice. " + filler}};
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

TEST_F(Samples, FiltersNarrowTheQuery) {
  struct Case {
    std::vector<std::pair<const char*, const char*>> fields;
    const char* since;
    const char* until;
    const char* query;
    Ids ids;
  };
  const Case cases[] = {
      {{{"mesh", "D008181"}}, "", "", "", {"PMID:1001"}},
      {{{"mesh", "mesh:d008181"}, {"mesh", "D011507"}}, "", "", "lupus", {"PMID:1001"}},
      {{{"mesh", "D008181"}, {"gene", "3558"}}, "", "", "", {"PMID:1001"}},
      {{{"mondo", "0007915"}}, "", "", "", {"PMID:1006"}},
      {{{"entity", "CHEBI:9168"}}, "", "", "mouse", {"PMID:1006"}},
      {{}, "2021", "", "kidney", {"PMID:1005", "PMID:1006"}},
      {{}, "2018-01", "2019-12-31", "", {"PMID:1002", "PMID:1007"}},
      {{{"mesh", "D008181"}, {"mondo", "0007915"}}, "", "", "", {}},
  };
  for (const Case& c : cases) {
    SearchOptions options;
    for (const auto& [field, value] : c.fields) options.filters.push_back(Query::field(field, value));
    options.filters.push_back(Query::published(c.since, c.until));
    options.sort = Sort::id;
    const Results results = searcher().search(c.query, options);
    EXPECT_EQ(ids_of(results), c.ids) << c.query << " " << results.interpreted;
    // The interpreted query finds the same.
    SearchOptions plain;
    plain.sort = Sort::id;
    EXPECT_FALSE(results.has_errors());
    EXPECT_EQ(ids_of(searcher().search(results.interpreted, plain)), c.ids) << results.interpreted;
  }
}

TEST_F(Samples, SortsUndatedDocumentsLast) {
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
  // With an operator, all words are required.
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
    const auto document = s.document(id);
    ASSERT_TRUE(document) << id;
    EXPECT_EQ(*document, sample_documents().front()) << id;
  }
  EXPECT_EQ(s.document("FILE:lay/lupus.txt#1")->title, "What is lupus?");
  for (const char* id : {"", " ", "PMID:77", "lupus", "Zlupus"}) EXPECT_FALSE(s.document(id)) << id;
  EXPECT_FALSE(s.document(std::string(5000, 'x')));
}

TEST_F(Samples, LintGivesTheDiagnosticsOfSearch) {
  const Searcher s = searcher();
  EXPECT_TRUE(s.lint("lupus").empty());
  const auto unknown = s.lint("lupus[tii]");
  ASSERT_EQ(unknown.size(), 1u);
  EXPECT_EQ(unknown.front().code, "unknown-field");
  EXPECT_EQ(unknown.front().start, 5u);
  EXPECT_TRUE(has_code(s.lint("mesh:D999999"), "unknown-heading"));
  EXPECT_TRUE(has_code(s.lint("\"lupus"), "unclosed-quote"));
}

TEST_F(Samples, NamesWordsThatOccurNowhere) {
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

TEST_F(Samples, FiltersAreQueries) {
  const Searcher s = searcher();
  SearchOptions options;
  options.match = Match::all;
  options.filters = {Query::parse("lupus OR kidney").without(Query::parse("mouse"))};
  EXPECT_EQ(s.search("", options).total, s.search("(lupus OR kidney) NOT mouse").total);
  EXPECT_EQ(s.search("", options).interpreted, "(lupus OR kidney) NOT mouse");
  EXPECT_EQ(s.search("trial", options).interpreted, "trial AND ((lupus OR kidney) NOT mouse)");
  // Settings hold wherever they are written; an error in a filter has no place in the query.
  options.filters = {Query::parse("mesh:D008181 AND explode:0")};
  EXPECT_EQ(s.search("lupus", options).interpreted, "lupus AND mesh:D008181 AND explode:0");
  options.filters = {Query::parse("mesh:"), Query::parse("lupus AND")};
  const Results wrong = s.search("lupus", options);
  EXPECT_TRUE(wrong.has_errors());
  EXPECT_TRUE(wrong.hits.empty());
  for (const Diagnostic& d : wrong.diagnostics) EXPECT_EQ(d.end, 0u) << d.code;
}

TEST_F(Samples, TheTotalDoesNotDependOnThePage) {
  const Searcher s = searcher();
  for (const char* query : {"lupus", "lupus OR kidney", "lupus AND kidney", "\"lupus nephritis\"", "mesh:D008181",
                            "lup*", "2018:2023[dp]", "rapamycin steroid biopsy", "\"low doses\" AND lupus", "xyzzy"}) {
    for (const Sort sort : {Sort::relevance, Sort::date, Sort::id}) {
      SearchOptions options;
      options.sort = sort;
      const Results whole = s.search(query, options);
      for (const auto& [limit, offset] : {std::pair(0, 0), std::pair(0, 3), std::pair(10, 1000), std::pair(1, 70)}) {
        options.limit = static_cast<std::size_t>(limit);
        options.offset = static_cast<std::size_t>(offset);
        const Results page = s.search(query, options);
        EXPECT_EQ(page.total, whole.total) << query << " " << limit << " " << offset;
        EXPECT_EQ(page.interpreted, whole.interpreted) << query;
        EXPECT_LE(page.hits.size(), options.limit);
        EXPECT_EQ(page.next, "") << query;
      }
    }
  }
}

}  // namespace
}  // namespace il2search
