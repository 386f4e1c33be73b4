// Ancestors and descendants: MeSH by tree numbers, OBO by is_a, supplementary concepts below their headings.
#include "vocabulary/store/hierarchy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include <il2search/error.h>

#include "tests/vocabulary/compiled.h"

namespace il2search {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Two trees; "middle" is missing between C05.550 and C05.550.114.006.
std::vector<VocabularyPart> trees() {
  Concept substance = make_concept("MESH:C000001", "a substance");
  substance.mapped_to = {"MESH:D3", "name:Top"};
  return {make_part("mesh", {heading("MESH:D1", "Top", {"C05"}), heading("MESH:D2", "Joints", {"C05.550", "A02.835"}),
                             heading("MESH:D3", "Deep", {"C05.550.114.006"}), heading("MESH:D4", "Bones", {"A02"}),
                             heading("MESH:D5", "Knee", {"A02.835.100"}), heading("MESH:D6", "No joint", {"C05.551"})}),
          make_part("mesh-supplementary", {substance})};
}

TEST(Hierarchy, DescendantsInMeshFollowTheHeadingsOwnTreeNumbers) {
  CompiledVocabulary v(trees());
  EXPECT_THAT(v.below("MESH:D1"), ElementsAre("MESH:C000001 1", "MESH:D2 1", "MESH:D3 3", "MESH:D6 1"));
  EXPECT_THAT(v.below("MESH:D2"), ElementsAre("MESH:C000001 3", "MESH:D3 2", "MESH:D5 1"));
  EXPECT_THAT(v.below("MESH:D2", 2), ElementsAre("MESH:D3 2", "MESH:D5 1"));
  // Joints are below Bones as well, but their descendants in the other tree are not.
  EXPECT_THAT(v.below("MESH:D4"), ElementsAre("MESH:D2 1", "MESH:D5 2"));
  EXPECT_THAT(v.below("MESH:C000001"), IsEmpty());
}

TEST(Hierarchy, ParentsAreAtTheLongestExistingPrefix) {
  CompiledVocabulary v(trees());
  const auto parents = [&](const char* id) { return v.ids(v->parents(v->find(id))); };
  EXPECT_THAT(parents("MESH:D3"), ElementsAre("MESH:D2"));
  EXPECT_THAT(parents("MESH:D2"), ElementsAre("MESH:D1", "MESH:D4"));
  EXPECT_THAT(parents("MESH:C000001"), ElementsAre("MESH:D1", "MESH:D3"));
  EXPECT_THAT(v.ids(v->children(v->find("MESH:D1"))), ElementsAre("MESH:C000001", "MESH:D2", "MESH:D6"));
  EXPECT_THAT(v.ids(v->ancestors(v->find("MESH:C000001"))), ElementsAre("MESH:D1", "MESH:D2", "MESH:D3"));
  EXPECT_THAT(v->full_concept(v->find("MESH:D3")).parents, ElementsAre("MESH:D2"));
  EXPECT_THAT(v->full_concept(v->find("MESH:C000001")).parents, IsEmpty());
  EXPECT_THAT(v->full_concept(v->find("MESH:C000001")).mapped_to, ElementsAre("MESH:D3", "MESH:D1"));
}

TEST(Hierarchy, InTreeComparesWholeGroups) {
  CompiledVocabulary v(trees());
  const auto in_tree = [&](const char* tree_number) { return v.ids(v->in_tree(tree_number)); };
  EXPECT_THAT(in_tree("C05.550"), ElementsAre("MESH:D2", "MESH:D3"));
  EXPECT_THAT(in_tree("C05.55"), IsEmpty());
  EXPECT_THAT(in_tree("C05.550.114"), ElementsAre("MESH:D3"));
  EXPECT_THAT(in_tree("C"), ElementsAre("MESH:D1", "MESH:D2", "MESH:D3", "MESH:D6"));
  EXPECT_THAT(in_tree("A02.835"), ElementsAre("MESH:D2", "MESH:D5"));
  for (const char* none : {"", "Z", "C0", "C05.", "c05"}) EXPECT_THAT(in_tree(none), IsEmpty()) << none;
}

TEST(Hierarchy, DescendantsReachedTwiceCountOnce) {
  CompiledVocabulary v({make_part("obo-x", {child_of("X:1", {}), child_of("X:2", {"X:1"}), child_of("X:3", {"X:1"}),
                                            child_of("X:4", {"X:2", "X:3"}), child_of("X:5", {"X:4", "X:1"})})});
  EXPECT_THAT(v.below("X:1"), ElementsAre("X:2 1", "X:3 1", "X:4 2", "X:5 1"));
  EXPECT_THAT(v.ids(v->ancestors(v->find("X:5"))), ElementsAre("X:1", "X:2", "X:3", "X:4"));
  EXPECT_THAT(v.warnings, IsEmpty());
}

TEST(Hierarchy, ReportsACycleAndDropsItsClosingEdge) {
  CompiledVocabulary v({make_part("obo-x", {child_of("X:1", {"X:3"}), child_of("X:2", {"X:1"}),
                                            child_of("X:3", {"X:2"}), child_of("X:4", {"X:4"})})});
  EXPECT_THAT(v.warnings, ElementsAre(HasSubstr("X:1 -> X:3 -> X:2 -> X:1"), HasSubstr("X:4 -> X:4")));
  EXPECT_THAT(v.below("X:3"), ElementsAre("X:1 1"));
  EXPECT_THAT(v.below("X:2"), ElementsAre("X:1 2", "X:3 1"));
  EXPECT_THAT(v.below("X:1"), IsEmpty());
  EXPECT_THAT(v->full_concept(v->find("X:2")).parents, IsEmpty());
}

TEST(Hierarchy, ReportsAMissingParent) {
  CompiledVocabulary v({make_part("obo-x", {child_of("X:1", {"X:9"})})});
  EXPECT_THAT(v.warnings, ElementsAre("X:1: its parent X:9 is not loaded"));
  EXPECT_THAT(v->parents(1), IsEmpty());
}

TEST(Hierarchy, ManyWarningsOfAKindEndWithTheirNumber) {
  std::vector<Concept> orphans;
  for (int i = 100; i < 150; ++i) orphans.push_back(child_of("X:" + std::to_string(i), {"X:9"}));
  CompiledVocabulary v({make_part("obo-x", orphans)});
  ASSERT_EQ(v.warnings.size(), 21u);
  EXPECT_EQ(v.warnings.back(), "parents that are not loaded: 30 more");
}

// X:000000 <- X:000001 <- … : `levels` concepts below the first one.
std::vector<VocabularyPart> chain_of(int levels) {
  const auto id = [](int n) { return "X:" + std::string(6 - std::to_string(n).size(), '0') + std::to_string(n); };
  std::vector<Concept> chain{child_of(id(0), {})};
  for (int i = 1; i <= levels; ++i) chain.push_back(child_of(id(i), {id(i - 1)}));
  return {make_part("obo-x", chain)};
}

TEST(Hierarchy, HasUpTo1000Levels) {
  CompiledVocabulary v(chain_of(1000));
  EXPECT_EQ(v->descendants(1).size(), 1000u);
  EXPECT_EQ(v->descendants(1).back().level, 1000u);
  EXPECT_EQ(v->ancestors(1001).size(), 1000u);
}

// Without recursion, and without storing half a billion pairs first.
TEST(Hierarchy, ADeeperOneIsRefusedWithTheConcept) {
  const std::vector<std::pair<std::vector<VocabularyPart>, const char*>> rows = {{chain_of(1001), "X:001001"},
                                                                                 {chain_of(30'000), "X:001001"}};
  for (const auto& [parts, named] : rows) {
    try {
      CompiledVocabulary v(parts);
      ADD_FAILURE() << named;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::broken_file);
      EXPECT_THAT(error.what(), AllOf(HasSubstr("deeper than 1000 levels"), HasSubstr(named)));
      EXPECT_NE(error.hint(), "");
    }
  }
}

TEST(Hierarchy, InvalidTreeNumbersAreLeftOutWithAWarning) {
  CompiledVocabulary v({make_part("mesh", {heading("MESH:D1", "Top", {"C05", "C05-1", ""})})});
  EXPECT_EQ(v.warnings.size(), 2u);
  EXPECT_THAT(v->full_concept(1).tree_numbers, ElementsAre("C05"));
  EXPECT_THAT(v.warnings, Contains(HasSubstr("C05-1")));
}

}  // namespace
}  // namespace il2search
