// Evaluators against an exhaustive one: random lists, sets, queries and thresholds over one segment.
#include "query/ranked/evaluator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>

#include "storage/posting_file_writer.h"
#include "tests/sanitized.h"
#include "tests/storage/test_index.h"

namespace il2search::plan {
namespace {

using test::TestFolder;

constexpr std::uint32_t kDocuments = 30'000;
constexpr std::size_t kLists = 24;
constexpr int kRounds = test::kIsSanitized ? 20 : 100;

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t end) { return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(engine_); }

 private:
  std::mt19937 engine_;
};

using List = std::map<std::uint32_t, std::uint32_t>;  // docid -> frequency

// A segment of random lists, from a few documents to half of all.
class Lists {
 public:
  explicit Lists(Random& random) {
    for (std::uint32_t i = 0; i < kDocuments; ++i)
      lengths.push_back(random.below(50) == 0 ? random.below(100'000) : 20 + random.below(300));
    for (std::size_t i = 0; i < kLists; ++i) {
      List list;
      const std::uint32_t every = 2 + random.below(1u << (1 + i / 2));
      // Frequencies come in stretches, so that blocks differ in their bounds.
      std::uint32_t most = 3;
      for (std::uint32_t docid = 1 + random.below(every); docid <= kDocuments; docid += 1 + random.below(2 * every)) {
        if (random.below(300) == 0) most = 1 + random.below(random.below(5) == 0 ? 40 : 4);
        list[docid] = i % 5 == 4 ? 0 : 1 + random.below(most);
      }
      lists.push_back(std::move(list));
    }
    PostingFileWriter writer(folder / "p");
    for (const std::uint32_t length : lengths) writer.add_length(length);
    for (std::size_t i = 0; i < kLists; ++i) {
      if (lists[i].empty()) continue;
      writer.begin_list(i % 5 != 4);
      for (const auto& [docid, frequency] : lists[i]) writer.add_posting(docid, frequency);
      writer.end_list(name(i));
    }
    writer.finish();
    file.emplace(folder / "p");
  }
  static std::string name(std::size_t i) { return std::string(1, static_cast<char>('a' + i)); }

  const TestFolder folder;
  std::vector<std::uint32_t> lengths;
  std::vector<List> lists;
  std::optional<PostingFile> file;
};

// A leaf of a query: one or two lists as one word, or a set of the documents of a list.
struct Leaf {
  std::vector<std::size_t> lists;
  bool is_set = false;
  std::optional<Bm25> weight;
  double scale = 1;
};
using Leaves = std::vector<Leaf>;

struct RandomQuery {
  std::vector<Leaves> required;
  std::vector<Leaves> optional;
  std::vector<Leaves> excluded;
  std::set<std::uint32_t> hidden;
};

class EvaluatorTest : public testing::Test {
 protected:
  Leaf leaf(bool may_score) {
    Leaf made;
    made.lists.push_back(random_.below(kLists));
    if (random_.below(4) == 0) made.lists.push_back(random_.below(kLists));
    std::sort(made.lists.begin(), made.lists.end());
    made.lists.erase(std::unique(made.lists.begin(), made.lists.end()), made.lists.end());
    made.is_set = random_.below(6) == 0;
    if (made.is_set) made.lists.resize(1);
    std::size_t documents = 0;
    for (const std::size_t list : made.lists) documents += lists_.lists[list].size();
    if (may_score && !made.is_set && random_.below(6) != 0) {
      made.weight.emplace(Collection{kDocuments, kDocuments * 180ull}, static_cast<double>(documents),
                          1 + random_.below(2));
      made.scale = random_.below(3) == 0 ? 0.4 : 1;
    }
    return made;
  }
  Leaves leaves(bool may_score) {
    Leaves made;
    for (std::size_t n = 1 + random_.below(random_.below(2) == 0 ? 1 : 5); n > 0; --n) made.push_back(leaf(may_score));
    return made;
  }
  RandomQuery query() {
    RandomQuery made;
    for (std::size_t n = 1 + random_.below(3); n > 0; --n) made.required.push_back(leaves(true));
    for (std::size_t n = random_.below(3) / 2; n > 0; --n) made.optional.push_back(leaves(true));
    for (std::size_t n = random_.below(3) / 2; n > 0; --n) made.excluded.push_back(leaves(false));
    for (std::size_t n = random_.below(2) * 2000; n > 0; --n) made.hidden.insert(1 + random_.below(kDocuments));
    return made;
  }

  // --- What the evaluators do, the slow way.

  // The score of a document, or nothing if it does not have the leaves.
  std::optional<double> score(const Leaves& any, std::uint32_t docid) const {
    std::optional<double> sum;
    for (const Leaf& one : any) {
      std::uint32_t frequency = 0;
      bool has = false;
      for (const std::size_t list : one.lists) {
        const auto at = lists_.lists[list].find(docid);
        if (at == lists_.lists[list].end()) continue;
        has = true;
        frequency += at->second;
      }
      if (!has) continue;
      sum = sum.value_or(0);
      if (one.weight) *sum += one.weight->score(frequency, lists_.lengths[docid - 1]) * one.scale;
    }
    return sum;
  }
  std::vector<ScoredDocid> matches(const RandomQuery& query) const {
    std::vector<ScoredDocid> found;
    for (std::uint32_t docid = 1; docid <= kDocuments; ++docid) {
      double sum = 0;
      bool has = !query.hidden.contains(docid);
      for (const Leaves& clause : query.required) {
        const auto part = has ? score(clause, docid) : std::nullopt;
        has = part.has_value();
        sum += part.value_or(0);
      }
      for (const Leaves& clause : query.excluded) has = has && !score(clause, docid);
      if (!has) continue;
      for (const Leaves& clause : query.optional) sum += score(clause, docid).value_or(0);
      found.push_back({docid, sum});
    }
    return found;
  }

  Clause clause(const Leaves& any) {
    std::vector<RankedList> made;
    for (const Leaf& one : any) {
      std::vector<StoredPostings> stored;
      for (const std::size_t list : one.lists)
        if (const auto found = lists_.file->find(Lists::name(list))) stored.push_back(*found);
      if (stored.empty()) continue;
      if (!one.is_set) {
        made.emplace_back(*lists_.file, stored, one.weight ? &*one.weight : nullptr, one.scale);
        continue;
      }
      DocidSet& set = *sets_.emplace_back(std::make_unique<DocidSet>(kDocuments));
      for (const auto& [docid, frequency] : lists_.lists[one.lists.front()]) set.add(docid);
      set.finish();
      made.emplace_back(set);
    }
    return Clause(std::move(made));
  }
  std::unique_ptr<Evaluator> evaluator(const RandomQuery& query) {
    SegmentClauses clauses;
    for (const Leaves& one : query.required) clauses.required.push_back(clause(one));
    for (const Leaves& one : query.optional) clauses.optional.push_back(clause(one));
    for (const Leaves& one : query.excluded) clauses.excluded.push_back(clause(one));
    clauses.conditions.push_back([&query](std::uint32_t docid) { return !query.hidden.contains(docid); });
    clauses.sample = sample_;
    return make_evaluator(std::move(clauses), [] {});
  }

  Random random_{1};
  Lists lists_{random_};
  std::shared_ptr<MatchSample> sample_;  // for evaluator()
  std::vector<std::unique_ptr<DocidSet>> sets_;
};

TEST_F(EvaluatorTest, FindsEveryMatchThatScoresEnough) {
  for (int round = 0; round < kRounds; ++round) {
    const RandomQuery asked = query();
    const std::vector<ScoredDocid> all = matches(asked);
    const auto made = evaluator(asked);
    double least = 0;
    std::uint32_t docid = 1;
    for (auto expected = all.begin();;) {
      while (expected != all.end() && (expected->docid < docid || expected->score < least)) ++expected;
      const ScoredDocid found = made->next(docid, least);
      ASSERT_EQ(found.docid, expected == all.end() ? Evaluator::kEnd : expected->docid) << "round " << round;
      if (expected == all.end()) break;
      ASSERT_DOUBLE_EQ(found.score, expected->score) << "round " << round;
      ASSERT_LE(found.score, made->bound());
      // Now and then the page is full of better matches, or the matcher goes on further ahead.
      if (random_.below(20) == 0) least = std::max(least, found.score);
      docid = found.docid + 1 + (random_.below(10) == 0 ? random_.below(2000) : 0);
    }
  }
}

// Whether a list ends early or documents are skipped, each document of the smaller list up to a match is in the sample.
TEST_F(EvaluatorTest, SamplesEveryDocumentOfTheLead) {
  int compared = 0;
  for (std::size_t a = 0; a < kLists; ++a) {
    for (std::size_t b = a + 1; b < kLists; b += 3) {
      const List& lead = lists_.lists[lists_.lists[b].size() < lists_.lists[a].size() ? b : a];
      RandomQuery asked;
      for (const std::size_t list : {a, b}) asked.required.push_back({Leaf{{list}, false, {}, 1}});
      const std::vector<ScoredDocid> all = matches(asked);
      sample_ = std::make_shared<MatchSample>();
      const auto made = evaluator(asked);
      EXPECT_EQ(sample_->documents, lead.size());
      EXPECT_FALSE(sample_->estimate().has_value());
      std::uint64_t matched = 0;
      for (ScoredDocid found = made->next(1, 0); found.docid != Evaluator::kEnd;
           found = made->next(found.docid + 1, 0)) {
        const auto until = std::distance(lead.begin(), lead.upper_bound(found.docid));
        ASSERT_EQ(sample_->considered, static_cast<std::uint64_t>(until)) << a << " " << b;
        ASSERT_EQ(sample_->matched, ++matched);
        ++compared;
      }
      EXPECT_EQ(matched, all.size());
      EXPECT_GE(sample_->estimate().value_or(0), static_cast<double>(matched));
    }
  }
  EXPECT_GT(compared, 1000);
}

TEST_F(EvaluatorTest, FindsTheBestMatches) {
  constexpr std::size_t kPage = 10;
  const auto is_better = [](const ScoredDocid& a, const ScoredDocid& b) {
    return a.score != b.score ? a.score > b.score : a.docid < b.docid;
  };
  for (int round = 0; round < kRounds; ++round) {
    const RandomQuery asked = query();
    std::vector<ScoredDocid> best = matches(asked);
    std::sort(best.begin(), best.end(), is_better);
    best.resize(std::min(best.size(), kPage));
    std::vector<ScoredDocid> page;
    const auto made = evaluator(asked);
    double least = 0;
    for (ScoredDocid found = made->next(1, least); found.docid != Evaluator::kEnd;
         found = made->next(found.docid + 1, least)) {
      page.push_back(found);
      std::sort(page.begin(), page.end(), is_better);
      page.resize(std::min(page.size(), kPage));
      if (page.size() == kPage) least = page.back().score;
    }
    ASSERT_EQ(page.size(), best.size());
    for (std::size_t i = 0; i < page.size(); ++i) {
      EXPECT_EQ(page[i].docid, best[i].docid) << "round " << round;
      EXPECT_DOUBLE_EQ(page[i].score, best[i].score);
    }
  }
}

}  // namespace
}  // namespace il2search::plan
