// Walks over many terms, compared with the postings of each term.
#include "query/plan/term_walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/query/test_index.h"

namespace il2search {
namespace {

Entity numbered(std::size_t number, Provenance provenance) {
  Entity entity;
  entity.id = "MONDO:" + std::to_string(1'000'000 + number);
  entity.vocabulary = "MONDO";
  entity.type = EntityType::disease;
  entity.provenance = provenance;
  return entity;
}

// Four segments of 60 documents with up to 20 of 400 entities each.
void fill(const std::string& path, std::mt19937& random) {
  WriterOptions options;
  options.jobs = 1;
  options.tag = false;
  IndexWriter writer(path, options);
  for (int i = 0; i < 240; ++i) {
    Document document;
    document.id = "T:" + std::to_string(i);
    document.title = "text";
    for (std::size_t count = random() % 20; count > 0; --count) {
      document.entities.push_back(
          numbered(random() % 400, random() % 3 == 0 ? Provenance::tagged : Provenance::annotated));
    }
    writer.add(document);
    if (i % 60 == 59) writer.publish();
  }
}

// Sorted terms: some that exist, some between those, some before and after all of them.
std::vector<std::string> some_terms(std::mt19937& random, std::size_t count) {
  std::set<std::string> terms;
  while (terms.size() < count) {
    const std::string number = std::to_string(1'000'000 + random() % 400);
    const std::size_t kind = random() % 10;
    if (kind < 6) terms.insert("E:MONDO:" + number);
    else if (kind < 8) terms.insert("E:MONDO:" + number + "x" + std::to_string(random() % 9));
    else terms.insert((kind == 8 ? "A" : "Zzzz") + number);
  }
  return {terms.begin(), terms.end()};
}

std::set<std::uint32_t> postings(const Segment& segment, const std::string& term) {
  std::set<std::uint32_t> all;
  segment.postings.for_each_posting(term, [&](std::uint32_t docid, std::uint32_t) { all.insert(docid); });
  return all;
}

std::set<std::uint32_t> members(const plan::DocidSet& set) {
  std::set<std::uint32_t> all;
  for (std::uint32_t docid = set.first_from(1); docid != 0; docid = set.first_from(docid + 1)) all.insert(docid);
  return all;
}

class TermWalks : public ::testing::TestWithParam<bool> {};

TEST_P(TermWalks, FindTheDocumentsOfThePostings) {
  const bool from_source = GetParam();
  std::mt19937 random(7);
  TestIndex index;
  fill(index.path(), random);
  plan::IndexView view(Snapshot::open(index.path()));
  ASSERT_GT(view.segments().size(), 1u);
  for (const std::size_t count : {1u, 2u, 5u, 60u, 300u, 900u}) {
    const std::vector<std::string> terms = some_terms(random, count);
    Budget budget(std::chrono::milliseconds(0), nullptr);
    const plan::TermWalk walk = plan::walk_terms(terms, view, budget, from_source);
    for (std::size_t s = 0; s < view.segments().size(); ++s) {
      std::set<std::uint32_t> expected;
      for (const std::string& term : terms) {
        std::set<std::uint32_t> own = postings(view.snapshot()->segments()[s], term);
        if (from_source) {
          for (const std::uint32_t docid : postings(view.snapshot()->segments()[s], "ET:" + term.substr(2)))
            own.erase(docid);
        }
        expected.insert(own.begin(), own.end());
      }
      EXPECT_EQ(members((*walk.sets)[s]), expected) << count << " terms, segment " << s;
    }
    for (std::size_t i = 0; i < terms.size(); ++i) EXPECT_EQ(walk.occurs[i], view.exists(terms[i])) << terms[i];
  }
}

INSTANTIATE_TEST_SUITE_P(AnySource, TermWalks, ::testing::Values(false, true));

TEST(TermWalk, OfNothingIsEmpty) {
  TestIndex index;
  std::mt19937 random(8);
  fill(index.path(), random);
  plan::IndexView view(Snapshot::open(index.path()));
  Budget budget(std::chrono::milliseconds(0), nullptr);
  const plan::TermWalk walk = plan::walk_terms({}, view, budget);
  EXPECT_TRUE(walk.occurs.empty());
  for (const plan::DocidSet& set : *walk.sets) EXPECT_EQ(set.size(), 0u);
}

TEST(TermWalk, StopsWhenCancelled) {
  TestIndex index;
  std::mt19937 random(9);
  fill(index.path(), random);
  plan::IndexView view(Snapshot::open(index.path()));
  const std::atomic<bool> cancel = true;
  Budget budget(std::chrono::milliseconds(0), &cancel);
  EXPECT_THROW(plan::walk_terms(some_terms(random, 900), view, budget), Error);
}

}  // namespace
}  // namespace il2search
