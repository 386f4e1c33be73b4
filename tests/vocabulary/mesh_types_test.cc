// The types of MeSH records, and the forms of MeSH's identifiers.
#include "vocabulary/readers/mesh_types.h"

#include <gtest/gtest.h>

namespace il2search {
namespace {

TEST(MeshTypes, FollowTheTrees) {
  struct Case {
    std::vector<std::string> trees;
    EntityType type;
  };
  const Case cases[] = {
      {{}, EntityType::other},
      {{"C05.550"}, EntityType::disease},
      {{"C23.888.592"}, EntityType::disease},
      {{"F03"}, EntityType::disease},
      {{"F03.600"}, EntityType::disease},
      {{"F01.145"}, EntityType::other},
      {{"D03.633.100.221.173"}, EntityType::chemical},
      {{"A01.236"}, EntityType::anatomy},
      {{"A11.118"}, EntityType::cell_type},
      {{"A11"}, EntityType::cell_type},
      {{"A11.251"}, EntityType::cell_line},
      {{"A11.251.210.190"}, EntityType::cell_line},
      {{"A11.2515"}, EntityType::cell_type},
      {{"B01.050"}, EntityType::species},
      {{"E04"}, EntityType::procedure},
      {{"V02.600"}, EntityType::publication_type},
      {{"M01.060"}, EntityType::other},
      {{"Z01"}, EntityType::other},
      {{"E01", "C10"}, EntityType::disease},
      {{"D12", "C10"}, EntityType::disease},
      {{"A11.118", "D12"}, EntityType::chemical},
      {{"A11.118", "A11.251.5"}, EntityType::cell_line},
      {{"A10", "A11.118"}, EntityType::cell_type},
      {{"A10", "B02"}, EntityType::species},
      {{"V01", "E05"}, EntityType::procedure},
      {{"N02", "V01"}, EntityType::publication_type},
  };
  for (const Case& c : cases) EXPECT_EQ(mesh_type(c.trees), c.type) << (c.trees.empty() ? "" : c.trees[0]);
}

TEST(MeshTypes, FollowTheClassOfSupplementaryRecords) {
  const std::pair<const char*, EntityType> cases[] = {
      {"", EntityType::chemical}, {"1", EntityType::chemical}, {"2", EntityType::procedure},
      {"3", EntityType::disease}, {"4", EntityType::species},  {"5", EntityType::other},
      {"6", EntityType::anatomy}, {"7", EntityType::other},    {"11", EntityType::other},
  };
  for (const auto& [scr_class, type] : cases) EXPECT_EQ(mesh_class_type(scr_class), type) << scr_class;
}

TEST(MeshTypes, FollowSemanticTypes) {
  const std::pair<std::vector<std::string>, EntityType> cases[] = {
      {{}, EntityType::chemical},
      {{"T109", "T121"}, EntityType::chemical},
      {{"T047"}, EntityType::disease},
      {{"T191"}, EntityType::disease},
      {{"T116", "T047"}, EntityType::disease},
      {{"T005"}, EntityType::species},
      {{"T061"}, EntityType::procedure},
      {{"T098"}, EntityType::other},
      {{"T023"}, EntityType::anatomy},
      {{"T999"}, EntityType::chemical},
  };
  for (const auto& [types, type] : cases) EXPECT_EQ(mesh_semantic_type(types), type) << (types.empty() ? "" : types[0]);
}

TEST(MeshTypes, ScopesOfRelations) {
  EXPECT_EQ(mesh_relation_scope("NRW"), NameScope::narrow);
  EXPECT_EQ(mesh_relation_scope("BRD"), NameScope::broad);
  EXPECT_EQ(mesh_relation_scope("REL"), NameScope::related);
  EXPECT_EQ(mesh_relation_scope("EQV"), NameScope::exact);
  EXPECT_EQ(mesh_relation_scope(""), NameScope::related);
  EXPECT_EQ(mesh_relation_scope("nrw"), NameScope::related);
  EXPECT_EQ(inverse_mesh_scope(NameScope::narrow), NameScope::broad);
  EXPECT_EQ(inverse_mesh_scope(NameScope::broad), NameScope::narrow);
  EXPECT_EQ(inverse_mesh_scope(NameScope::related), NameScope::related);
  EXPECT_EQ(inverse_mesh_scope(NameScope::exact), NameScope::exact);
}

TEST(MeshTypes, LexicalTagsOfAbbreviations) {
  for (const char* tag : {"ABB", "ABX", "ACR", "ACX"}) EXPECT_TRUE(is_mesh_abbreviation(tag)) << tag;
  for (const char* tag : {"", "NON", "LAB", "EPO", "NAM", "TRD", "abb"}) EXPECT_FALSE(is_mesh_abbreviation(tag)) << tag;
}

TEST(MeshTypes, FormOfTreeNumbers) {
  for (const char* text : {"C", "C05", "C05.550", "D03.633.100.221.173", "Y04.01", "Z01.058.266"})
    EXPECT_TRUE(is_mesh_tree_number(text)) << text;
  for (const char* text : {"", "c05", "5", "C5", "C055", "C05.", "C05.5", "C05.5500", "C05..550", "C05.55a", "C05 ",
                           "C05,550", "C.550", "CC05"})
    EXPECT_FALSE(is_mesh_tree_number(text)) << text;
  std::string deep = "C05";
  while (deep.size() < 120) deep += ".550";
  EXPECT_FALSE(is_mesh_tree_number(deep));
}

TEST(MeshTypes, FormOfUis) {
  for (const char* text : {"D000001", "C000657245", "Q000188", "D1"}) EXPECT_TRUE(is_mesh_ui(text)) << text;
  for (const char* text : {"", "D", "000001", "d000001", "M0000001", "D00 001", "*D000001", "D0000000000001"})
    EXPECT_FALSE(is_mesh_ui(text)) << text;
}

TEST(MeshTypes, YearsInFileNames) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},
      {"desc2026.gz", "2026"},
      {"nlmdescriptorrecordset_20190101.dtd", "2019"},
      {"d202601.bin", "2026"},
      {"mesh.xml", ""},
      {"mesh-3.xml", ""},
      {"v1.22026.xml", ""},
      {"1234_1999", "1999"},
      {"3026", ""},
  };
  for (const auto& [text, year] : cases) EXPECT_EQ(mesh_year(text), year) << text;
}

}  // namespace
}  // namespace il2search
