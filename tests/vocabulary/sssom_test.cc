// SSSOM: mappings, prefixes defined by the set, rows that are not used.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/base/data_folder.h"
#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> rows_of(const PartOutcome& outcome) {
  std::vector<std::string> rows;
  for (const MappingRow& row : outcome.part.mappings) {
    rows.push_back(row.subject + " " + to_string(row.predicate) + " " + row.object);
  }
  return rows;
}

constexpr const char* kSetHeader =
    "#curie_map:\n"
    "#  mesh: http://identifiers.org/mesh/\n"
    "#  M: http://purl.obolibrary.org/obo/MONDO_\n"
    "#  \"tree\": https://example.org/tree/\n"
    "#mapping_set_id: https://w3id.org/sets/my_set.sssom.tsv\n"
    "#mapping_set_version: \"2025-03-01\"\n";

TEST(Sssom, ReadsASet) {
  const PartOutcome outcome =
      read_vocabulary(read_sssom, std::string(kSetHeader) +
                                      "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\n"
                                      "M:0007915\tlupus\tskos:exactMatch\tmesh:D008180\tsemapv:ManualMappingCuration\n"
                                      "M:0007915\tlupus\tskos:exactMatch\tmesh:D008180\tsemapv:LexicalMatching\n"
                                      "MONDO:0007915\t\"a \"\"quoted\"\"\tlabel\"\tskos:closeMatch\tDOID:9074\tx\n"
                                      "tree:7\t\tskos:broadMatch\tOMIMPS:152700\tx\n");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "sssom-my_set");
  EXPECT_EQ(outcome.part.version, "2025-03-01");
  EXPECT_THAT(rows_of(outcome), ElementsAre("MONDO:0007915 exact MESH:D008180", "MONDO:0007915 close DOID:9074",
                                            "tree:7 broad OMIM:PS152700"));
}

TEST(Sssom, Predicates) {
  const struct {
    const char* predicate;
    const char* word;
  } cases[] = {
      {"skos:exactMatch", "exact"},     {"skos:closeMatch", "close"},
      {"skos:broadMatch", "broad"},     {"skos:narrowMatch", "narrow"},
      {"skos:relatedMatch", "related"}, {"owl:equivalentClass", "exact"},
      {"oboInOwl:hasDbXref", "xref"},   {"http://www.w3.org/2004/02/skos/core#exactMatch", "exact"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_vocabulary(
        read_sssom, std::string("object_id\tpredicate_id\tsubject_id\nMESH:D1\t") + c.predicate + "\tMONDO:1\n");
    EXPECT_THAT(rows_of(outcome), ElementsAre(std::string("MONDO:0000001 ") + c.word + " MESH:D1")) << c.predicate;
    EXPECT_EQ(outcome.part.name, "sssom-test-file");
  }
}

TEST(Sssom, CommaSeparated) {
  const PartOutcome outcome = read_vocabulary(
      read_sssom,
      "# mapping_set_id: https://w3id.org/sets/c,,,\r\nsubject_id,subject_label,predicate_id,object_id\r\n"
      "MONDO:0007915,\"lupus, systemic\",skos:exactMatch,mesh:D008180\r\n"
      "MONDO:0000001,plain,skos:exactMatch,\"mesh:D004194\"\r\n");
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "sssom-c");
  EXPECT_THAT(rows_of(outcome), ElementsAre("MONDO:0007915 exact MESH:D008180", "MONDO:0000001 exact MESH:D004194"));
}

