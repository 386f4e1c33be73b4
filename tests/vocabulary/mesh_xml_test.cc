// MeSH's XML: descriptors, supplementary concepts and qualifiers, valid and broken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kLupus =
    "<DescriptorUI>D008180</DescriptorUI><DescriptorName><String>Lupus</String></DescriptorName>";

std::string descriptor_set(const std::string& records) {
  return "<?xml version=\"1.0\"?><DescriptorRecordSet>" + records + "</DescriptorRecordSet>";
}
std::string descriptor(const std::string& content) { return "<DescriptorRecord>" + content + "</DescriptorRecord>"; }

PartOutcome read_descriptors(const std::string& records, PartOptions options = {}) {
  return read_vocabulary(read_mesh_xml, descriptor_set(records), std::move(options));
}

TEST(MeshXml, Descriptors) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_xml, "desc2026.xml");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh");
  EXPECT_EQ(outcome.part.version, "2026");
  EXPECT_EQ(outcome.part.source, "desc2026.xml");
  ASSERT_EQ(outcome.part.concepts.size(), 3u);
  const Concept& calcimycin = outcome.part.concepts[0];
  EXPECT_EQ(calcimycin.id, "MESH:D000001");
  EXPECT_EQ(calcimycin.vocabulary, "MESH");
  EXPECT_EQ(calcimycin.type, EntityType::chemical);
  EXPECT_EQ(calcimycin.label, "Calcimycin");
  EXPECT_THAT(PartOutcome::names(calcimycin),
              ElementsAre("A-23187 narrow", "A 23187 narrow", "Antibiotic A23187 narrow"));
  EXPECT_THAT(calcimycin.tree_numbers, ElementsAre("D03.633.100.221.173"));
  EXPECT_EQ(calcimycin.definition, "Carries calcium through membranes; a sample's note.");
  EXPECT_THAT(calcimycin.parents, IsEmpty());
  EXPECT_THAT(calcimycin.mapped_to, IsEmpty());
  EXPECT_THAT(calcimycin.mappings, IsEmpty());
  const Concept& lupus = outcome.part.concepts[1];
  EXPECT_EQ(lupus.type, EntityType::disease);
  EXPECT_THAT(PartOutcome::names(lupus),
              ElementsAre("Systemic Lupus Erythematosus exact", "SLE abbreviation", "Libman-Sacks Disease related"));
  EXPECT_EQ(outcome.part.concepts[2].type, EntityType::publication_type);
}

TEST(MeshXml, SupplementaryConcepts) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_xml, "supp2026.xml");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh-supplementary");
  ASSERT_EQ(outcome.part.concepts.size(), 2u);
  const Concept& bevonium = outcome.part.concepts[0];
  EXPECT_EQ(bevonium.id, "MESH:C000002");
  EXPECT_EQ(bevonium.type, EntityType::chemical);
  EXPECT_THAT(PartOutcome::names(bevonium), ElementsAre("bevonium methyl sulfate narrow"));
  EXPECT_THAT(bevonium.mapped_to, ElementsAre("MESH:D001561", "MESH:D010880"));
  EXPECT_EQ(bevonium.definition, "a note of the sample");
  EXPECT_EQ(outcome.part.concepts[1].id, "MESH:C000657245");
  EXPECT_EQ(outcome.part.concepts[1].type, EntityType::disease);
}

TEST(MeshXml, Qualifiers) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_xml, "qual2026.xml");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh-qualifiers");
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  const Concept& imaging = outcome.part.concepts[0];
  EXPECT_EQ(imaging.id, "MESH:Q000000981");
  EXPECT_EQ(imaging.type, EntityType::other);
  EXPECT_THAT(PartOutcome::names(imaging), ElementsAre("DG abbreviation", "ultrasound narrow"));
  EXPECT_THAT(imaging.tree_numbers, ElementsAre("Y04.010"));
  EXPECT_EQ(imaging.definition, "Pictures of what is inside.");
}

