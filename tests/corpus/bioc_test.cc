// BioC in XML and JSON: documents written in both forms, what passages become, and errors in files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "corpus/annotated/bioc.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ReadOutcome read_bioc_xml(const std::string& inside, ReaderCaps caps = {}) {
  return read_text(make_bioc_xml_reader, "<collection><source>S</source>" + inside + "</collection>", caps);
}

ReadOutcome read_bioc_json(const std::string& text, ReaderCaps caps = {}) {
  return read_text(make_bioc_json_reader, text, caps);
}

// The only document of an outcome without errors.
Document only(const ReadOutcome& outcome) {
  EXPECT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_THAT(outcome.record_errors, IsEmpty()) << outcome.record_errors.front().message;
  EXPECT_THAT(outcome.documents(), SizeIs(1));
  return outcome.documents().empty() ? Document{} : outcome.documents().front();
}

std::string infons_xml(std::initializer_list<std::pair<const char*, const char*>> infons) {
  std::string xml;
  for (const auto& [key, value] : infons) xml += "<infon key=\"" + std::string(key) + "\">" + value + "</infon>";
  return xml;
}

std::string passage_xml(const char* section, const char* type, int offset, const std::string& text,
                        const std::string& more = "") {
  return "<passage>" + infons_xml({{"section_type", section}, {"type", type}}) + "<offset>" + std::to_string(offset) +
         "</offset><text>" + text + "</text>" + more + "</passage>";
}

std::string annotation_xml(const char* id, const char* type, const char* identifier, int offset, int length,
                           const char* text) {
  return "<annotation id=\"" + std::string(id) + "\">" + infons_xml({{"identifier", identifier}, {"type", type}}) +
         "<location offset=\"" + std::to_string(offset) + "\" length=\"" + std::to_string(length) + "\"/><text>" +
         text + "</text></annotation>";
}

constexpr const char* kXmlDocument =
    "<document><id>12</id>"
    "<passage><infon key=\"type\">title</infon><offset>0</offset><text>\xCE\xB2 Lupus &amp; IL-2</text>"
    "<annotation id=\"T1\"><infon key=\"identifier\">MESH:D008180</infon><infon key=\"type\">Disease</infon>"
    "<location offset=\"2\" length=\"5\"/><text>Lupus</text></annotation></passage>"
    "<passage><infon key=\"type\">abstract</infon><offset>15</offset><text>IL-2 helps.</text>"
    "<annotation id=\"T2\"><infon key=\"identifier\">3558</infon><infon key=\"type\">Gene</infon>"
    "<location offset=\"15\" length=\"4\"/><text>IL-2</text></annotation></passage>"
    "<relation id=\"R1\"><infon key=\"type\">Treats</infon><node refid=\"T2\" role=\"agent\"/>"
    "<node refid=\"T1\" role=\"\"/></relation></document>";

constexpr const char* kJsonDocument =
    "{\"id\": \"12\", \"infons\": {}, \"passages\": ["
    "{\"infons\": {\"type\": \"title\"}, \"offset\": 0, \"text\": \"\\u03b2 Lupus & IL-2\", \"annotations\": ["
    "{\"id\": \"T1\", \"infons\": {\"identifier\": \"MESH:D008180\", \"type\": \"Disease\"}, \"text\": \"Lupus\", "
    "\"locations\": [{\"offset\": 2, \"length\": 5}]}]},"
    "{\"infons\": {\"type\": \"abstract\"}, \"offset\": 15, \"text\": \"IL-2 helps.\", \"annotations\": ["
    "{\"id\": \"T2\", \"infons\": {\"identifier\": 3558, \"type\": \"Gene\"}, \"text\": \"IL-2\", "
    "\"locations\": [{\"offset\": \"15\", \"length\": 4}]}]}],"
    "\"relations\": [{\"id\": \"R1\", \"infons\": {\"type\": \"Treats\"}, \"nodes\": ["
    "{\"refid\": \"T2\", \"role\": \"agent\"}, {\"refid\": \"T1\", \"role\": \"\"}]}]}";

