// Formats told apart by content, and what is said of contents that are none.
#include "corpus/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <il2search/error.h>

#include "base/memory_source.h"
#include "corpus/content_signs.h"
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
  };
  for (const FormatRow& row : rows) EXPECT_EQ(detect_format(row.head), row.format) << row.head.substr(0, 80);
}

struct UnknownRow {
  std::string head;
  std::string hint;
};

TEST(Detect, UnknownContentsAreNamed) {
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
      {"[\n{\"title\": \"a\"}]", "a JSON array: write one object a line"},
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

TEST(Detect, AnEmptyStreamIsABrokenFile) {
  try {
    detect_format("");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::broken_file);
  }
}

TEST(Detect, XmlRoots) {
  EXPECT_EQ(xml_root("<a:b c='d'>"), "b");
  EXPECT_EQ(xml_root("<!DOCTYPE x SYSTEM \"a\"><x/>"), "x");
  EXPECT_EQ(xml_root("<?xml?"), "");
  EXPECT_EQ(xml_root("<!DOCTYPE a [ <b>"), "");
  EXPECT_EQ(xml_root("text"), "");
  EXPECT_EQ(xml_root(""), "");
}

TEST(Registry, KnowsItsFormats) {
  EXPECT_THAT(known_formats(), testing::ElementsAre("pubmed-xml", "jats", "medline", "bioc-xml", "bioc-json",
                                                    "pubtator", "jsonl", "paper-md", "portal-text", "text"));
  for (const std::string& format : known_formats()) {
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

// A file that is gone with the object.
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
      {" \n\n", ErrorCode::broken_file, "the file holds nothing but blanks: ", ""},
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
