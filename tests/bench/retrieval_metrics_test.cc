// The metrics of retrieval quality against values computed by hand.
#include "bench/retrieval_metrics.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "bench/judged_collection.h"

namespace il2search::bench {
namespace {

// Three relevant documents; with 1/log2(2) = 1, 1/log2(3) = 0.63093 and 1/log2(4) = 0.5 the ideal DCG of grades 2 1 1
// is 2 + 0.63093 + 0.5 = 3.13093, that of two ranks 2.63093.
const Judgments kJudged = {{"a", 1}, {"b", 2}, {"c", 1}, {"x", 0}, {"y", -1}};

struct Row {
  const char* what;
  Ranking ranking;
  double ndcg_10;
  double ndcg_2;
  double precision;
  double recall_2;
};

TEST(RetrievalMetrics, AgreeWithValuesByHand) {
  const Row rows[] = {
      {"best order", {"b", "a", "c"}, 1, 1, 1, 2.0 / 3},
      {"nothing found", {}, 0, 0, 0, 0},
      {"only others", {"x", "y", "z"}, 0, 0, 0, 0},
      // DCG 1 + 2 * 0.63093 = 2.26186
      {"two, in the wrong order", {"a", "b"}, 2.26186 / 3.13093, 2.26186 / 2.63093, 2.0 / 3, 2.0 / 3},
      // DCG 2 * 0.63093 + 1 / log2(5) = 1.26186 + 0.43068; precision (1/2 + 2/4) / 3
      {"others between", {"x", "b", "z", "c"}, 1.69254 / 3.13093, 1.26186 / 2.63093, 1.0 / 3, 1.0 / 3},
  };
  for (const Row& row : rows) {
    EXPECT_NEAR(ndcg(row.ranking, kJudged, 10), row.ndcg_10, 1e-5) << row.what;
    EXPECT_NEAR(ndcg(row.ranking, kJudged, 2), row.ndcg_2, 1e-5) << row.what;
    EXPECT_NEAR(average_precision(row.ranking, kJudged), row.precision, 1e-9) << row.what;
    EXPECT_NEAR(recall(row.ranking, kJudged, 2), row.recall_2, 1e-9) << row.what;
  }
}

TEST(RetrievalMetrics, BeyondTheDepthNothingCounts) {
  Ranking ranking(10, "x");
  ranking.push_back("b");
  EXPECT_EQ(ndcg(ranking, kJudged, 10), 0);
  EXPECT_NEAR(average_precision(ranking, kJudged), 1.0 / 11 / 3, 1e-9);
}

TEST(RetrievalMetrics, AverageOverTopicsWithRelevantDocuments) {
  const std::map<std::string, Judgments> judgments = {
      {"found", {{"a", 1}}}, {"missed", {{"b", 1}}}, {"without relevant", {{"c", 0}}}};
  const std::map<std::string, Ranking> run = {{"found", {"a"}}, {"without relevant", {"c"}}, {"not judged", {"a"}}};
  const Evaluation figures = evaluate(run, judgments);
  EXPECT_EQ(figures.topics, 2u);
  EXPECT_DOUBLE_EQ(figures.ndcg_10, 0.5);
  EXPECT_DOUBLE_EQ(figures.map, 0.5);
  EXPECT_DOUBLE_EQ(figures.recall_100, 0.5);
}

class JudgedCollectionTest : public testing::Test {
 protected:
  JudgedCollectionTest() : folder_(std::filesystem::temp_directory_path() / "il2test-XXXXXX") {
    if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no folder");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ + "/" + name) << content;
    return folder_ + "/" + name;
  }

 private:
  std::string folder_;
};

TEST_F(JudgedCollectionTest, ReadsTopicsAndJudgments) {
  const auto collection = read_collection("corpus", file("topics", "1\tlow dose in lupus\n2\ta b\n"),
                                          file("qrels", "1 0 D:7 2\n1 0 D:8 0\n\n"));
  ASSERT_EQ(collection.topics.size(), 2u);
  EXPECT_EQ(collection.topics[0].second, "low dose in lupus");
  EXPECT_EQ(collection.judgments.at("1"), (Judgments{{"D:7", 2}, {"D:8", 0}}));
}

TEST_F(JudgedCollectionTest, RefusesWhatIsNone) {
  const std::string topics = file("topics", "1\ta\n");
  const std::string qrels = file("qrels", "1 0 D:7 1\n");
  EXPECT_THROW(read_collection("c", topics + ".missing", qrels), std::runtime_error);
  EXPECT_THROW(read_collection("c", file("no-tab", "1 a\n"), qrels), std::runtime_error);
  EXPECT_THROW(read_collection("c", topics, file("no-grade", "1 0 D:7\n")), std::runtime_error);
}

}  // namespace
}  // namespace il2search::bench