TEST(Bioc, BothFormsGiveOneDocument) {
  const Document d = only(read_bioc_xml(kXmlDocument));
  EXPECT_EQ(d.id, "PMID:12");
  EXPECT_EQ(d.title, "\xCE\xB2 Lupus & IL-2");
  EXPECT_THAT(d.abstract, ElementsAre(Section{"", "IL-2 helps."}));
  ASSERT_THAT(d.entities, SizeIs(2));
  EXPECT_EQ(d.entities[0].id, "MESH:D008180");
  EXPECT_THAT(d.entities[0].spans, ElementsAre(Span{3, 8}));  // bytes: beta takes two
  EXPECT_EQ(d.entities[1].id, "NCBIGene:3558");
  EXPECT_THAT(d.entities[1].spans, ElementsAre(Span{16, 20}));
  ASSERT_THAT(d.relations, SizeIs(1));
  EXPECT_EQ(d.relations[0].type, "Treats");
  EXPECT_THAT(d.relations[0].arguments,
              ElementsAre(RelationArgument{"NCBIGene:3558", "agent"}, RelationArgument{"MESH:D008180", "Disease"}));
  EXPECT_EQ(only(read_bioc_json(kJsonDocument)), d);
}

TEST(Bioc, ShapesOfJson) {
  const std::string one = kJsonDocument;
  const std::string two = "{\"id\":\"13\",\"passages\":[{\"text\":\"a } ] \\\" \\\\\"}]}";
  const std::string shapes[] = {
      one + "\n" + two + "\n",
      "\xEF\xBB\xBF [" + one + ",\n" + two + "]",
      "{\"source\": \"x\", \"documents\": [" + one + "," + two + "], \"key\": {\"documents\": [1, {}]}}",
      "{\"PubTator3\": [" + one + "," + two + "]}",
      "[{\"source\": \"x\", \"documents\": [" + one + "]}, {\"infons\": {}, \"documents\": [" + two + "]}]",
      "{\"documents\": [" + one + "]}\n{\"documents\": [" + two + "]}\n{\"documents\": []}",
  };
  for (const std::string& shape : shapes) {
    const ReadOutcome outcome = read_bioc_json(shape);
    EXPECT_FALSE(outcome.error) << shape << outcome.error->what();
    EXPECT_THAT(outcome.record_errors, IsEmpty()) << shape << outcome.record_errors.front().message;
    ASSERT_THAT(outcome.documents(), SizeIs(2)) << shape;
    EXPECT_EQ(outcome.documents()[0].id, "PMID:12");
    EXPECT_EQ(outcome.documents()[1].title, "a } ] \" \\") << shape;
  }
}

TEST(Bioc, PassagesOfAFullText) {
  const std::string front = "<passage>" +
                            infons_xml({{"article-id_pmid", "12"},
                                        {"article-id_pmc", "34"},
                                        {"article-id_doi", "10.5555/A.1"},
                                        {"journal", "Sample J; 2019 Mar 19; 50(3) 569-75"},
                                        {"year", "2019"},
                                        {"volume", "50"},
                                        {"fpage", "569"},
                                        {"lpage", "75"},
                                        {"name_0", "surname:Roe;given-names:Jane A"},
                                        {"section_type", "TITLE"},
                                        {"type", "front"}}) +
                            "<offset>0</offset><text>T</text></passage>";
  const Document d = only(read_bioc_xml(
      "<document><id>34</id>" + front + passage_xml("ABSTRACT", "abstract_title_1", 2, "Aims") +
      passage_xml("ABSTRACT", "abstract", 7, "A one.") + passage_xml("ABSTRACT", "abstract_title_1", 14, "Results") +
      passage_xml("ABSTRACT", "abstract", 22, "A two.") + passage_xml("INTRO", "title_1", 29, "Background") +
      passage_xml("INTRO", "paragraph", 40, "P one.") + passage_xml("INTRO", "paragraph", 47, "P two.") +
      passage_xml("METHODS", "title_1", 54, "Methods") + passage_xml("METHODS", "title_2", 62, "Patients") +
      passage_xml("METHODS", "paragraph", 71, "M.", annotation_xml("1", "Species", "9606", 71, 1, "M")) +
      passage_xml("FIG", "fig_caption", 74, "F.") + passage_xml("METHODS", "paragraph", 77, "More.") +
      passage_xml("DISCUSS", "paragraph", 83, "D.") + passage_xml("REF", "title", 86, "References") + "<passage>" +
      infons_xml({{"section_type", "REF"}, {"type", "ref"}, {"pub-id_pmid", "99"}, {"year", "1999"}}) +
      "<offset>97</offset><text>Cited.</text></passage></document>"));
  EXPECT_EQ(d.id, "PMCID:PMC34");  // it has a body, so it does not replace PMID:12
  EXPECT_EQ(d.pmid, "12");
  EXPECT_EQ(d.pmcid, "PMC34");
  EXPECT_EQ(d.doi, "10.5555/a.1");
  EXPECT_EQ(d.journal.title, "Sample J");
  EXPECT_EQ(d.dates.published, (Date{2019, 0, 0}));
  EXPECT_EQ(d.pages, "569-75");
  ASSERT_THAT(d.authors, SizeIs(1));
  EXPECT_EQ(short_name(d.authors[0]), "Roe JA");
  EXPECT_EQ(d.title, "T");
  EXPECT_THAT(d.abstract, ElementsAre(Section{"Aims", "A one."}, Section{"Results", "A two."}));
  EXPECT_THAT(d.body,
              ElementsAre(BodySection{"Background", "intro", "P one.\nP two."}, BodySection{"Methods", "methods", ""},
                          BodySection{"Patients", "methods", "M."}, BodySection{"", "fig", "F."},
                          BodySection{"Patients", "methods", "More."}, BodySection{"", "discuss", "D."}));
  EXPECT_THAT(d.references, ElementsAre("PMID:99"));
  ASSERT_THAT(d.entities, SizeIs(1));
  EXPECT_EQ(d.entities[0].mentions, 1u);
  EXPECT_THAT(d.entities[0].spans, IsEmpty());
}

