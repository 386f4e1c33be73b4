// obographs JSON: it gives the same concepts as OBO; broken and hostile JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kGraph = R"({"graphs": [{
  "id": "http://purl.obolibrary.org/obo/mondo.json",
  "meta": {"basicPropertyValues": [{"pred": "x", "val": "y"}], "version": "http://purl.obolibrary.org/obo/mondo/releases/2025-02-04/mondo.json"},
  "nodes": [
    {"id": "http://purl.obolibrary.org/obo/MONDO_0007915", "lbl": "systemic lupus erythematosus", "type": "CLASS", "meta": {
      "definition": {"val": "A disease\nof many organs.", "xrefs": ["PMID:1"]},
      "synonyms": [{"pred": "hasExactSynonym", "val": "disseminated lupus"},
                   {"pred": "hasExactSynonym", "val": "SLE", "synonymType": "http://purl.obolibrary.org/obo/mondo#ABBREVIATION"},
                   {"pred": "hasRelatedSynonym", "val": "lupus"}],
      "xrefs": [{"val": "MESH:D008180"}, {"val": "UMLS:C0024141"}, {"val": "PMID:7"}],
      "basicPropertyValues": [
        {"pred": "http://www.w3.org/2004/02/skos/core#exactMatch", "val": "http://identifiers.org/mesh/D008180"},
        {"pred": "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId", "val": "MONDO:0019558"},
        {"pred": "http://www.geneontology.org/formats/oboInOwl#hasOBONamespace", "val": "mondo"}]}},
    {"id": "http://purl.obolibrary.org/obo/MONDO_0000002", "lbl": "obsolete thing", "type": "CLASS", "meta": {"deprecated": true,
      "basicPropertyValues": [
        {"pred": "http://purl.obolibrary.org/obo/IAO_0100001", "val": "http://purl.obolibrary.org/obo/MONDO_0007915"},
        {"pred": "http://www.geneontology.org/formats/oboInOwl#consider", "val": "MONDO:0007915"}]}},
    {"id": "http://purl.obolibrary.org/obo/MONDO_0000001", "lbl": "disease", "type": "CLASS"},
    {"id": "http://purl.obolibrary.org/obo/BFO_0000050", "lbl": "part of", "type": "PROPERTY"},
    {"id": "http://purl.obolibrary.org/obo/UBERON_0002113", "lbl": "kidney", "type": "CLASS"}],
  "edges": [
    {"sub": "http://purl.obolibrary.org/obo/MONDO_0007915", "pred": "is_a", "obj": "http://purl.obolibrary.org/obo/MONDO_0000001"},
    {"sub": "http://purl.obolibrary.org/obo/MONDO_0007915", "pred": "http://purl.obolibrary.org/obo/RO_0004026", "obj": "http://purl.obolibrary.org/obo/UBERON_0002113"}],
  "logicalDefinitionAxioms": [{"definedClassId": "x", "genusIds": ["y"]}]
}]})";

TEST(Obographs, ReadsAGraph) {
  const PartOutcome outcome = read_vocabulary(read_obographs, kGraph);
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(),
              ElementsAre("0: left out: 1 terms of ontologies other than MONDO, 0 is_a links to such terms"));
  EXPECT_EQ(outcome.part.name, "mondo");
  EXPECT_EQ(outcome.part.version, "2025-02-04");
  ASSERT_EQ(outcome.part.concepts.size(), 4u);
  const Concept& lupus = outcome.part.concepts[0];
  EXPECT_EQ(lupus.id, "MONDO:0007915");
  EXPECT_EQ(lupus.vocabulary, "MONDO");
  EXPECT_EQ(lupus.type, EntityType::disease);
  EXPECT_EQ(lupus.label, "systemic lupus erythematosus");
  EXPECT_EQ(lupus.definition, "A disease of many organs.");
  EXPECT_THAT(PartOutcome::names(lupus), ElementsAre("disseminated lupus exact", "SLE abbreviation", "lupus related"));
  EXPECT_THAT(PartOutcome::mappings(lupus), ElementsAre("MESH:D008180 exact", "UMLS:C0024141 xref"));
  EXPECT_EQ(lupus.mappings[0].source, "mondo");
  EXPECT_THAT(lupus.parents, ElementsAre("MONDO:0000001"));
  const Concept& obsolete = outcome.part.concepts[1];
  EXPECT_TRUE(obsolete.obsolete);
  EXPECT_THAT(obsolete.replaced_by, ElementsAre("MONDO:0007915"));
  EXPECT_THAT(obsolete.consider, ElementsAre("MONDO:0007915"));
  EXPECT_EQ(outcome.part.concepts[3].id, "MONDO:0019558");
  EXPECT_THAT(outcome.part.concepts[3].replaced_by, ElementsAre("MONDO:0007915"));
}

TEST(Obographs, EdgesMayPrecedeNodes) {
  const PartOutcome outcome = read_vocabulary(read_obographs, R"({"graphs": [{
    "edges": [{"sub": "HP:2", "pred": "is_a", "obj": "HP:1"}, {"sub": "HP:2", "pred": "is_a", "obj": "HP:1"},
              {"sub": "HP:3", "pred": "is_a", "obj": "HP:1"}],
    "id": "http://purl.obolibrary.org/obo/hp.json",
    "nodes": [{"id": "http://purl.obolibrary.org/obo/HP_0000001", "lbl": "All"}, {"id": "HP:0000002", "lbl": "b"}]}]})");
  ASSERT_FALSE(outcome.error.has_value());
  EXPECT_EQ(outcome.part.name, "obo-hp");
  ASSERT_EQ(outcome.part.concepts.size(), 2u);
  EXPECT_THAT(outcome.part.concepts[1].parents, ElementsAre("HP:0000001"));
}

