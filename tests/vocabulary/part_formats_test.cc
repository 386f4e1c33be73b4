// The choice of the reader: formats by content, formats of a kind, and refused files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/base/test_files.h"
#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kMondoText = "format-version: 1.2\nontology: mondo\n\n[Term]\nid: MONDO:0000001\nname: disease\n";
constexpr const char* kHpText = "format-version: 1.2\nontology: hp\n\n[Term]\nid: HP:0000001\nname: All\n";

TEST(PartFormats, AreDetectedByContent) {
  const struct {
    std::string head;
    const char* format;
  } cases[] = {
      {"<?xml version=\"1.0\"?>\n<!DOCTYPE DescriptorRecordSet SYSTEM \"x.dtd\">\n<DescriptorRecordSet LanguageCode = "
       "\"eng\">",
       "mesh-xml"},
      {"<!-- a > b --><!DOCTYPE S [<!ELEMENT S (#PCDATA)>]><SupplementalRecordSet>", "mesh-xml"},
      {"\xEF\xBB\xBF<QualifierRecordSet>", "mesh-xml"},
      {"<DescriptorRecord DescriptorClass=\"1\">", "mesh-xml"},
      {"<PubmedArticleSet>", ""},
      {"<html>DescriptorRecordSet", ""},
      {"<?xml", ""},
      {"*NEWRECORD\nRECTYPE = D\n", "mesh-ascii"},
      {"Body Regions;A01\nBreast;A01.236\n", "mesh-trees"},
      {"Tree Number\tDesc Ui\tTerm\nA01\tD001829\tBody Regions\n", "mesh-trees"},
      {kMondoText, "obo"},
      {"! remark\r\nremark: x\r\n\r\n[Term]\r\nid: A:1\r\n", "obo"},
      {"\xEF\xBB\xBF"
       "format-version: 1.4\n",
       "obo"},
      {"{\"graphs\": [{\"nodes\": []}]}", "obographs"},
      {"{\"pmid\": 1}", ""},
      {"#curie_map:\n#  a: b\nsubject_id\tpredicate_id\tobject_id\n", "sssom"},
      {"# mapping_set_id: x\n", "sssom"},
      {"subject_id,predicate_id,object_id\n", "sssom"},
      {"#tax_id\tGeneID\tSymbol\n", "gene-info"},
      {"hgnc_id\tsymbol\tname\n", "hgnc"},
      {"\"hgnc_id\"\t\"symbol\"\n", "hgnc"},
      {"", ""},
      {"  \n\t\n", ""},
      {"just some text; with a semicolon\n", ""},
      {std::string("format-version: 1.2\n\0", 21), ""},
  };
  for (const auto& c : cases) EXPECT_EQ(detect_vocabulary_format(c.head), c.format) << c.head;
}

TEST(PartFormats, ReadsEveryKindAndGzip) {
  const TestFolder folder;
  const struct {
    const char* kind;
    std::string text;
    const char* name;
  } cases[] = {
      {"mondo", kMondoText, "mondo"},
      {"obo", kMondoText, "mondo"},
      {"obo", kHpText, "obo-hp"},
      {"mondo", R"({"graphs": [{"nodes": [{"id": "MONDO:0000001", "lbl": "disease"}]}]})", "mondo"},
      {"obo", R"({"graphs": [{"nodes": [{"id": "HP:0000001", "lbl": "All"}]}]})", "obo-hp"},
      {"gene", "#tax_id\tGeneID\tSymbol\n9606\t1\tA1BG\n", "gene"},
      {"gene", "hgnc_id\tsymbol\nHGNC:5\tA1BG\n", "gene-hgnc"},
      {"sssom", "subject_id\tpredicate_id\tobject_id\nMONDO:1\tskos:exactMatch\tMESH:D1\n", "sssom-some-file.txt"},
      {"mesh-trees", "Body Regions;A01\n", "mesh-trees"},
  };
  for (const auto& c : cases) {
    for (const bool packed : {false, true}) {
      const std::string path = folder.write("some-file.txt", packed ? gzip(c.text) : c.text);
      const PartOutcome outcome = read_vocabulary_file(c.kind, path);
      ASSERT_FALSE(outcome.error.has_value()) << c.kind << ": " << outcome.error->what();
      EXPECT_EQ(outcome.part.name, c.name) << c.kind;
      EXPECT_EQ(outcome.part.source, "some-file.txt");
    }
  }
}

