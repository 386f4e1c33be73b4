// Bad input to il2index: the message, the exit code, and everything else kept.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/base/test_files.h"
#include "tests/cli/il2index_runs.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::article;
using test::article_set;
using test::articles;
using test::ProgramEnd;
using test::ProgramOptions;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

TEST_F(Il2IndexBadInput, TruncatedGzip) {
  const std::string whole = gzip(article_set(articles(10, 500, "cut")));
  const std::string cut = write("cut.xml.gz", whole.substr(0, whole.size() / 2));
  expect_refused({cut}, 3, AllOf(HasSubstr("cut.xml.gz"), HasSubstr("il2index: ")));
  const ProgramEnd kept = update({"--keep-partial", cut});
  EXPECT_EQ(kept.code, 0) << kept.err;
  EXPECT_THAT(kept.err, HasSubstr("records before the damage are kept"));
  EXPECT_THAT(titles(), Contains(Pair("PMID:10", "cut 10")));
  EXPECT_LT(titles().size(), 400u);
}

TEST_F(Il2IndexBadInput, XmlBrokenInTheMiddle) {
  std::string xml = article_set(articles(10, 99, "broken"));
  xml.insert(xml.find("broken 50") + 3, "</Abstract><<");
  const std::string paper = write("broken.xml", xml);
  expect_refused({paper}, 3, HasSubstr("broken.xml"));
  EXPECT_EQ(update({"--keep-partial", paper}).code, 0);
  EXPECT_THAT(titles(), AllOf(Contains(Key("PMID:49")), Not(Contains(Key("PMID:51")))));
}

TEST_F(Il2IndexBadInput, WrongMd5) {
  const std::string paper = write("a.xml", article_set(articles(10, 11, "A")));
  write("a.xml.md5", "MD5(a.xml)= " + std::string(32, 'a') + "\n");
  expect_refused({paper}, 3, AllOf(HasSubstr("MD5"), HasSubstr("download the file again")));
}

TEST_F(Il2IndexBadInput, UnknownMissingAndEmpty) {
  expect_refused({write("strange.bin", std::string("\x00\x01\x02\x03", 4))}, 3,
                 AllOf(HasSubstr("strange.bin"), HasSubstr("pubmed-xml"), HasSubstr("hint: ")));
  expect_refused({write("empty.xml", "")}, 3, HasSubstr("empty.xml"));
  expect_refused({folder_ / "none.xml"}, 3, HasSubstr("none.xml"));
  expect_refused({"--format", "papyrus", folder_ / "good.xml", "--reapply"}, 3, HasSubstr("papyrus"));
  fs::create_directory(folder_ / "nothing");
  expect_refused({folder_ / "nothing"}, 3, HasSubstr("no input files in this folder"));
}

TEST_F(Il2IndexBadInput, ARecordWithoutAnId) {
  std::string nameless = article(12, "nameless");
  nameless.erase(nameless.find("<PMID"), nameless.find("</PMID>") + 7 - nameless.find("<PMID"));
  const ProgramEnd end = update({write("a.xml", article_set(article(11, "before") + nameless + article(13, "after")))});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.err, AllOf(HasSubstr("record skipped: " + folder_.path() + "/a.xml: record 2 at byte "),
                             HasSubstr("1 bad record skipped")));
  EXPECT_THAT(titles(), AllOf(Contains(Key("PMID:11")), Contains(Key("PMID:13"))));
  EXPECT_EQ(titles().size(), 5u);
}

TEST_F(Il2IndexBadInput, AWordOf300Bytes) {
  EXPECT_EQ(update({write("a.xml", article_set(article(11, "before " + std::string(300, 'x') + " after")))}).code, 0);
  EXPECT_EQ(titles().at("PMID:11"), "before " + std::string(300, 'x') + " after");
}

TEST_F(Il2IndexBadInput, ARecordOf70Mebibytes) {
  const std::string path = folder_ / "large.xml";
  {
    std::ofstream out(path);
    out << "<PubmedArticleSet>\n" << article(11, "before");
    out << "<PubmedArticle><MedlineCitation><PMID>12</PMID><Article><ArticleTitle>large</ArticleTitle><Abstract>";
    const std::string text = "<AbstractText>" + std::string(1u << 20, 'y') + "</AbstractText>\n";
    for (int i = 0; i < 70; ++i) out << text;
    out << "</Abstract></Article></MedlineCitation></PubmedArticle>\n"
        << article(13, "after") << "</PubmedArticleSet>\n";
  }
  const ProgramEnd end = update({path});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, AllOf(HasSubstr("record skipped: "), HasSubstr("record 2 at byte ")));
  EXPECT_THAT(titles(), AllOf(Contains(Key("PMID:11")), Contains(Key("PMID:13")), Not(Contains(Key("PMID:12")))));
}