std::string concept_element(const char* ui, bool preferred, const std::string& relations, const std::string& terms) {
  std::string text = std::string("<Concept PreferredConceptYN=\"") + (preferred ? "Y" : "N") + "\"><ConceptUI>" + ui;
  text += "</ConceptUI><ConceptRelationList>" + relations + "</ConceptRelationList><TermList>";
  return text + terms + "</TermList></Concept>";
}
std::string relation_element(const char* name, const char* first, const char* second) {
  return std::string("<ConceptRelation RelationName=\"") + name + "\"><Concept1UI>" + first +
         "</Concept1UI><Concept2UI>" + second + "</Concept2UI></ConceptRelation>";
}
std::string term_element(const char* text, const char* tag = "NON") {
  return std::string("<Term LexicalTag=\"") + tag + "\"><String>" + text + "</String></Term>";
}

TEST(MeshXml, ScopesOfNames) {
  struct Case {
    const char* what;
    std::string concepts;
    std::vector<std::string> names;
  };
  const std::string own = concept_element("M1", true, "", term_element("Own"));
  const Case cases[] = {
      {"narrower",
       own + concept_element("M2", false, relation_element("NRW", "M1", "M2"), term_element("X")),
       {"Own exact", "X narrow"}},
      {"broader",
       own + concept_element("M2", false, relation_element("BRD", "M1", "M2"), term_element("X")),
       {"Own exact", "X broad"}},
      {"seen from the other side",
       own + concept_element("M2", false, relation_element("NRW", "M2", "M1"), term_element("X")),
       {"Own exact", "X broad"}},
      {"without a relation", own + concept_element("M2", false, "", term_element("X")), {"Own exact", "X related"}},
      {"related to a third one",
       own + concept_element("M2", false, relation_element("NRW", "M3", "M2"), term_element("X")),
       {"Own exact", "X related"}},
      {"an unknown relation",
       own + concept_element("M2", false, relation_element("ABC", "M1", "M2"), term_element("X")),
       {"Own exact", "X related"}},
      {"an abbreviation of a narrower one",
       own + concept_element("M2", false, relation_element("NRW", "M1", "M2"), term_element("X", "ACR")),
       {"Own exact", "X narrow"}},
      {"the nearest scope of a name counts",
       concept_element("M2", false, relation_element("NRW", "M1", "M2"), term_element("Own") + term_element("X")) + own,
       {"Own exact", "X narrow"}},
      {"the label is not repeated",
       concept_element("M1", true, "", term_element("Lupus") + term_element("Own")),
       {"Own exact"}},
      {"a name twice",
       concept_element("M1", true, "", term_element("Own", "ACR") + term_element(" Own\n")),
       {"Own exact"}},
      {"no preferred concept: the first one", concept_element("M1", false, "", term_element("Own")), {"Own exact"}},
      {"a term without a text", concept_element("M1", true, "", "<Term/><Term><String/></Term>"), {}},
      {"a term outside of concepts", "<Term><String>X</String></Term>", {}},
      {"markup in a name", concept_element("M1", true, "", term_element("H<sub>2</sub>O")), {"H2O exact"}},
  };
  for (const Case& c : cases) {
    const PartOutcome outcome = read_descriptors(descriptor(kLupus + c.concepts));
    EXPECT_THAT(outcome.problems, IsEmpty()) << c.what;
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.what;
    EXPECT_EQ(PartOutcome::names(outcome.part.concepts[0]), c.names) << c.what;
  }
}

TEST(MeshXml, NotesOfOtherConceptsAreNotDefinitions) {
  const PartOutcome outcome = read_descriptors(
      descriptor(std::string(kLupus) +
                 "<ConceptList><Concept PreferredConceptYN=\"N\"><ScopeNote>Not mine.</ScopeNote></Concept>"
                 "<Concept PreferredConceptYN=\"Y\"><ScopeNote>Mine.</ScopeNote></Concept></ConceptList>"));
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_EQ(outcome.part.concepts[0].definition, "Mine.");
}