struct BiocIdentityRow {
  const char* json;
  const char* id;
};

TEST(Bioc, Identity) {
  const BiocIdentityRow rows[] = {
      {R"({"id": "7", "passages": [{"text": "T"}]})", "PMID:7"},
      {R"({"id": 7, "passages": [{"text": "T"}]})", "PMID:7"},
      {R"({"id": "PMC7", "passages": [{"text": "T"}]})", "PMCID:PMC7"},
      {R"({"source": "PMC", "documents": [{"id": "7", "passages": [{"text": "T"}]}]})", "PMCID:PMC7"},
      {R"({"id": "7", "passages": [{"infons": {"article-id_pmc": "PMC7", "article-id_pmid": "8"}, "text": "T"}]})",
       "PMID:8"},
      {R"({"id": "8", "pmid": 8, "pmcid": "PMC7", "passages": [{"text": "T"}, {"text": "A"}, {"text": "B"}]})",
       "PMCID:PMC7"},
      {R"({"id": "doc-1", "passages": [{"text": "T"}]})", "doc-1"},
      {R"({"id": "doc-1", "passages": [{"infons": {"article-id_doi": "10.5555/X"}, "text": "T"}]})", "DOI:10.5555/x"},
      {R"({"passages": [{"text": "T"}]})", "FILE:test-file#1"},
      {R"({"id": "a\nb", "passages": [{"text": "T"}]})", "FILE:test-file#1"},
  };
  for (const BiocIdentityRow& row : rows) EXPECT_EQ(only(read_bioc_json(row.json)).id, row.id) << row.json;
}

TEST(Bioc, SentencesAndPartedMentions) {
  const Document d =
      only(read_bioc_xml("<document><id>1</id><passage><infon key=\"type\">title</infon><offset>0</offset>"
                         "<sentence><offset>0</offset><text>One \xC2\xB5g.</text></sentence>"
                         "<sentence><offset>8</offset><text>Breast and skin cancer.</text>"
                         "<annotation id=\"1\"><infon key=\"type\">Disease</infon><infon key=\"MESH\">D001943</infon>"
                         "<location offset=\"8\" length=\"6\"/><location offset=\"24\" length=\"6\"/><text>Breast "
                         "cancer</text></annotation>"
                         "</sentence></passage></document>"));
  EXPECT_EQ(d.title, "One \xC2\xB5g. Breast and skin cancer.");
  ASSERT_THAT(d.entities, SizeIs(1));
  EXPECT_EQ(d.entities[0].id, "MESH:D001943");
  EXPECT_EQ(d.entities[0].name, "Breast cancer");
  ASSERT_THAT(d.entities[0].spans, SizeIs(2));
  EXPECT_EQ(d.title.substr(d.entities[0].spans[0].start, 6), "Breast");
  EXPECT_EQ(d.title.substr(d.entities[0].spans[1].start, 6), "cancer");
}

TEST(Bioc, AVocabularyAsKeyOfTheIdentifier) {
  const std::pair<const char*, const char*> rows[] = {{R"("MESH": "D008180")", "MESH:D008180"},
                                                      {R"("OMIM": "152700")", "OMIM:152700"},
                                                      {R"("NCBI Gene": 3558)", "NCBIGene:3558"},
                                                      {R"("Identifier": "MESH:D008180")", "MESH:D008180"},
                                                      {R"("database": "ncbi_mesh", "name": "Lupus")", ""}};
  for (const auto& [infon, id] : rows) {
    const Document d = only(read_bioc_json(
        R"({"id": "1", "passages": [{"text": "a", "annotations": [{"text": "a", "infons": {"type": "x", )" +
        std::string(infon) + R"(}, "locations": [{"offset": 0, "length": 1}]}]}]})"));
    ASSERT_THAT(d.entities, SizeIs(1)) << infon;
    EXPECT_EQ(d.entities[0].id, id) << infon;
  }
}