TEST_F(Il2IndexBadInput, InvalidUtf8) {
  const ProgramEnd end = update({write("a.xml", article_set(article(11, "fine") + article(12, "not \xc3( fine")))});
  EXPECT_THAT(end.code, testing::AnyOf(0, 3)) << end.err;
  if (end.code == 3) expect_as_made();
  for (const auto& [id, title] : titles()) EXPECT_EQ(title.find('\xc3'), std::string::npos) << id;
  const ProgramEnd lines =
      update({write("b.jsonl", "{\"pmid\": 21, \"title\": \"fine\"}\n{\"pmid\": 22, \"title\": \"\xff\"}\n")});
  EXPECT_EQ(lines.code, 0) << lines.err;
  EXPECT_THAT(lines.err, HasSubstr("record skipped: "));
  EXPECT_THAT(titles(), Contains(Key("PMID:21")));
}

TEST_F(Il2IndexBadInput, EntityBomb) {
  std::string doctype = "<!DOCTYPE PubmedArticleSet [<!ENTITY a0 \"lol\">";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    doctype += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int n = 0; n < 10; ++n) doctype += before;
    doctype += "\">";
  }
  const std::string xml = doctype + "]>\n<PubmedArticleSet>" + article(11, "&a11;") + "</PubmedArticleSet>";
  ProgramOptions options;
  options.patience = std::chrono::seconds(30);
  const ProgramEnd end = update({write("bomb.xml", xml)}, options);
  EXPECT_EQ(end.signal, 0);
  EXPECT_THAT(end.code, testing::AnyOf(0, 3)) << end.err;
  for (const auto& [id, title] : titles()) EXPECT_LT(title.size(), 1000u);
}

TEST_F(Il2IndexBadInput, UnknownEntitiesAreCountedAndKnownOnesAreCharacters) {
  const ProgramEnd end = update({write("a.xml", article_set(article(11, "TNF-&alpha; and &nosuch;")))});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, AllOf(HasSubstr("warning: "), HasSubstr("nosuch"), HasSubstr("1 warning")));
  EXPECT_THAT(titles().at("PMID:11"), StartsWith("TNF-\xce\xb1 and "));
}

TEST_F(Il2IndexBadInput, ThreeBadRecordsOf200) {
  std::string lines;
  for (int i = 1; i <= 200; ++i) lines += i % 60 == 0 ? "{]\n" : "{\"pmid\": " + std::to_string(1000 + i) + "}\n";
  const std::string paper = write("many.jsonl", lines);
  expect_refused({paper}, 3, AllOf(HasSubstr("too many bad records: 3 of 200"), HasSubstr("--max-bad")));
  const ProgramEnd end = update({"--max-bad", "5", paper});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.err, AllOf(HasSubstr("197 added"), HasSubstr("3 bad records skipped")));
}

TEST_F(Il2IndexBadInput, OneBadRecordOfThree) {
  const ProgramEnd end = update({write("few.jsonl", "{\"pmid\": 11}\n{\"pmid\": \n{\"pmid\": 13}\n")});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.err, AllOf(HasSubstr("2 added"), HasSubstr("1 bad record skipped"),
                             HasSubstr("few.jsonl: record 2 at byte 13")));
}

TEST_F(Il2IndexBadInput, OutputHasNoControlCharacters) {
  const std::string evil =
      "\x1b[2J\x1b]0;owned\x07\x9b"
      "31m\r\n";
  const std::string name = folder_ / ("evil\x1b[31m\nname.jsonl");
  test::write_file(name, "{\"id\": \"" + std::string(300, 'x') + "\\u001b[31m\", \"title\": \"t\"}\n" +
                             "{\"pmid\": \"\\u001b[2J\", \"title\": \"t\"}\n{\"id\": \"a\\u001b[31m\"}\nnonsense " +
                             evil + "\n" + "{\"pmid\": 11, \"title\": \"\\u001b[2J\\u009b31m\"}\n");
  ProgramEnd end = update({name});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("record skipped"));
  expect_clean_messages(end.err);
  for (const std::string& path : {folder_ / "gone\x1b[31m.xml", folder_ / "gone\n.xml"})
    expect_clean_messages(update({path}).err);
  expect_clean_messages(update({name, name}).err);
  end = run({"status", "--index", folder_ / "no\x1b[31mindex"});
  EXPECT_EQ(end.code, 4);
  expect_clean_messages(end.err);
}

TEST_F(Il2IndexBadInput, FilesWithTheSameIds) {
  const std::string one = write("x/a.jsonl", "{\"title\": \"one\"}\n");
  const std::string two = write("y/a.jsonl", "{\"title\": \"two\"}\n");
  expect_refused({one, two}, 2, AllOf(HasSubstr(one), HasSubstr(two), HasSubstr("FILE:a.jsonl#1")));
}

}  // namespace
}  // namespace il2search