TEST(MeshXml, BadRecordsAreLeftOut) {
  struct Case {
    const char* record;
    const char* message;
    const char* id;
  };
  const Case cases[] = {
      {"<DescriptorRecord/>", "no UI", ""},
      {"<DescriptorRecord><DescriptorName><String>X</String></DescriptorName></DescriptorRecord>", "no UI", ""},
      {"<DescriptorRecord><DescriptorUI>M1\x7F</DescriptorUI></DescriptorRecord>",
       "invalid MeSH UI: \"M1\xEF\xBF\xBD\"", ""},
      {"<DescriptorRecord><DescriptorUI>D000002</DescriptorUI></DescriptorRecord>", "no name", "MESH:D000002"},
      {"<DescriptorRecord><DescriptorUI>D008180</DescriptorUI><DescriptorName><String>Y</String></DescriptorName>"
       "</DescriptorRecord>",
       "duplicate UI", "MESH:D008180"},
  };
  for (const Case& c : cases) {
    const PartOutcome outcome = read_descriptors(descriptor(kLupus) + c.record);
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.record;
    EXPECT_EQ(outcome.part.concepts[0].label, "Lupus");
    ASSERT_EQ(outcome.problems.size(), 1u) << c.record;
    EXPECT_THAT(outcome.problems[0].message, HasSubstr(c.message));
    EXPECT_EQ(outcome.problems[0].id, c.id);
    EXPECT_EQ(outcome.problems[0].file, "folder/test-file");
    EXPECT_EQ(outcome.problems[0].record, 2u);
    EXPECT_EQ(outcome.problems[0].offset,
              descriptor_set(descriptor(kLupus)).size() - sizeof("</DescriptorRecordSet>") + 1);
    EXPECT_TRUE(outcome.problems[0].skipped);
  }
}

TEST(MeshXml, InvalidValuesAreWarnings) {
  const PartOutcome outcome = read_descriptors(
      descriptor(std::string(kLupus) +
                 "<TreeNumberList><TreeNumber>C05.5</TreeNumber><TreeNumber>C05.550</TreeNumber>"
                 "<TreeNumber>C05.550</TreeNumber></TreeNumberList><HeadingMappedToList><HeadingMappedTo>"
                 "<DescriptorReferredTo><DescriptorUI>lupus</DescriptorUI></DescriptorReferredTo>"
                 "</HeadingMappedTo></HeadingMappedToList><Note>a &unheard; b</Note>"));
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_THAT(outcome.part.concepts[0].tree_numbers, ElementsAre("C05.550"));
  EXPECT_EQ(outcome.part.concepts[0].type, EntityType::disease);
  EXPECT_EQ(outcome.part.concepts[0].definition, "a &unheard; b");
  EXPECT_THAT(outcome.part.concepts[0].mapped_to, IsEmpty());
  ASSERT_EQ(outcome.problems.size(), 3u);
  EXPECT_THAT(outcome.problems[0].message, HasSubstr("&unheard;"));
  EXPECT_THAT(outcome.problems[1].message, HasSubstr("\"MESH:lupus\""));
  EXPECT_THAT(outcome.problems[2].message, HasSubstr("\"C05.5\""));
  for (const RecordError& problem : outcome.problems) {
    EXPECT_FALSE(problem.skipped);
    EXPECT_EQ(problem.id, "MESH:D008180");
  }
}

TEST(MeshXml, RecordsOverACapAreLeftOut) {
  PartOptions options;
  options.record_bytes = 2000;
  const std::string long_record = descriptor("<DescriptorUI>D000002</DescriptorUI><DescriptorName><String>" +
                                             std::string(3000, 'x') + "</String></DescriptorName>");
  std::string many = "<DescriptorUI>D000003</DescriptorUI>";
  for (int i = 0; i < 400; ++i) many += "<TreeNumber>";
  for (int i = 0; i < 400; ++i) many += "</TreeNumber>";
  const PartOutcome outcome = read_descriptors(long_record + descriptor(many) + descriptor(kLupus), options);
  EXPECT_FALSE(outcome.error.has_value());
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_EQ(outcome.part.concepts[0].id, "MESH:D008180");
  ASSERT_FALSE(outcome.problems.empty());
  EXPECT_EQ(outcome.problems[0].message, "the record is over 2000 bytes");
  EXPECT_EQ(outcome.problems[0].id, "MESH:D000002");
  EXPECT_TRUE(outcome.problems[0].skipped);
}

