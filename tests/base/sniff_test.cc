// Recognition of content by its first bytes. Detection in corpus and vocabulary has tables of whole files.
#include "base/sniff.h"

#include <gtest/gtest.h>

#include <string>

namespace il2search {
namespace {

TEST(Sniff, XmlRoots) {
  EXPECT_EQ(xml_root("<a:b c='d'>"), "b");
  EXPECT_EQ(xml_root("<!DOCTYPE x SYSTEM \"a\"><x/>"), "x");
  EXPECT_EQ(xml_root("<!DOCTYPE x [<!ENTITY a \"b>\">]> <!-- <y> --> <?z?><x/>"), "x");
  EXPECT_EQ(xml_root("<!doctype HTML><body>"), "html");
  EXPECT_EQ(xml_root("<?xml?"), "");
  EXPECT_EQ(xml_root("<!DOCTYPE a [ <b>"), "");
  EXPECT_EQ(xml_root("<1>"), "");
  EXPECT_EQ(xml_root("text"), "");
  EXPECT_EQ(xml_root(""), "");
}

TEST(Sniff, BinaryContent) {
  EXPECT_EQ(sniff_binary("%PDF-1.7").name, "a PDF file");
  EXPECT_EQ(sniff_binary("PK\x03\x04 mimetypeapplication/epub+zip").name, "an EPUB book");
  EXPECT_EQ(sniff_binary("PK\x03\x04").name, "a zip archive");
  EXPECT_EQ(sniff_binary(std::string(257, '\0') + "ustar").name, "a tar archive");
  EXPECT_EQ(sniff_binary(std::string(256, '\0') + "ustar").name, "");
  EXPECT_FALSE(sniff_binary("").known());
  EXPECT_FALSE(sniff_binary("A text about %PDF-").known());
}

// What is certain is also likely, and part of a header is likely only.
TEST(Sniff, VocabulariesByEvidence) {
  const struct {
    std::string text;
    const char* certain;
    const char* likely;
  } rows[] = {
      {"<DescriptorRecord>", "mesh-xml", "mesh-xml"},
      {"*NEWRECORD\nRECTYPE = D\n", "mesh-ascii", "mesh-ascii"},
      {"*NEWRECORD\nbegins a record\n", "", "mesh-ascii"},
      {"Body Regions;A01\nAbdomen;A01.047\n", "mesh-trees", "mesh-trees"},
      {"Trees\nBody Regions;A01\n", "", "mesh-trees"},
      {"Body Regions; A01\n", "", "mesh-trees"},
      {"format-version: 1.2\n[Term]\n", "obo", "obo"},
      {"A remark\nontology: hp\n", "", "obo"},
      {"{\"graphs\": [{\"nodes\": []}]}", "obographs", "obographs"},
      {"{\"title\": 1, \"graphs\": []}", "", "obographs"},
      {"# x: y\nsubject_id\tpredicate_id\tobject_id\n", "sssom", "sssom"},
      {"# mapping_set_id: x\n", "", "sssom"},
      {"#tax_id\tGeneID\n", "gene-info", "gene-info"},
      {"\"HGNC_ID\",\"symbol\"\n", "hgnc", "hgnc"},
      {std::string("format-version: 1.2\n\0", 21), "", ""},
      {"<html>", "", ""},
      {"", "", ""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(sniff_vocabulary(row.text, Evidence::certain), row.certain) << row.text;
    EXPECT_EQ(sniff_vocabulary(row.text, Evidence::likely), row.likely) << row.text;
  }
  EXPECT_EQ(vocabulary_format_name("mesh-trees"), "MeSH tree numbers");
}

}  // namespace
}  // namespace il2search