struct RelationArgumentsRow {
  const char* infons;  // JSON of the relation after its id
  std::vector<RelationArgument> arguments;
};

TEST(Bioc, ArgumentsOfRelations) {
  const RelationArgumentsRow rows[] = {
      {R"("infons": {"type": "T", "entity1": "D008180", "entity2": "3558"})",
       {{"MESH:D008180", "Disease"}, {"NCBIGene:3558", "Gene"}}},
      {R"("infons": {"type": "T", "role1": {"type": "Disease", "identifier": "D008180"}, "role2": "Gene|3558"})",
       {{"MESH:D008180", "Disease"}, {"NCBIGene:3558", "Gene"}}},
      {R"("infons": {"relation": "T", "Disease": "D008180", "Gene": "3558"})",
       {{"MESH:D008180", "Disease"}, {"NCBIGene:3558", "Gene"}}},
      {R"("infons": {"type": "T"}, "nodes": [{"refid": "1", "role": "x"}, {"refid": "2"}])",
       {{"MESH:D008180", "x"}, {"NCBIGene:3558", "Gene"}}},
      {R"("infons": {"type": "T"}, "nodes": [{"refid": "R", "role": "x"}, {"refid": "3"}])",
       {{"R", "x"}, {"b", "Gene"}}},
  };
  for (const RelationArgumentsRow& row : rows) {
    const Document d = only(read_bioc_json(
        R"({"id": "1", "passages": [{"text": "a b", "offset": 0, "annotations": [)"
        R"({"id": "1", "text": "a", "infons": {"type": "Disease", "identifier": "D008180"}, "locations": [{"offset": 0, "length": 1}]},)"
        R"({"id": "2", "text": "b", "infons": {"type": "Gene", "identifier": "3558"}, "locations": [{"offset": 2, "length": 1}]},)"
        R"({"id": "3", "text": "b", "infons": {"type": "Gene", "identifier": "-"}, "locations": [{"offset": 2, "length": 1}]}]}],)"
        R"("relations": [{"id": "R", )" +
        std::string(row.infons) + "}]}"));
    ASSERT_THAT(d.relations, SizeIs(1)) << row.infons;
    EXPECT_EQ(d.relations[0].type, "T");
    EXPECT_EQ(d.relations[0].arguments, row.arguments) << row.infons;
  }
}

struct BiocErrorRow {
  std::string text;
  std::string message;
  bool skipped;
};

void expect_error(const ReadOutcome& outcome, const BiocErrorRow& row) {
  EXPECT_FALSE(outcome.error) << row.text << outcome.error->what();
  ASSERT_FALSE(outcome.record_errors.empty()) << row.text;
  EXPECT_THAT(outcome.record_errors[0].message, HasSubstr(row.message)) << row.text;
  EXPECT_EQ(outcome.record_errors[0].skipped, row.skipped) << row.text;
  ASSERT_FALSE(outcome.documents().empty()) << row.text;
  EXPECT_EQ(outcome.documents().back().title, row.skipped ? "Last" : "T") << row.text;
}

TEST(Bioc, ErrorsInXml) {
  const std::string last = "<document><id>99</id><passage><text>Last</text></passage></document>";
  const auto document = [](const std::string& inside) { return "<document><id>1</id>" + inside + "</document>"; };
  const auto text = [](const std::string& more) {
    return "<passage><offset>0</offset><text>T</text>" + more + "</passage>";
  };
  const BiocErrorRow rows[] = {
      {document("") + last, "the document has no text", true},
      {document("<passage><text> </text></passage>") + last, "the document has no text", true},
      {document(text(annotation_xml("1", "Disease", "D008180", 5, 4, "none"))), "not at or near their offsets", false},
      {document(text("<annotation><location offset=\"x\" length=\"-1\"/><text>T</text></annotation>")),
       "1 offsets or lengths are not numbers", false},
      {document(text("<annotation/>")), "not at or near their offsets", false},
      {document(text("") + "<relation><infon key=\"type\">R</infon><node refid=\"9\" role=\"a\"/></relation>"),
       "refer to unknown annotations, the first \"9\"", false},
      {document(text("")) + document(text("")), "more than once", false},
      {document("<passage><text>" + std::string(3000, 'x') + "</text></passage>") + last, "a text is over 1000", true},
      {document(text("") + infons_xml({{"a", std::string(900, 'x').c_str()}, {"b", std::string(900, 'x').c_str()}}) +
                infons_xml({{"c", std::string(900, 'x').c_str()}}) + "<x/>") +
           last,
       "the record is over 2000", true},
      {document("<a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a>") + last, "nest deeper than 10", true},
      {document("<passage><text>T</text><infon key=\"a\">&nosuch;</infon></passage>"),
       "1 unknown entity kept as written: &nosuch;", false},
  };
  for (const BiocErrorRow& row : rows) expect_error(read_bioc_xml(row.text, {2000, 1000, 10}), row);
}