TEST(PartFormats, RefusesFilesOfOtherKinds) {
  const TestFolder folder;
  const struct {
    const char* kind;
    std::string text;
    const char* message;
    const char* hint;
  } cases[] = {
      {"mesh", kMondoText, "this looks like OBO", "use mondo=PATH or obo=PATH"},
      {"gene", "*NEWRECORD\n", "this looks like MeSH ASCII records", "use mesh=PATH"},
      {"sssom", "#tax_id\tGeneID\tSymbol\n", "this looks like NCBI gene_info", "use gene=PATH"},
      {"obo", "subject_id\tpredicate_id\tobject_id\n", "this looks like SSSOM", "use sssom=PATH"},
      {"mondo", kHpText, "not Mondo but another ontology", "use obo=PATH"},
      {"mesh", "<!DOCTYPE html>\n<html><body>404</body></html>", "a web page", "mesh takes MeSH XML"},
      {"obo", "<?xml version=\"1.0\"?><rdf:RDF>", "OWL in RDF/XML", "obo takes OBO or obographs JSON"},
      {"obo", "<pubmed/>", "XML of another kind", "obo takes"},
      {"gene", "[1]", "JSON of another kind", "gene takes NCBI gene_info or the HGNC gene table"},
      {"gene", "%PDF-1.7", "a PDF file", "gene takes"},
      {"gene", "PK\x03\x04", "a zip archive", "gene takes"},
      {"gene", std::string("ab\0cd", 5), "binary data", "gene takes"},
      {"gene", " \n ", "nothing but blanks", "gene takes"},
      {"gene", "hello\n", "text of another kind", "gene takes"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_vocabulary_file(c.kind, folder.write("fi\x1B"
                                                                          "le",
                                                                          c.text));
    ASSERT_TRUE(outcome.error.has_value()) << c.text;
    EXPECT_EQ(outcome.error->code(), ErrorCode::unknown_format) << c.text;
    EXPECT_THAT(outcome.error->what(), HasSubstr(c.message));
    EXPECT_THAT(outcome.error->what(), HasSubstr("fi\xEF\xBF\xBDle"));
    EXPECT_THAT(outcome.error->hint(), HasSubstr(c.hint));
  }
}

TEST(PartFormats, BrokenFilesAndWrongArguments) {
  const TestFolder folder;
  const std::string packed =
      gzip(std::string(kMondoText) + std::string(200000, '\n') + "[Term]\nid: MONDO:2\nname: b\n");
  const struct {
    const char* kind;
    std::string path;
    ErrorCode code;
    const char* message;
  } cases[] = {
      {"mondo", folder.write("cut.gz", packed.substr(0, packed.size() - 12)), ErrorCode::broken_file, "cut.gz"},
      {"mondo", folder.write("empty", ""), ErrorCode::broken_file, "empty"},
      {"mondo", folder.path() + "/missing", ErrorCode::path_missing, "missing"},
      {"obo", folder.write("no-term", "format-version: 1.2\n"), ErrorCode::broken_file, "no-term"},
      {"loinc", folder.write("a", kMondoText), ErrorCode::invalid_argument, "\"loinc\""},
      {"", folder.write("b", kMondoText), ErrorCode::invalid_argument, "kind"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_vocabulary_file(c.kind, c.path);
    ASSERT_TRUE(outcome.error.has_value()) << c.path;
    EXPECT_EQ(outcome.error->code(), c.code) << c.path;
    EXPECT_THAT(outcome.error->what(), HasSubstr(c.message));
  }
  EXPECT_THAT(vocabulary_kinds(), ElementsAre("mesh", "mesh-trees", "mondo", "obo", "gene", "sssom"));
}

}  // namespace
}  // namespace il2search