TEST(Sssom, CountsRowsThatAreNotUsed) {
  const PartOutcome outcome = read_vocabulary(read_sssom,
                                              "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\n"
                                              "MONDO:1\t\tskos:exactMatch\tMESH:D1\n"
                                              "MONDO:1\tNot\tskos:exactMatch\tMESH:D2\n"
                                              "HP:1\t\tsemapv:crossSpeciesExactMatch\tMP:1\n"
                                              "HP:2\t\tsemapv:crossSpeciesExactMatch\tMP:2\n"
                                              "MONDO:3\t\tskos:exactMatch\tsssom:NoTermFound\n");
  EXPECT_THAT(outcome.messages(),
              ElementsAre("0: 1 negated mappings were left out",
                          "0: 2 rows with the predicate \"semapv:crossSpeciesExactMatch\" were left out",
                          "0: 1 rows without an object were left out"));
  EXPECT_EQ(outcome.part.mappings.size(), 1u);
}

TEST(Sssom, ReportsBadRowsAndReadsTheRest) {
  const struct {
    std::string row;
    const char* message;
  } cases[] = {
      {"MONDO:1\tskos:exactMatch", "2 left out: the line has 2 columns, the header has 3"},
      {"MONDO:1\tskos:exactMatch\tMESH:D1\tmore", "2 left out: the line has 4 columns, the header has 3"},
      {"lupus\tskos:exactMatch\tMESH:D1", "2 left out: invalid subject identifier: \"lupus\""},
      {"MONDO:1\tskos:exactMatch\t", "2 left out: invalid object identifier: \"\""},
      {"MONDO:1\tskos:exactMatch\tX:\xFF", "2 left out: invalid object identifier"},
      {"MONDO:1\tskos:exactMatch\t" + std::string(5000, 'x'), "2 left out: the line is over 1000 bytes"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_vocabulary(
        read_sssom, "subject_id\tpredicate_id\tobject_id\n" + c.row + "\n\nMONDO:2\tskos:exactMatch\tMESH:D2\n", 1000);
    ASSERT_EQ(outcome.problems.size(), 1u) << c.row;
    EXPECT_THAT(outcome.messages()[0], HasSubstr(c.message));
    EXPECT_THAT(rows_of(outcome), ElementsAre("MONDO:0000002 exact MESH:D2"));
  }
}

// Such a line would define the empty prefix, which empty fields have.
TEST(Sssom, LinesOfTheCurieMapWithoutAKey) {
  const PartOutcome outcome = read_vocabulary(read_sssom,
                                              "#curie_map:\n#  nothing\n#  : x\nsubject_id\tpredicate_id\tobject_id\n"
                                              "\tskos:exactMatch\tMESH:D1\nMONDO:2\tskos:exactMatch\tMESH:D2\n");
  EXPECT_THAT(outcome.messages(), ElementsAre("5 left out: invalid subject identifier: \"\""));
  EXPECT_THAT(rows_of(outcome), ElementsAre("MONDO:0000002 exact MESH:D2"));
}

TEST(Sssom, BrokenFiles) {
  for (const char* text : {"", "#only: a comment\n", "a\tb\n1\t2\n", "subject_id\tpredicate_id\tobject_id\n"}) {
    const PartOutcome outcome = read_vocabulary(read_sssom, text);
    ASSERT_TRUE(outcome.error.has_value()) << text;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file) << text;
  }
}

class SssomFiles : public DataFolderTest {};

TEST_F(SssomFiles, HaveAllMappingsOfMondoToMesh) {
  const std::string path = data("mondo/mondo_exactmatch_mesh.sssom.tsv");
  std::size_t expected = 0;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("MONDO:") && line.find("\tskos:exactMatch\tmesh:") != std::string::npos) ++expected;
  }
  const PartOutcome outcome = read_vocabulary_file("sssom", path);
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "sssom-mondo_exactmatch_mesh");
  EXPECT_GT(expected, 8000u);
  EXPECT_EQ(outcome.part.mappings.size(), expected);
  for (const MappingRow& row : outcome.part.mappings) {
    EXPECT_TRUE(row.object.starts_with("MESH:")) << row.object;
    EXPECT_EQ(row.predicate, MappingPredicate::exact);
  }
}

}  // namespace
}  // namespace il2search
