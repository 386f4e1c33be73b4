// The cost of hostile vocabulary files: each bound with a small input, and the message when it is reached.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "tests/vocabulary/compiled.h"
#include "tests/vocabulary/read_vocabulary.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/store/compile_stages.h"
#include "vocabulary/store/hierarchy.h"

namespace il2search {
namespace {

using test::error_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct StopForTest {};

std::string repeated(std::size_t times, const std::string& text) {
  std::string all;
  all.reserve(times * text.size());
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string lines_of(std::size_t count, const std::string& before, const std::string& after) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += before + std::to_string(i) + after;
  return all;
}

std::string tree_number(std::size_t i) {
  return "C01." + std::to_string(100 + i / 900) + "." + std::to_string(100 + i % 900);
}

std::string tree_lines(std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += "MN = " + tree_number(i) + "\n";
  return all;
}

// A search from each brace to the end of the line would take more than ten seconds.
TEST(VocabularyBounds, ALineOfBracesTakesLinearTime) {
  const auto start = std::chrono::steady_clock::now();
  const PartOutcome outcome = read_vocabulary(
      read_obo, "[Term]\nid: HP:0000001\nname: a\nsynonym: \"b\" EXACT []" + repeated(1'000'000, " {") + "}\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_THAT(PartOutcome::names(outcome.part.concepts.at(0)), ElementsAre("b exact"));
}

TEST(VocabularyBounds, ModifiersEndAtTheNextBrace) {
  const std::pair<const char*, const char*> cases[] = {
      {"a {x=\"1\"}", "a"},         {"a { x=\"1\", y=\"2\"}", "a"},
      {"a {b} {x=\"1\"}", "a {b}"}, {"a {x=1}", "a {x=1}"},
      {"a {=\"1\"}", "a {=\"1\"}"}, {"a {x y=\"1\"}", "a {x y=\"1\"}"},
      {"a {x=\"{\"} {}", "a"},      {"a {}", "a {}"},
      {"a { }", "a { }"},
  };
  for (const auto& [line, label] : cases) {
    const PartOutcome outcome = read_vocabulary(read_obo, std::string("[Term]\nid: HP:0000001\nname: ") + line + "\n");
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << line;
    EXPECT_EQ(outcome.part.concepts[0].label, label) << line;
  }
}

// --- Lists of one concept.

TEST(VocabularyBounds, EachListOverTheCapIsReportedOnce) {
  const PartOutcome outcome =
      read_vocabulary(read_obo, "[Term]\nid: HP:0000001\nname: a\n" + lines_of(2100, "synonym: \"n ", "\" EXACT []\n") +
                                    lines_of(2100, "xref: OMIM:", "\n") + lines_of(2100, "is_a: HP:1", "\n"));
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_EQ(outcome.part.concepts[0].names.size(), 2000u);
  EXPECT_EQ(outcome.part.concepts[0].mappings.size(), 2000u);
  EXPECT_THAT(outcome.messages(), ElementsAre("2004 left out: more than 2000 names, the rest are left out",
                                              "4104 left out: more than 2000 mappings, the rest are left out",
                                              "6204 left out: more than 2000 identifiers, the rest are left out"));
}

TEST(VocabularyBounds, MeshRecordsHaveTheCapsOfAllConcepts) {
  const std::string record = "*NEWRECORD\nRECTYPE = D\nUI = D000001\nMH = Sound\n";
  const struct {
    std::string lines;
    const char* message;
    std::size_t names, tree_numbers, headings;
  } cases[] = {
      {"ENTRY = " + std::string(1000, 'x') + "\nMS = " + std::string(20000, 'x') + "\n", "", 1, 0, 0},
      {"ENTRY = " + std::string(1001, 'x') + "\nENTRY = y\n", "a name is over 1000 bytes: \"xxx", 1, 0, 0},
      {"MS = " + std::string(20001, 'x') + "\n", "a definition is over 20000 bytes", 0, 0, 0},
      {lines_of(2001, "ENTRY = n ", "\n"), "more than 2000 names", 2000, 0, 0},
      {lines_of(2000, "ENTRY = n ", "\n") + lines_of(2000, "ENTRY = n ", "\n"), "", 2000, 0, 0},
      {tree_lines(2001), "more than 2000 tree numbers", 0, 2000, 0},
      {lines_of(2001, "HM = h ", "\n"), "more than 2000 mapped headings", 0, 0, 2000},
      {"HM = " + std::string(1001, 'x') + "\n", "invalid mapped heading", 0, 0, 0},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_vocabulary(read_mesh_ascii, record + c.lines);
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.message;
    const Concept& data = outcome.part.concepts[0];
    EXPECT_EQ(data.names.size(), c.names) << c.message;
    EXPECT_EQ(data.tree_numbers.size(), c.tree_numbers) << c.message;
    EXPECT_EQ(data.mapped_to.size(), c.headings) << c.message;
    EXPECT_LE(data.definition.size(), kMaxDefinitionBytes);
    if (*c.message == '\0') EXPECT_THAT(outcome.messages(), IsEmpty());
    else EXPECT_THAT(outcome.messages(), ElementsAre(HasSubstr(c.message)));
  }
}

TEST(VocabularyBounds, AMeshRecordWithATooLongNameIsLeftOut) {
  const PartOutcome outcome =
      read_vocabulary(read_mesh_ascii, "*NEWRECORD\nRECTYPE = D\nUI = D000001\nMH = " + std::string(1001, 'x') +
                                           "\n*NEWRECORD\nRECTYPE = D\nUI = D000002\nMH = Sound\n");
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_EQ(outcome.part.concepts[0].label, "Sound");
  EXPECT_THAT(outcome.messages(), ElementsAre(HasSubstr("left out: the record's name is over 1000 bytes: \"xxx")));
  const PartOutcome row = read_vocabulary(read_mesh_trees, std::string(1001, 'x') + ";C02\nSound;C01\n");
  EXPECT_EQ(row.part.tree_numbers.size(), 1u);
  EXPECT_THAT(row.messages(), ElementsAre(HasSubstr("left out: a heading is over 1000 bytes: \"xxx")));
}

VocabularyPart tree_rows(std::size_t rows) {
  VocabularyPart part = make_part("mesh-trees", {});
  for (std::size_t i = 0; i < rows; ++i) part.tree_numbers.push_back({"Top", "", tree_number(i)});
  return part;
}

TEST(VocabularyBounds, TreeNumbersOfAHeadingAreCapped) {
  VocabularyPart rows = tree_rows(2010);
  rows.tree_numbers[1] = rows.tree_numbers[0];
  CompiledVocabulary v({make_part("mesh", {heading("MESH:D1", "Top", {})}), rows});
  EXPECT_EQ(v->full_concept(1).tree_numbers.size(), 1999u);
  EXPECT_THAT(v.warnings, Contains(HasSubstr("more than 2000 tree numbers of MESH:D1, left out: C01.102.300")));
  EXPECT_EQ(v.warnings.size(), 10u);
}

// --- Cancelling, wherever a file can keep the program busy.

TEST(VocabularyBounds, ResolvingTreeNumbersAndHeadingsCanBeCancelled) {
  Concept substance = make_concept("MESH:C1", "a substance");
  for (int i = 0; i < 10'000; ++i) substance.mapped_to.push_back("name:no heading " + std::to_string(i));
  const std::pair<const char*, std::vector<VocabularyPart>> cases[] = {
      {"rows", {make_part("mesh", {heading("MESH:D1", "Top", {})}), tree_rows(10'000)}},
      {"headings", {make_part("mesh-supplementary", {substance})}},
  };
  for (const auto& [name, parts] : cases) {
    int asked = 0;
    WarningLog log({});
    std::vector<VocabularyPart> taken = parts;
    merge_parts(taken, log, [&] { ++asked; });
    EXPECT_GE(asked, 4) << name;
  }
}

std::vector<Concept> chain_with_cycles(int length) {
  const auto id = [](int n) { return "X:" + std::to_string(1'000'000 + n); };
  std::vector<Concept> chain;
  for (int i = 0; i < length; ++i) {
    chain.push_back(child_of(id(i), {id(i + 1)}));
    if (i > 0) chain.back().parents.push_back(id(i - 1));
  }
  return chain;
}

TEST(VocabularyBounds, BreakingCyclesCanBeCancelled) {
  const ConceptTable table(chain_with_cycles(20'000));
  WarningLog log({});
  EXPECT_THROW(Hierarchy(table, log, [] { throw StopForTest(); }), StopForTest);
}

TEST(VocabularyBounds, WarningsAreFormattedOnlyIfShown) {
  std::vector<std::string> shown;
  int made = 0;
  WarningLog log([&](const std::string& text) { shown.push_back(text); });
  for (int i = 0; i < 100; ++i) log.note("odd things", [&] { return "thing " + std::to_string(made++); });
  log.finish();
  EXPECT_EQ(made, 20);
  ASSERT_EQ(shown.size(), 21u);
  EXPECT_EQ(shown[19], "thing 19");
  EXPECT_EQ(shown[20], "odd things: 80 more");
}

TEST(VocabularyBounds, EveryCycleOfAChainIsBroken) {
  const ConceptTable table(chain_with_cycles(900));
  std::vector<std::string> shown;
  WarningLog log([&](const std::string& text) { shown.push_back(text); });
  const Hierarchy hierarchy(table, log, [] {});
  log.finish();
  EXPECT_EQ(shown.size(), 22u);
  EXPECT_EQ(hierarchy.parents(1).size(), 1u);
  EXPECT_EQ(hierarchy.parents(2).size(), 1u);
}

TEST(VocabularyBounds, HeadingsThatShareTreeNumbersDoNotMultiply) {
  std::vector<Concept> headings;
  for (int i = 0; i < 6'400; ++i)
    headings.push_back(heading("MESH:D" + std::to_string(100'000 + i), "h", {i % 2 == 0 ? "C01" : "C01.100"}));
  const ConceptTable table(std::move(headings));
  WarningLog log({});
  std::string message;
  EXPECT_EQ(error_of([&] { Hierarchy(table, log, [] {}); }, &message), ErrorCode::broken_file);
  EXPECT_THAT(message, HasSubstr("share the same tree numbers: C01"));
}

TEST(VocabularyBounds, ChainsOfReplacementsAreCapped) {
  std::vector<Concept> concepts{make_concept("X:0", "old")};
  concepts[0].obsolete = true;
  for (int i = 1; i <= 1500; ++i) {
    concepts.push_back(make_concept("X:" + std::to_string(i), "new"));
    concepts[0].replaced_by.push_back(concepts.back().id);
  }
  CompiledVocabulary v({make_part("obo-x", std::move(concepts))});
  EXPECT_EQ(v->successors(v->find("X:0")).size(), 999u);
}

}  // namespace
}  // namespace il2search
