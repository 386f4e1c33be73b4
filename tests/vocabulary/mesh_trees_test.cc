// MeSH's tree files: mtrees and the table with UIs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> rows_of(const VocabularyPart& part) {
  std::vector<std::string> rows;
  for (const TreeRow& row : part.tree_numbers) rows.push_back(row.tree_number + "|" + row.id + "|" + row.heading);
  return rows;
}

TEST(MeshTrees, Mtrees) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_trees, "mtrees2026.bin");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh-trees");
  EXPECT_EQ(outcome.part.version, "2026");
  EXPECT_EQ(outcome.part.source, "mtrees2026.bin");
  EXPECT_THAT(outcome.part.concepts, IsEmpty());
  EXPECT_THAT(rows_of(outcome.part), ElementsAre("A01||Body Regions", "A01.111||Anatomic Landmarks", "A01.236||Breast",
                                                 "A01.236.249||Mammary Glands, Human"));
}

TEST(MeshTrees, Table) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_trees, "tree_table.txt");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.version, "");
  EXPECT_THAT(rows_of(outcome.part),
              ElementsAre("A01|MESH:D001829|Body Regions", "A01.236.249|MESH:D042361|Mammary Glands, Human"));
}

TEST(MeshTrees, Rows) {
  struct Case {
    const char* line;  // after a valid row
    const char* row;   // "" if it is left out
    const char* message;
  };
  const Case cases[] = {
      {"One; Two;B01", "B01||One; Two", ""},
      {"  One  Two ; B01.050 ", "B01.050||One Two", ""},
      {"C;C", "C||C", ""},
      {"B01\tD000001", "B01|MESH:D000001|", ""},
      {"B01\t\tOne", "B01||One", ""},
      {"Caf\xE9;B01", "B01||Café", "Windows-1252"},
      {"no row", "", "not a line with a heading and a tree number"},
      {"One;", "", "not a line with a heading and a tree number"},
      {";B01", "", "without a heading"},
      {"One;B1", "", "invalid tree number: \"B1\""},
      {"One;\x1B[1m", "", "invalid tree number: \"\xEF\xBF\xBD[1m\""},
      {"B01\tX1\tOne", "", "invalid MeSH UI: \"X1\""},
      {"Tree Number\tDesc Ui\tTerm", "", "invalid tree number"},
      {"Other;A01", "", "duplicate tree number"},
  };
  for (const Case& c : cases) {
    const PartOutcome outcome = read_vocabulary(read_mesh_trees, std::string("Body Regions;A01\n") + c.line + "\n");
    const bool taken = *c.row != '\0';
    ASSERT_EQ(outcome.part.tree_numbers.size(), taken ? 2u : 1u) << c.line;
    if (taken) {
      EXPECT_EQ(rows_of(outcome.part)[1], c.row);
    }
    ASSERT_EQ(outcome.problems.size(), *c.message != '\0' ? 1u : 0u) << c.line;
    if (outcome.problems.empty()) continue;
    EXPECT_THAT(outcome.problems[0].message, HasSubstr(c.message));
    EXPECT_EQ(outcome.problems[0].record, 2u);
    EXPECT_EQ(outcome.problems[0].offset, 17u);
    EXPECT_EQ(outcome.problems[0].skipped, !taken);
  }
}

TEST(MeshTrees, LinesOverTheCap) {
  PartOptions options;
  options.record_bytes = 30;
  const PartOutcome outcome =
      read_vocabulary(read_mesh_trees, std::string(40, 'x') + ";A02\nBreast;A01.236\n", options);
  EXPECT_THAT(rows_of(outcome.part), ElementsAre("A01.236||Breast"));
  ASSERT_EQ(outcome.problems.size(), 1u);
  EXPECT_EQ(outcome.problems[0].message, "the line is over 30 bytes");
  EXPECT_EQ(outcome.problems[0].record, 1u);
}

TEST(MeshTrees, FilesWithoutARow) {
  for (const char* text : {"", "\n", "no row\n", "Tree Number\tDesc Ui\tTerm\n"}) {
    const PartOutcome outcome = read_vocabulary(read_mesh_trees, text);
    ASSERT_TRUE(outcome.error.has_value()) << text;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file);
    EXPECT_THAT(outcome.error->what(), HasSubstr("no row with a MeSH tree number: folder/test-file"));
  }
}

}  // namespace
}  // namespace il2search
