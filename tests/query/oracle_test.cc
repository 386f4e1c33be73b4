// The oracle itself: cases that can be checked by eye, and that it supports the random queries made for it.
#include "tests/query/oracle.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "query/syntax/parser.h"
#include "tests/query/query_generator.h"

namespace il2search::oracle {
namespace {

Document document(const char* id, const char* title, const char* methods, const char* results,
                  std::vector<std::string> keywords) {
  Document d;
  d.id = id;
  d.title = title;
  d.abstract = {{"METHODS", methods}, {"RESULTS", results}};
  d.keywords = std::move(keywords);
  return d;
}

std::vector<AnalyzedDocument> samples(Analyzer& analyzer) {
  const Document documents[] = {
      document("1", "Low-dose interleukin in lupus", "We treated the patients with tumour pain.",
               "Proteinuria fell; no flare was seen.", {"lupus nephritis"}),
      document("2", "Kidney flares after a change of dose", "Patients with low back pain and hip arthritis.",
               "A high dose of steroid was low in harm.", {"tumors", "IL-2"}),
      document("3", "CD4+ cells in Sjogren syndrome", "Cell counts of IL2 and TNF-alpha.", "The diagnoses changed.",
               {}),
  };
  std::vector<AnalyzedDocument> analyzed;
  for (const Document& d : documents) analyzed.push_back(analyze(d, analyzer));
  return analyzed;
}

TEST(Oracle, MatchesByEye) {
  struct Case {
    const char* query;
    const char* ids;
  };
  const Case cases[] = {
      {"lupus", "1"},
      {"patient", "1 2"},
      {"\"patient\"", ""},
      {"tumor", "1 2"},
      {"flare", "1 2"},
      {"flare[ti]", "2"},
      {"flare[ab]", "1"},
      {"tumor[ot]", "2"},
      {"title:dose OR keyword:lupus", "1 2"},
      {"low dose", "1 2"},
      {"low-dose", "1"},
      {"\"low dose\"", "1"},
      {"\"dose low\"~4", "1 2"},
      {"\"dose low\"~2", "1"},
      {"\"dose low\"~0", "1"},
      {"\"hip pain\"~1", "2"},
      {"\"hip pain\"~0", ""},
      {"\"pain proteinuria\"~9", ""},
      {"proteinur*", "1"},
      {"\"low back pa*\"", "2"},
      {"\"hip arth* back\"~3", "2"},
      {"IL-2", "2 3"},
      {"il2*", "2 3"},
      {"\"tnf alpha\" NOT lupus", "3"},
      {"dose NOT (steroid OR il2)", "1"},
      {"CD4+", "3"},
      {"CD4-", ""},
      {"the lupus of", "1"},
      {"(low dose)[ti]", "1"},
      {"(low AND dose)[ab]", "2"},
      {"(lupus[ot] OR kidney)[ti]", "1 2"},
      {"", ""},
  };
  Analyzer analyzer;
  const std::vector<AnalyzedDocument> documents = samples(analyzer);
  for (const Case& c : cases) {
    std::string ids;
    for (const std::string& id : matching_ids(documents, syntax::parse(c.query).tree, analyzer)) {
      ids += (ids.empty() ? "" : " ") + id;
    }
    EXPECT_EQ(ids, c.ids) << c.query;
  }
}

TEST(Oracle, RejectsWhatItDoesNotSupport) {
  Analyzer analyzer;
  const std::vector<AnalyzedDocument> documents = samples(analyzer);
  for (const char* query : {"MESH:D008180", "2019:2020[dp]", "smith[au]", "colo?r"}) {
    EXPECT_THROW(matches(documents[0], syntax::parse(query).tree, analyzer), std::invalid_argument) << query;
  }
}

TEST(Oracle, SupportsRandomQueriesWhichDiffer) {
  Analyzer analyzer;
  const std::vector<AnalyzedDocument> documents = samples(analyzer);
  QueryGenerator generator(documents, 1);
  QueryGenerator same(documents, 1);
  std::set<std::string> queries;
  std::size_t matching = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string query = generator.next();
    ASSERT_EQ(query, same.next());
    const syntax::Parsed parsed = syntax::parse(query);
    ASSERT_TRUE(parsed.ok()) << query << ": " << parsed.diagnostics.front().message;
    const std::size_t hits = matching_ids(documents, parsed.tree, analyzer).size();
    if (hits > 0 && hits < documents.size()) ++matching;
    queries.insert(query);
  }
  EXPECT_GT(queries.size(), 1500u);
  EXPECT_GT(matching, 800u);  // queries that match some documents but not all
}

}  // namespace
}  // namespace il2search::oracle
