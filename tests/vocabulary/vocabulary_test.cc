// Lookup in a compiled vocabulary: ids, names, hierarchy, mappings, completion and suggestions.
#include "vocabulary/store/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/vocabulary/compiled.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Vocabulary, MayBeEmpty) {
  CompiledVocabulary v({});
  EXPECT_EQ(v->size(), 0u);
  EXPECT_EQ(v->find("MESH:D1"), 0u);
  EXPECT_EQ(v->longest_name(), 0u);
  EXPECT_THAT(v.named("lupus"), IsEmpty());
  EXPECT_THAT(v->in_tree("C"), IsEmpty());
  EXPECT_THAT(v->complete("a", 10, v.analyzer), IsEmpty());
  EXPECT_THAT(v->suggest("lupos", 10, v.analyzer), IsEmpty());
}

std::vector<VocabularyPart> neoplasms() {
  Concept kidney = heading("MESH:D007680", "Kidney Neoplasms", {"C04.588.945.947.535", "C12.758.820.750"});
  kidney.names = {{"Cancer of Kidney", NameScope::exact}, {"Renal Neoplasms", NameScope::exact}};
  Concept old = make_concept("MONDO:0000001", "kidney neoplasm");
  old.obsolete = true;
  old.replaced_by = {"MONDO:0000002"};
  Concept between = make_concept("MONDO:0000002", "renal growth");
  between.obsolete = true;
  between.replaced_by = {"MONDO:0005206", "MONDO:0000001"};
  Concept live = make_concept("MONDO:0005206", "kidney disorder", {{"kidney neoplasm", NameScope::related}});
  return {make_part("mesh", {kidney}), make_part("mondo", {old, between, live})};
}

TEST(Vocabulary, FindsIdsAndReturnsConcepts) {
  CompiledVocabulary v(neoplasms());
  EXPECT_EQ(v->size(), 4u);
  const ConceptNumber n = v->find("MESH:D007680");
  ASSERT_NE(n, 0u);
  EXPECT_EQ(v->id(n), "MESH:D007680");
  EXPECT_EQ(v->head(n).label, "Kidney Neoplasms");
  EXPECT_EQ(v->head(n).type, EntityType::disease);
  EXPECT_FALSE(v->head(n).obsolete);
  EXPECT_TRUE(v->head(v->find("MONDO:0000001")).obsolete);
  EXPECT_EQ(v->full_concept(n).names.size(), 2u);
  for (const char* missing : {"", "A", "MESH:D00768", "MESH:D0076801", "ZZZ:1"}) EXPECT_EQ(v->find(missing), 0u);
}

TEST(Vocabulary, FindsNamesClosestScopeFirstObsoleteLast) {
  CompiledVocabulary v(neoplasms());
  for (const char* name : {"Kidney Neoplasms", "kidney neoplasm", "KIDNEY  NEOPLASM"})
    EXPECT_THAT(v.named(name), ElementsAre("MESH:D007680 label", "MONDO:0005206 related", "MONDO:0000001 label"));
  EXPECT_THAT(v.named("kidney neoplasm", "MONDO"), ElementsAre("MONDO:0005206 related", "MONDO:0000001 label"));
  EXPECT_THAT(v.named("kidney neoplasm", "MON"), IsEmpty());
  EXPECT_THAT(v.named("kidney"), IsEmpty());
  EXPECT_THAT(v.named("..."), IsEmpty());
  EXPECT_EQ(v->longest_name(), 3u);
}

TEST(Vocabulary, FollowsReplacementsInACycle) {
  CompiledVocabulary v(neoplasms());
  EXPECT_THAT(v.ids(v->successors(v->find("MONDO:0000001"))), ElementsAre("MONDO:0005206"));
  EXPECT_THAT(v->successors(v->find("MONDO:0005206")), IsEmpty());
}

TEST(Vocabulary, CompletesByAnyNameShortestFirst) {
  CompiledVocabulary v(neoplasms());
  const auto names = [&](const char* text, std::size_t limit = 10, const char* vocabulary = "") {
    return CompiledVocabulary::names(v->complete(text, limit, v.analyzer, vocabulary));
  };
  EXPECT_THAT(names("kidn"), ElementsAre("Kidney Neoplasms", "kidney disorder"));
  EXPECT_THAT(names("kidn", 1), ElementsAre("Kidney Neoplasms"));
  EXPECT_THAT(names("kidn", 10, "MONDO"), ElementsAre("kidney disorder"));
  EXPECT_THAT(names("kidney neoplasms"), ElementsAre("Kidney Neoplasms", "kidney neoplasm"));
  EXPECT_THAT(names("Renal Neo"), ElementsAre("Renal Neoplasms"));
  EXPECT_THAT(names("kidney "), ElementsAre("Kidney Neoplasms", "kidney disorder"));
  EXPECT_THAT(names("kid "), IsEmpty());
  EXPECT_THAT(names(""), IsEmpty());
  for (const std::size_t bytes : {60u, 200u, 490u, 10'000u}) {
    EXPECT_THAT(names(std::string(bytes, 'a').c_str()), IsEmpty());
    EXPECT_THAT(names(std::string(bytes / 2, 'a').append(" ").append(bytes / 2, 'b').c_str()), IsEmpty());
  }
  std::string words;
  while (words.size() < 490) words += "kidney ";
  EXPECT_THAT(names(words.c_str()), IsEmpty());
}

// More names than are kept precede those of the vocabulary that is asked for.
TEST(Vocabulary, CompletesWithinAVocabularyAfterManyOthers) {
  std::vector<Concept> headings;
  for (int i = 10'000; i < 12'500; ++i)
    headings.push_back(make_concept("MESH:D" + std::to_string(i), "unit u" + std::to_string(i)));
  CompiledVocabulary v({make_part("mesh", headings), make_part("mondo", {make_concept("MONDO:1", "urticaria"),
                                                                         make_concept("MONDO:2", "unit uz")})});
  const auto names = [&](const char* text, const char* vocabulary) {
    return CompiledVocabulary::names(v->complete(text, 3000, v.analyzer, vocabulary));
  };
  EXPECT_THAT(names("u", "MONDO"), ElementsAre("unit uz", "urticaria"));
  EXPECT_THAT(names("unit u", "MONDO"), ElementsAre("unit uz"));
  EXPECT_THAT(names("u", "HP"), IsEmpty());
  EXPECT_EQ(names("u", "MESH").size(), 2000u);
  EXPECT_EQ(names("u", "").size(), 2000u);
}

TEST(Vocabulary, SuggestsNearNames) {
  CompiledVocabulary v(neoplasms());
  const auto names = [&](const char* text) { return CompiledVocabulary::names(v->suggest(text, 10, v.analyzer)); };
  EXPECT_THAT(names("kidny neoplasms"), ElementsAre("Kidney Neoplasms", "kidney neoplasm"));
  EXPECT_THAT(names("kydney neplasm"), ElementsAre("Kidney Neoplasms", "kidney neoplasm"));
  EXPECT_THAT(names("cancer of kidnee"), ElementsAre("Cancer of Kidney"));
  EXPECT_THAT(names("xyzzyx"), IsEmpty());
}

}  // namespace
}  // namespace il2search