TEST(MeshXml, ExpandedEntitiesCountAsText) {
  PartOptions options;
  options.record_bytes = 2000;
  std::string text = "<!DOCTYPE DescriptorRecordSet [<!ENTITY e \"" + std::string(300, 'x') + "\">]>";
  std::string names;
  for (int i = 0; i < 10; ++i) names += "&e;";
  text += "<DescriptorRecordSet>" + descriptor("<DescriptorUI>D1</DescriptorUI><Note>" + names + "</Note>") +
          descriptor(kLupus) + "</DescriptorRecordSet>";
  const PartOutcome outcome = read_vocabulary(read_mesh_xml, text, options);
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  ASSERT_EQ(outcome.problems.size(), 1u);
  EXPECT_EQ(outcome.problems[0].message, "the record is over 2000 bytes");
}

TEST(MeshXml, BrokenFiles) {
  const std::string whole = mesh_sample("desc2026.xml");
  struct Case {
    const char* what;
    std::string text;
    ErrorCode code;
    const char* message;
  };
  const Case cases[] = {
      {"empty", "", ErrorCode::broken_file, "folder/test-file"},
      {"cut off", whole.substr(0, whole.size() / 2), ErrorCode::broken_file, "ends early"},
      {"not well formed", "<DescriptorRecordSet><a></b></DescriptorRecordSet>", ErrorCode::broken_file,
       "not well formed"},
      {"no record", descriptor_set(""), ErrorCode::broken_file, "no valid MeSH record: folder/test-file"},
      {"no valid record", descriptor_set(descriptor("")), ErrorCode::broken_file, "no valid MeSH record"},
      {"records of another kind", "<QualifierRecordSet>" + descriptor(kLupus) + "</QualifierRecordSet>",
       ErrorCode::broken_file, "no valid MeSH record"},
      {"another root", "<PubmedArticleSet/>", ErrorCode::unknown_format, "its root is PubmedArticleSet"},
      {"a record as root", descriptor(kLupus), ErrorCode::unknown_format, "its root is DescriptorRecord"},
      {"too deep",
       [] {
         std::string deep = "<DescriptorRecordSet>";
         for (int i = 0; i < 10'001; ++i) deep += "<x>";
         return deep;
       }(),
       ErrorCode::broken_file, "nest deeper"},
  };
  for (const Case& c : cases) {
    const PartOutcome outcome = read_vocabulary(read_mesh_xml, c.text);
    ASSERT_TRUE(outcome.error.has_value()) << c.what;
    EXPECT_EQ(outcome.error->code(), c.code) << c.what;
    EXPECT_THAT(outcome.error->what(), HasSubstr(c.message)) << c.what;
  }
}

TEST(MeshXml, TheVersionIsInTheDtdOrElseInTheFileName) {
  PartOptions options;
  options.file = "downloads/2024/desc2025.xml";
  EXPECT_EQ(read_descriptors(descriptor(kLupus), options).part.version, "2025");
  EXPECT_EQ(read_vocabulary(read_mesh_xml, mesh_sample("desc2026.xml"), options).part.version, "2026");
  options.file = "2025/desc.xml";
  EXPECT_EQ(read_descriptors(descriptor(kLupus), options).part.version, "");
}

TEST(MeshXml, Cancelling) {
  PartOptions options;
  options.cancelled = [] { return true; };
  std::string records;
  for (int i = 0; i < 3000; ++i) records += descriptor(kLupus);
  const PartOutcome outcome = read_descriptors(records, options);
  ASSERT_TRUE(outcome.error.has_value());
  EXPECT_EQ(outcome.error->code(), ErrorCode::cancelled);
}

}  // namespace
}  // namespace il2search
