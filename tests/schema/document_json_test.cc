// Documents to and from JSON: nothing is lost, short forms are accepted, errors name the member.
#include "schema/document_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include <il2search/json.h>

#include "random_document.h"

namespace il2search {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Document parsed(const std::string& json) {
  JsonRecord record = document_from_json(json);
  EXPECT_EQ(record.problem, "") << json;
  return record.document ? *record.document : Document();
}

TEST(DocumentJson, RoundTripOfRandomDocuments) {
  RandomDocuments documents(20250423);
  for (int i = 0; i < 3000; ++i) {
    const Document document = documents.next();
    const std::string json = to_json(document);
    const JsonRecord again = document_from_json(json);
    ASSERT_TRUE(again.document) << again.problem << "\n" << json;
    ASSERT_TRUE(*again.document == document) << json << "\n" << to_json(*again.document);
  }
}

TEST(DocumentJson, LeavesOutDefaultsAndStaysOnOneLine) {
  Document document;
  document.id = "PMID:1";
  document.title = "Two\nlines";
  EXPECT_EQ(to_json(document), R"({"id":"PMID:1","title":"Two\nlines"})");
}

TEST(DocumentJson, ReplacesBytesThatAreNoUtf8) {
  Document document;
  document.title = "a\xFFz";
  EXPECT_EQ(to_json(document), "{\"title\":\"a\uFFFDz\"}");
}

TEST(DocumentJson, EscapesWhatSteersATerminal) {
  const std::string steering = "a\x7F\xC2\x9B\xE2\x80\xA8\xE2\x80\xAE\xE2\x81\xA6z";
  const std::string escaped = "a\\u007f\\u009b\\u2028\\u202e\\u2066z";
  Document document;
  document.id = "X:\xE2\x80\xA8\xE2\x80\xAE";  // control characters are refused in ids
  document.title = steering;
  Entity entity;
  entity.id = "Y:\xE2\x81\xA6";
  entity.vocabulary = "Y";
  entity.name = steering;
  document.entities = {entity};
  document.extra = {{"m" + steering, "\"" + steering + "\""}};
  const std::string json = to_json(document);
  EXPECT_THAT(json, HasSubstr("\"X:\\u2028\\u202e\""));
  EXPECT_THAT(json, HasSubstr("\"Y:\\u2066\""));
  EXPECT_THAT(json, HasSubstr("\"" + escaped + "\""));
  EXPECT_THAT(json, HasSubstr("\"m" + escaped + "\""));
  EXPECT_EQ(json.find_first_of("\x7F\xC2\xE2"), std::string::npos) << json;
  EXPECT_TRUE(parsed(json) == document) << json;
}

TEST(DocumentJson, ReadsShortForms) {
  const Document d = parsed(R"({"pmid": 123, "title": "T", "abstract": "one", "journal": "J", "volume": 7,
    "authors": ["Humrich JY", "Jens van der Humrich", {"last": "Xia", "fore": "Xin"}], "keywords": "k",
    "publication_types": ["Review"], "entities": ["mesh:d008180", "a name", {"id": "Gene:3558", "name": "IL2", "type": "gene"}],
    "dates": {"published": "2025-04-23", "entered": {"year": 2024, "month": 2}}, "status": ["retracted"]})");
  EXPECT_EQ(d.id, "PMID:123");
  EXPECT_EQ(d.pmid, "123");
  EXPECT_EQ(d.abstract, (std::vector<Section>{{"", "one"}}));
  EXPECT_EQ(d.journal.title, "J");
  EXPECT_EQ(d.volume, "7");
  ASSERT_EQ(d.authors.size(), 3u);
  EXPECT_EQ(short_name(d.authors[0]), "Humrich JY");
  EXPECT_EQ(d.authors[1].last, "van der Humrich");
  EXPECT_EQ(d.authors[1].fore, "Jens");
  EXPECT_EQ(short_name(d.authors[2]), "Xia X");
  EXPECT_EQ(d.keywords, std::vector<std::string>{"k"});
  EXPECT_EQ(d.publication_types[0].name, "Review");
  ASSERT_EQ(d.entities.size(), 3u);
  EXPECT_EQ(d.entities[0].id, "MESH:D008180");
  EXPECT_EQ(d.entities[0].vocabulary, "MESH");
  EXPECT_EQ(d.entities[1].name, "a name");
  EXPECT_EQ(d.entities[2].id, "NCBIGene:3558");
  EXPECT_EQ(d.dates.published, (Date{2025, 4, 23}));
  EXPECT_EQ(d.dates.entered, (Date{2024, 2, 0}));
  EXPECT_TRUE(d.status.retracted);
}