TEST(Obographs, ReportsOddMembersAndReadsTheRest) {
  const struct {
    const char* node;
    const char* message;  // empty: none
    std::size_t concepts;
  } cases[] = {
      {R"({"lbl": "no id"})", "1 left out: invalid identifier", 1},
      {R"({"id": 7, "lbl": "number"})", "1 left out: invalid identifier", 1},
      {R"({"id": "HP:0000002"})", "1 left out: the term has no name", 1},
      {R"({"id": "HP:0000002", "lbl": ["a"]})", "1 left out: the term has no name", 1},
      {R"({"id": "HP:0000002", "lbl": "a", "meta": "text"})", "", 2},
      {R"({"id": "HP:0000002", "lbl": "a", "meta": {"synonyms": {"val": "x"}, "xrefs": 1, "definition": []}})", "", 2},
      {R"({"id": "HP:0000002", "lbl": "a", "meta": {"synonyms": [{"val": "x"}]}})", "a synonym of unknown scope", 2},
      {R"({"id": "HP:0000002", "lbl": "a"}, {"id": "HP:0000002", "lbl": "b"})", "duplicate identifier", 2},
      {R"(7, "text", null, [1, [2]])", "", 1},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome =
        read_vocabulary(read_obographs, std::string(R"({"graphs": [{"nodes": [)") + c.node +
                                            R"(, {"id": "HP:0000001", "lbl": "sound"}], "edges": 3}]})");
    ASSERT_FALSE(outcome.error.has_value()) << c.node;
    EXPECT_EQ(outcome.part.concepts.size(), c.concepts) << c.node;
    if (*c.message == '\0') EXPECT_THAT(outcome.messages(), IsEmpty()) << c.node;
    else EXPECT_THAT(outcome.messages(), ElementsAre(HasSubstr(c.message))) << c.node;
  }
}

TEST(Obographs, InvalidUtf8IsReplaced) {
  // There are invalid bytes at the boundaries of the buffers, too.
  for (const std::size_t filler : {0u, 65400u, 65480u, 65481u, 65482u, 65483u, 65484u, 65485u}) {
    const std::string text = R"({"graphs": [{"nodes": [{"id": "HP:0000001", "lbl": "a)" +
                             std::string("\xC3\xA4\xFFz\"},") + std::string(filler, ' ') +
                             R"({"id": "HP:0000002", "lbl": ")" + "\xE2\x82\xAC\xE2\x82" + R"("}]}]})";
    const PartOutcome outcome = read_vocabulary(read_obographs, text);
    ASSERT_FALSE(outcome.error.has_value()) << filler << outcome.error->what();
    EXPECT_THAT(outcome.messages(), ElementsAre("0: invalid UTF-8 was replaced"));
    ASSERT_EQ(outcome.part.concepts.size(), 2u);
    EXPECT_EQ(outcome.part.concepts[0].label, "a\xC3\xA4\xEF\xBF\xBDz");
    EXPECT_EQ(outcome.part.concepts[1].label, "\xE2\x82\xAC\xEF\xBF\xBD");
  }
}

TEST(Obographs, ARecordOverTheCapIsLeftOut) {
  std::string node = R"({"id": "HP:0000002", "lbl": "large", "meta": {"synonyms": [)";
  for (int i = 0; i < 5000; ++i) node += R"({"pred": "hasExactSynonym", "val": "name )" + std::to_string(i) + "\"},";
  node += R"({"pred": "hasExactSynonym", "val": "last"}]}},)";
  const PartOutcome outcome = read_vocabulary(
      read_obographs, R"({"graphs": [{"nodes": [)" + node + R"({"id": "HP:0000001", "lbl": "sound"}]}]})", 10000);
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(), ElementsAre("1 left out: the record is over 10000 bytes"));
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_EQ(outcome.part.concepts[0].label, "sound");
}

TEST(Obographs, BrokenFiles) {
  const std::string whole = kGraph;
  const struct {
    std::string text;
    const char* message;
  } cases[] = {
      {"", "broken or ends early"},
      {whole.substr(0, whole.size() / 2), "broken or ends early"},
      {whole + "}", "broken or ends early"},
      {"<html></html>", "broken or ends early"},
      {R"({"graphs": []})", "no ontology terms"},
      {R"({"graphs": 1, "nodes": [{"id": "HP:0000001", "lbl": "a"}]})", "no ontology terms"},
      {"[1, 2, 3]", "no ontology terms"},
      {std::string(200, '[') + std::string(200, ']'), "nested over 100 deep"},
      {R"({"graphs": [{"nodes": [{"a":)" + std::string(500, '['), "nested over 100 deep"},
      {R"({"graphs": [{"nodes": [{"lbl": ")" + std::string(300000, 'x') + "\"}]}]}", "a value is over 100000 bytes"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_vocabulary(read_obographs, c.text, 100000);
    ASSERT_TRUE(outcome.error.has_value()) << c.message;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file);
    EXPECT_THAT(outcome.error->what(), HasSubstr(c.message));
    EXPECT_THAT(outcome.error->what(), HasSubstr("folder/test-file"));
  }
}

}  // namespace
}  // namespace il2search
