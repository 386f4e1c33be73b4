// Random queries on random documents: the index finds what the oracle finds, in one segment and in several with replaced
// and deleted documents.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "query/syntax/parser.h"
#include "tests/query/oracle.h"
#include "tests/query/query_generator.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

constexpr std::array<const char*, 44> kWords = {
    "lupus",     "nephritis",   "nephritides", "kidney",     "renal",     "low-dose",   "IL-2",       "IL2",
    "treatment", "treated",     "treats",      "patients",   "patient",   "the",        "of",         "with",
    "cells",     "cell",        "T",           "regulatory", "TNF-alpha", "TNF",        "alpha",      "dose",
    "doses",     "proteinuria", "flare",       "flares",     "remission", "anti-dsDNA", "antibody",   "antibodies",
    "diagnosis", "diagnoses",   "tumour",      "tumor",      "neoplasm",  "serum",      "complement", "randomised",
    "trial",     "trials",      "and",         "interleukin"};

// Queries that once had wrong results.
constexpr const char* kHard[] = {
    "regulatory NOT ((il OR results) AND treatment the complement[tiab])",
    "regulatory NOT ((\"il diagn*\" OR results) AND treatment the complement)",
    "abstract:ant* OR tiab:tnfal*",
};

class Corpus {
 public:
  explicit Corpus(std::uint32_t seed) : random_(seed) {}

  Document document(int number) {
    Document document;
    document.id = "TEST:" + std::to_string(number);
    document.title = words(3, 9);
    const std::size_t sections = below(3);
    for (std::size_t i = 0; i < sections; ++i) document.abstract.push_back({i == 0 ? "" : "RESULTS", words(5, 30)});
    const std::size_t keywords = below(3);
    for (std::size_t i = 0; i < keywords; ++i) document.keywords.push_back(words(1, 3));
    return document;
  }

 private:
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  std::string words(std::size_t least, std::size_t most) {
    std::string text;
    for (std::size_t count = least + below(most - least + 1); count > 0; --count) {
      text += (text.empty() ? "" : " ") + std::string(kWords[below(kWords.size())]);
    }
    return text;
  }

  std::mt19937 random_;
};

std::vector<std::string> all_ids(const Searcher& searcher, const std::string& query, const SearchOptions& options) {
  std::vector<std::string> ids;
  searcher.for_each_match(query, options, [&](std::string_view id) {
    ids.emplace_back(id);
    return true;
  });
  return ids;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += text + " ";
  return out;
}

// Compares the results of `count` random queries. The documents are those that the index shows.
void compare(const TestIndex& index, const std::vector<Document>& documents, std::uint32_t seed, int count) {
  Analyzer analyzer;
  std::vector<oracle::AnalyzedDocument> analyzed;
  for (const Document& document : documents) analyzed.push_back(oracle::analyze(document, analyzer));
  oracle::QueryGenerator generator(analyzed, seed);
  const Searcher searcher(index.path());
  SearchOptions options;
  options.match = Match::all;
  options.limit = 1000;
  options.snippets = false;
  int matching = 0;
  for (int i = 0; i < count; ++i) {
    const std::string query = i < static_cast<int>(std::size(kHard)) ? kHard[i] : generator.next();
    const auto expected = oracle::matching_ids(analyzed, syntax::parse(query).tree, analyzer);
    const Results results = searcher.search(query, options);
    ASSERT_FALSE(results.has_errors()) << query;
    std::vector<std::string> found = ids_of(results);
    std::sort(found.begin(), found.end());
    ASSERT_EQ(joined(found), joined(expected)) << query;
    ASSERT_EQ(results.total, expected.size()) << query;
    ASSERT_TRUE(results.total_is_exact) << query;
    ASSERT_EQ(joined(all_ids(searcher, query, options)), joined(expected)) << query;
    matching += expected.empty() ? 0 : 1;
  }
  EXPECT_GT(matching, count / 3);
}

TEST(Differential, OneSegment) {
  Corpus corpus(1);
  std::vector<Document> documents;
  for (int i = 0; i < 60; ++i) documents.push_back(corpus.document(i));
  TestIndex index;
  index.add(documents);
  compare(index, documents, 11, 1500);
}

TEST(Differential, OneSegmentWithoutPairs) {
  Corpus corpus(3);
  std::vector<Document> documents;
  for (int i = 0; i < 60; ++i) documents.push_back(corpus.document(i));
  TestIndex index;
  index.add(documents, UINT32_MAX);
  compare(index, documents, 13, 700);
}

TEST(Differential, SegmentsWithDeletedDocuments) {
  Corpus corpus(2);
  std::map<std::string, Document> alive;
  TestIndex index;
  for (int generation = 0; generation < 4; ++generation) {
    std::vector<Document> batch;
    // Half of each batch replaces documents of the previous batch.
    for (int i = 0; i < 20; ++i) batch.push_back(corpus.document(generation * 10 + i));
    // Segments with and without pairs in one index.
    index.add(batch, generation % 2 == 0 ? 1 : UINT32_MAX);
    for (const Document& document : batch) alive[document.id] = document;
  }
  index.remove({"TEST:0", "TEST:25", "TEST:49"});
  for (const char* id : {"TEST:0", "TEST:25", "TEST:49"}) alive.erase(id);
  std::vector<Document> documents;
  for (const auto& [id, document] : alive) documents.push_back(document);
  const Searcher searcher(index.path());
  EXPECT_EQ(searcher.info().documents, documents.size());
  EXPECT_GT(searcher.info().segments, 1u);
  compare(index, documents, 12, 1500);
}

}  // namespace
}  // namespace il2search