TEST(DocumentJson, NormalisesIdentifiersAndDerivesTheId) {
  EXPECT_EQ(parsed(R"({"pmcid": "pmc12"})").id, "PMCID:PMC12");
  EXPECT_EQ(parsed(R"({"doi": "https://doi.org/10.5555/ABC"})").id, "DOI:10.5555/abc");
  EXPECT_EQ(parsed(R"({"pmid": "PMID:77"})").pmid, "77");
  EXPECT_EQ(parsed(R"({"id": "pmid:5", "doi": "10.1/x"})").id, "PMID:5");
  EXPECT_EQ(parsed(R"({"title": "no id"})").id, "");
}

TEST(DocumentJson, KeepsUnknownMembers) {
  const Document d =
      parsed(R"({"title": "T", "cohort": {"n": 3}, "authors": [{"last": "A", "email": "a@b"}], "z": null})");
  EXPECT_EQ(d.extra, (std::vector<ExtraMember>{{"cohort", R"({"n":3})"}, {"authors.email", "\"a@b\""}}));
  EXPECT_EQ(to_json(d), R"({"title":"T","authors":[{"last":"A"}],"cohort":{"n":3},"authors.email":"a@b"})");
}

struct BadRecord {
  const char* json;
  const char* problem;
};

TEST(DocumentJson, NamesTheMemberThatIsWrong) {
  const BadRecord records[] = {
      {"", "invalid JSON: "},
      {"{", "invalid JSON: "},
      {"[]", "the record is not a JSON object"},
      {"\"t\"", "the record is not a JSON object"},
      {R"({"title": ["a"]})", "title: expected text, found array"},
      {R"({"title": 1.5})", "title: expected text, found number"},
      {R"({"authors": [{"last": {}}]})", "authors[0].last: expected text, found object"},
      {R"({"authors": [7]})", "authors[0]: expected an object, found number"},
      {R"({"version": -1})", "version: expected a number from 0 up, found number"},
      {R"({"version": 5000000000})", "version: the number is too large"},
      {R"({"entities": [{"name": "x"}, {"type": "foo"}]})", "entities[1].type: \"foo\" is not one of gene, disease, "},
      {R"({"entities": [{"spans": [[3, 1]]}]})", "entities[0].spans[0]: the span ends before it starts"},
      {R"({"dates": {"published": "yesterday"}})", "dates.published: \"yesterday\" is not a date"},
      {R"({"dates": {"published": "2025-13-01"}})", "dates.published: there is no such date"},
      {R"({"dates": {"published": {"year": 2025, "month": 99}}})",
       "dates.published: month is not a number from 0 to 12"},
      {R"({"pmid": "abc"})", "pmid: \"abc\" is not a valid identifier"},
      {R"({"doi": "11.2/x"})", "doi: \"11.2/x\" is not a valid identifier"},
      {R"({"status": ["gone"]})", "status: \"gone\" is not a status"},
      {"{\"id\": \"a\\u0007b\"}", "id: the id holds control characters"},
      {"{\"title\": \"a\xFF\"}", "invalid JSON: "},
      {R"({"other_ids": ["x"]})", "other_ids[0]: expected an object, found string"},
  };
  for (const BadRecord& bad : records) {
    const JsonRecord record = document_from_json(bad.json);
    EXPECT_FALSE(record.document) << bad.json;
    EXPECT_THAT(record.problem, StartsWith(bad.problem)) << bad.json;
  }
}

TEST(DocumentJson, ProblemsAreSafeToPrint) {
  const JsonRecord record = document_from_json("{\"authors\": [{\"a\\u001bb\": 1, \"last\": 1.5}]}");
  EXPECT_FALSE(record.document);
  EXPECT_EQ(record.problem.find('\x1b'), std::string::npos);
  const JsonRecord type = document_from_json("{\"entities\": [{\"type\": \"\\u001b[31m\"}]}");
  EXPECT_THAT(type.problem, HasSubstr("entities[0].type"));
  EXPECT_EQ(type.problem.find('\x1b'), std::string::npos);
}

TEST(DocumentJson, HoldsItsCaps) {
  const std::string deep = "{\"x\":" + std::string(200, '[') + std::string(200, ']') + "}";
  EXPECT_EQ(document_from_json(deep).problem, "nested deeper than 100 levels");
  EXPECT_EQ(document_from_json(std::string(1'000'000, '[')).problem, "nested deeper than 100 levels");
  JsonCaps caps;
  caps.members = 2;
  EXPECT_EQ(document_from_json("{\"x\":{\"a\":1,\"b\":2,\"c\":3}}", caps).problem,
            "an object with more than 2 members");
  EXPECT_EQ(document_from_json("{\"id\":\"a:b:c\",\"x\":[{\"a\":1,\"b\":2},{\"a\":1,\"b\":2}]}", caps).problem, "");
  caps.members = 1000;
  caps.values = 10;
  EXPECT_EQ(document_from_json("{\"x\":[1,2,3,4,5,6,7,8,9,10]}", caps).problem, "more than 10 values");
  caps.text_bytes = 3;
  EXPECT_EQ(document_from_json("{\"title\":\"abcd\"}", caps).problem, "title: the text is over the cap of 3 bytes");
  EXPECT_EQ(document_from_json("{\"id\":\"" + std::string(201, 'x') + "\"}").problem,
            "id: the id is longer than 200 bytes");
  // Brackets inside strings are text.
  EXPECT_EQ(parsed("{\"title\":\"\\\"" + std::string(300, '[') + "\"}").title, "\"" + std::string(300, '['));
}

TEST(DocumentJson, OrcidsLoseTheirAddress) {
  const JsonRecord record =
      document_from_json(R"({"id": "a", "authors": [{"last": "Roe", "orcid": "https://orcid.org/0000000218250097"}]})");
  ASSERT_TRUE(record.document) << record.problem;
  EXPECT_EQ(record.document->authors.at(0).orcid, "0000-0002-1825-0097");
}

TEST(DocumentWords, DatesAndNames) {
  EXPECT_EQ(to_string(Date{2025, 4, 23}), "2025-04-23");
  EXPECT_EQ(to_string(Date{2025, 4, 0}), "2025-04");
  EXPECT_EQ(to_string(Date{812, 0, 0}), "0812");
  EXPECT_EQ(to_string(Date{}), "");
  EXPECT_STREQ(to_string(EntityType::cell_line), "cell_line");
  EXPECT_STREQ(to_string(Provenance::listed), "listed");
  Author author;
  EXPECT_EQ(short_name(author), "");
  author.last = "Humrich";
  author.fore = "Jean-Paul";
  EXPECT_EQ(short_name(author), "Humrich JP");
  author.initials = "JY";
  author.suffix = "Jr";
  EXPECT_EQ(short_name(author), "Humrich JY Jr");
  author.collective = "Study Group";
  EXPECT_EQ(short_name(author), "Study Group");
}

}  // namespace
}  // namespace il2search
