// Detection of formats by content, and the description of content in no known format.
#include "corpus/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <il2search/error.h>

#include "base/byte_source.h"
#include "corpus/reader.h"

namespace il2search {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;

struct FormatRow {
  std::string head;
  std::string format;
};

TEST(Detect, KnownFormats) {
  const FormatRow rows[] = {
      {"<?xml version=\"1.0\"?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"x\" \"y\">\n<PubmedArticleSet>", "pubmed-xml"},
      {"\xEF\xBB\xBF\n\n  <PubmedArticleSet/>", "pubmed-xml"},
      {"<?xml version=\"1.0\"?><!-- <html> > --><!DOCTYPE a [<!ENTITY b \"c>\">]><MedlineCitationSet>", "pubmed-xml"},
      {"<PubmedBookArticle>", "pubmed-xml"},
      {"<?xml version=\"1.0\"?><article xmlns:x=\"y\">", "jats"},
      {"<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS\" \"a.dtd\"><article><front>", "jats"},
      {"<pmc-articleset>", "jats"},
      {"<OAI-PMH xmlns=\"a\"><GetRecord><record><metadata><article xmlns=\"b\">", "jats"},
      {"<collection><source>", "bioc-xml"},
      {"<!DOCTYPE collection SYSTEM 'BioC.dtd'>\n<collection>\n", "bioc-xml"},
      {"{\"documents\": [{\"id\": \"1\", \"passages\": []}]}", "bioc-json"},
      {"{\"PubTator3\": [\n{\"id\": \"1\",\n\"passages\": []}]}", "bioc-json"},
      {"[{\"source\": \"PMC\", \"documents\": [{\"id\": \"1\", \"passages\": []}]}]", "bioc-json"},
      {"{\"id\": \"1\", \"infons\": {}, \"passages\": []}\n{\"id\": \"2\"}\n", "bioc-json"},
      {"123|t|Title\n123|a|Abstract\n", "pubtator"},
      {"\n\r\n123|t|Title with a \x07 bell\n", "pubtator"},
      {"PMC123|t|Title", "pubtator"},
      {"PMID- 123\nTI  - T\n", "medline"},
      {"\n\r\n \nPMID- 123\r\n", "medline"},
      {"\xEF\xBB\xBFPMID- 123", "medline"},
      {"STAT- Publisher\nPMID- 123\n", "medline"},
      {"{\"title\": \"a\"}\n", "jsonl"},
      {"\xEF\xBB\xBF\n{ \"title\": \"a\"}\n{}", "jsonl"},
      {"{\"title\": \"a" + std::string(70'000, 'x'), "jsonl"},
      {"{\"title\": broken}\n{\"title\": \"b\"}\n", "jsonl"},
      {"{\"title\": \"the passages of a book\"}\n", "jsonl"},
      {"# T\n\n**Authors:** A B\n\nPMC \u00b7 DOI: 10.5555/a \u00b7 J \u00b7 2025\n", "paper-md"},
      {"\r\n# T\r\n\r\n## TL;DR\r\n\r\nShort.\r\n\r\n## Abstract\r\n\r\nText.\r\n", "paper-md"},
      {"T\n\nA B, C D\n\nText.\n\nOriginal languageEnglish\nVolume3\n", "portal-text"},
      {"T\n\nText.\n\nOriginal language\tEnglish\nPublication status\tPublished - 2020\n", "portal-text"},
      {"A title\n\nSome text.\n", "text"},
      {"# A headline\n\n## And one of another kind\n\ntext", "text"},
      {"A text that mentions\nPMID- 123\nand goes on", "text"},
      {"Journal of life: a title\n\nVolume 3 of his memoirs was lost.\nIssues of trust are next.", "text"},
      {"{not JSON} but text", "text"},
      {"[1] A reference\n[2] Another", "text"},
      {"<5 % of patients", "text"},
      {"One, two, three\n\nfour, five, six", "text"},
      {"caf\xE9 in Windows-1252", "text"},
      {"x", "text"},
      // Texts that only mention vocabularies.
      {"ontology: a review\n\nThe file begins with format-version: 1.2\n", "text"},
      {"format-version: 1.2 is the first line of an OBO file\n", "text"},
      {"format-version: 1.2\n\nThis line begins every OBO file.\n", "text"},
      {"[Term]\n\nThis line begins a stanza.\n", "text"},
      {"The format OBO\n\nformat-version: 1.2\n\n[Term]\nid: MONDO:0000001\n", "text"},
      {"*NEWRECORD begins a record of MeSH\n\nRECTYPE = D\n", "text"},
      {"*NEWRECORD\n\nbegins a record.\n", "text"},
      {"Body Regions;A01\n\nis the first line of mtrees.\n", "text"},
      {"The tree of MeSH\n\nBody Regions;A01\nBreast;A01.236\n", "text"},
      {"Sections; A01\nmore; B02\n", "text"},
      {"Wild type;A1\n", "text"},
      {"# curie_map: a headline\n\nA text with subject_id, predicate_id and object_id.\n", "text"},
      {"subject_id, predicate_id, object_id: columns of SSSOM\n", "text"},
      {"#tax_id and GeneID are columns of gene_info\n", "text"},
      {"{\"title\": \"a\", \"graphs\": [{\"id\": 1}]}\n", "jsonl"},
      {"{\"graphs\": 3, \"title\": \"a\"}\n", "jsonl"},
      {"{\"graphs\": [{\"caption\": \"b\"}], \"title\": \"a\"}\n", "jsonl"},
      {"{\"meta\": {\"x\": 1}, \"title\": \"\\\"graphs\\\"\"}\n", "jsonl"},
  };
  for (const FormatRow& row : rows) EXPECT_EQ(detect_format(row.head), row.format) << row.head.substr(0, 80);
}

struct UnknownRow {
  std::string head;
  std::string hint;
};

TEST(Detect, UnknownContentIsNamed) {
  const UnknownRow rows[] = {
      {"<article xmlns=\"http://docbook.org/ns/docbook\"><info>", "DocBook"},
      {"<!DOCTYPE article PUBLIC \"-//OASIS//DTD DocBook XML V4.5//EN\" \"d\"><article>", "DocBook"},
      {"<OAI-PMH><ListRecords><record><metadata><oai_dc:dc>", "OAI-PMH"},
      {"<collection xmlns=\"http://www.loc.gov/MARC21/slim\"><record>", "XML of an unknown kind"},
      {"<!doctype HTML><html>", "HTML"},
      {"<HTML><body>", "HTML"},
      {"<foo/>", "XML of an unknown kind"},
      {"<eSearchResult>", "efetch"},
      {"<!-- no root", "XML or HTML without a root element"},
      {"[\n{\"title\": \"a\"}]", "a JSON array: write one object per line"},
      {"{\n  \"title\": \"a\",\n  \"b\": 1\n}\n", "one JSON object over several lines"},
      {"PMID,Title,Authors\n1,\"a, b\",c\n", "a table (CSV)"},
      {"a\tb\tc\n1\t2\t3\n", "a table (TSV)"},
      {"TY  - JOUR\n", "RIS"},
      {"@article{a,\n", "BibTeX"},
      {"%PDF-1.7\n", "a PDF"},
      {"PK\x03\x04....word/document.xml", "a Word document (docx)"},
      {"PK\x03\x04....", "a zip archive"},
      {"{\\rtf1 x", "RTF"},
      {"\xFF\xFE"
       "a\0"s,
       "UTF-16 text"},
      {"\x1F\x8B\x08", "gzip inside gzip"},
      {std::string(257, 'a') + "ustar", "a tar archive"},
      {"text with a \x07 bell", "binary data: plain text holds no control characters"},
      {std::string(100, '\0'), "binary data"},
  };
  for (const UnknownRow& row : rows) {
    EXPECT_EQ(detect_format(row.head), "") << row.head.substr(0, 40);
    EXPECT_THAT(describe_unknown(row.head), HasSubstr(row.hint)) << row.head.substr(0, 40);
  }
}

TEST(Detect, VocabulariesAreReferredToTheirCommand) {
  const UnknownRow rows[] = {
      {"format-version: 1.4\nontology: mondo\n\n[Term]\nid: MONDO:0000001\n", "OBO"},
      {"\xEF\xBB\xBF"
       "format-version: 1.2\r\n",
       "OBO"},
      {"! a remark\n\nformat-version: 1.2\ndate: 01:01:2026 10:00\n", "OBO"},
      {"data-version: 3\nremark: x\n\n[Typedef]\nid: part_of\n", "OBO"},
      {"[Term]\nid: A:1\nname: b\n", "OBO"},
      {"Body Regions;A01\nAbdomen;A01.047\nAbdominal Cavity;A01.047.025\n", "MeSH tree numbers"},
      {"Body Regions;A01", "MeSH tree numbers"},
      {"\xEF\xBB\xBFTree Number\tDesc Ui\tTerm\r\nA01\tD001829\tBody Regions\r\n", "MeSH tree numbers"},
      {"A01\tD001829\tBody Regions\nA01.111\tD059925\tAnatomic Landmarks\n", "MeSH tree numbers"},
      {"# curie_map:\n#   a: b\n# mapping_set_id: x\nsubject_id\tpredicate_id\tobject_id\n", "SSSOM"},
      {"subject_id,subject_label,predicate_id,object_id\nA:1,a,skos:exactMatch,B:1\n", "SSSOM"},
      {"#tax_id\tGeneID\tSymbol\n9606\t3558\tIL2\n", "NCBI gene_info"},
      {"\"hgnc_id\"\t\"symbol\"\t\"name\"\n", "the HGNC gene table"},
      {"*NEWRECORD\nRECTYPE = D\nMH = Breast\n", "MeSH ASCII records"},
      {"{\n  \"graphs\" : [ {\n    \"id\" : \"http://purl.obolibrary.org/obo/x.owl\",\n", "obographs JSON"},
      {"{\"graphs\": [{\"nodes\": []}]}", "obographs JSON"},
      {"{\"@context\": {}, \"graphs\":[{\"meta\": {}}]}\n", "obographs JSON"},
      {"<DescriptorRecordSet LanguageCode=\"eng\">", "MeSH XML"},
  };
  for (const UnknownRow& row : rows) {
    EXPECT_EQ(detect_format(row.head), "") << row.head.substr(0, 40);
    EXPECT_EQ(describe_unknown(row.head),
              "this looks like " + row.hint + ": load a vocabulary with `il2index vocabulary`");
  }
}

TEST(Detect, AnEmptyStreamIsABrokenFile) {
  try {
    detect_format("");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::broken_file);
  }
}

TEST(Registry, KnowsItsFormats) {
  EXPECT_THAT(document_formats(), testing::ElementsAre("pubmed-xml", "jats", "medline", "bioc-xml", "bioc-json",
                                                       "pubtator", "jsonl", "paper-md", "portal-text", "text"));
  for (const std::string& format : document_formats()) {
    EXPECT_NE(make_reader(format, std::make_unique<MemorySource>("x"), {}), nullptr) << format;
  }
  try {
    make_reader("rats\x1b", std::make_unique<MemorySource>("x"), {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unknown_format);
    EXPECT_THAT(error.hint(), HasSubstr("paper-md"));
    EXPECT_EQ(std::string(error.what()).find('\x1b'), std::string::npos);
  }
}

// A file that is deleted with the object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content)
      : path_(std::filesystem::temp_directory_path() / ("il2search-detect-" + std::to_string(counter_++))) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  static inline int counter_ = 0;
  std::filesystem::path path_;
};

TEST(Registry, OpensFilesByContent) {
  const TemporaryFile file("A title\n\nText.\n");
  const auto reader = open_reader(file.path(), "auto", {});
  const auto record = reader->next();
  ASSERT_TRUE(record);
  EXPECT_EQ(std::get<Document>(*record).title, "A title");
  EXPECT_EQ(std::get<Document>(*record).id, "FILE:" + file.path() + "#1");
}

TEST(Registry, ErrorsNameTheFileAndTheFormats) {
  const struct {
    std::string content;
    ErrorCode code;
    std::string message;
    std::string hint;
  } rows[] = {
      {"%PDF-1.4", ErrorCode::unknown_format, "the format is unknown: ", "this looks like a PDF"},
      {"", ErrorCode::broken_file, "the file is empty: ", ""},
      {" \n\n", ErrorCode::broken_file, "the file is blank: ", ""},
  };
  for (const auto& row : rows) {
    const TemporaryFile file(row.content);
    try {
      open_reader(file.path(), "auto", {});
      FAIL() << row.message;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), row.code);
      EXPECT_EQ(error.what(), row.message + file.path());
      EXPECT_THAT(error.hint(), HasSubstr(row.hint));
      const bool names_formats = error.hint().find("pubmed-xml, jats, medline") != std::string::npos;
      EXPECT_EQ(names_formats, row.code == ErrorCode::unknown_format) << error.hint();
    }
  }
}

}  // namespace
}  // namespace il2search