TEST(Bioc, ErrorsInJson) {
  const std::string last = R"({"id": "99", "passages": [{"text": "Last"}]})";
  const std::string sound = R"({"id": "1", "passages": [{"text": "T"}]})";
  const BiocErrorRow rows[] = {
      {"{}" + last, "the document has no text", true},
      {R"({"id": "1", "passages": [{"text": tru}]})" + last, "invalid JSON", true},
      {R"({"id": "1", "passages": 7})" + last, "the document has no text", true},
      {R"({"id": "1", "passages": [7, {"text": "T"}]})", "1 members have an unexpected type", false},
      {R"({"id": "1", "passages": [{"text": "T", "offset": 1.5}]})", "1 offsets or lengths are not numbers", false},
      {R"({"id": "1", "passages": [{"text": "T", "annotations": [{"infons": {"type": "Disease"}, "text": "lost"}]}]})",
       "not at or near their offsets", false},
      {sound + sound, "more than once", false},
      {"{\"id\": \"\xFF\", \"passages\": [{\"text\": \"T\"}]}", "invalid UTF-8 was replaced", false},
      {R"({"a": [[[[[[[[[[[1]]]]]]]]]]], "passages": [{"text": "T"}]})" + last, "nested deeper than 10", true},
      {R"({"passages": [{"text": ")" + std::string(1500, 'x') + "\"}]}" + last, "a text is over 1000", true},
      {R"({"passages": [{"text": ")" + std::string(3000, 'x') + "\"}]}" + last, "the record is over 2000", true},
  };
  for (const BiocErrorRow& row : rows) expect_error(read_bioc_json(row.text, {2000, 1000, 10}), row);
}

TEST(Bioc, ACollectionMayBeLongerThanARecord) {
  const std::string one = R"({"passages": [{"text": "T"}]})";
  std::string text = R"({"infons": {"a": ")" + std::string(5000, 'x') + R"("}, "documents": [)" + one;
  for (int i = 0; i < 200; ++i) text += "," + one;
  const ReadOutcome outcome = read_bioc_json(text + "]}", {2000, 1000, 10});
  EXPECT_THAT(outcome.record_errors, IsEmpty());
  EXPECT_THAT(outcome.documents(), SizeIs(201));
}

TEST(Bioc, BrokenFiles) {
  const std::string sound = R"({"id": "1", "passages": [{"text": "T"}]})";
  const struct {
    std::string text;
    std::string message;
    std::size_t documents;
  } rows[] = {
      {"", "no BioC document", 0},
      {"  \n", "no BioC document", 0},
      {sound + "{\"id\": \"2\"", "ends early", 1},
      {"{\"documents\": [" + sound, "ends early at byte", 1},
      {"{\"documents\": [" + sound + "]", "ends early", 1},
      {"[" + sound + "}", "brackets do not match", 1},
      {"[" + sound + ", 1]", "an object was expected", 1},
      {sound + "{\"a\": ]}", "brackets do not match", 1},
      {"{\"documents\": [1]}", "an object was expected", 0},
      {std::string(100, '['), "nest deeper", 0},
      {sound + "{" + std::string(200'000, '['), "nest too deep", 1},
  };
  for (const auto& row : rows) {
    const ReadOutcome outcome = read_bioc_json(row.text);
    ASSERT_TRUE(outcome.error) << row.text.substr(0, 80);
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file);
    EXPECT_THAT(outcome.error->what(), HasSubstr(row.message));
    EXPECT_THAT(outcome.documents(), SizeIs(row.documents)) << row.text.substr(0, 80);
  }
  const ReadOutcome early = read_text(make_bioc_xml_reader, "<collection>" + std::string(kXmlDocument) + "<document>");
  ASSERT_TRUE(early.error);
  EXPECT_EQ(early.error->code(), ErrorCode::broken_file);
  EXPECT_THAT(early.documents(), SizeIs(1));
  const ReadOutcome other = read_text(make_bioc_xml_reader, "<html/>");
  ASSERT_TRUE(other.error);
  EXPECT_EQ(other.error->code(), ErrorCode::unknown_format);
}

}  // namespace
}  // namespace il2search
