// Plain text: titles, paragraphs, encodings, caps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/text_encoding.h"
#include "corpus/pages/text_reader.h"
#include "read_all.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

using ::testing::HasSubstr;

std::string shown(const std::string& text) {
  const Document d = parse_plain_text(text);
  return d.title + "|" + (d.abstract.empty() ? "" : d.abstract[0].text);
}

TEST(PlainText, TitlesAndParagraphs) {
  EXPECT_EQ(shown("\n\nA title\n\nOne line.\nNext line.\n"), "A title|One line.\nNext line.");
  EXPECT_EQ(shown("T\r\nA line that is\r\nbroken in a sentence.\r\nNew one.\r\n"),
            "T|A line that is broken in a sentence.\nNew one.");
  EXPECT_EQ(shown("## Head line\ntext"), "Head line|text");
  EXPECT_EQ(shown("T\nfirst\n\nsecond\n- a\n- b\n\fpage"), "T|first\nsecond\n- a\n- b\npage");
  EXPECT_EQ(shown("Only a title"), "Only a title|");
  EXPECT_EQ(shown(""), "|");
  EXPECT_EQ(shown("  \t \n"), "|");
  EXPECT_EQ(shown("#hashtag\nx"), "#hashtag|x");
}

TEST(PlainText, AParagraphIsNotATitle) {
  const std::string paragraph = "First sentence here. " + std::string(600, 'x');
  EXPECT_EQ(shown(paragraph), "First sentence here.|" + paragraph);
  const std::string no_blank(800, 'x');
  EXPECT_EQ(shown(no_blank), std::string(500, 'x') + "|" + no_blank);
  std::string umlauts;
  for (int i = 0; i < 400; ++i) umlauts += "ü";
  umlauts.insert(0, "x");
  EXPECT_EQ(parse_plain_text(umlauts).title.size(), 499u);
}

TEST(PlainText, OneDocumentPerFile) {
  const ReadOutcome outcome = read_text(make_text_reader, "\xEF\xBB\xBFTitle\n\nText.");
  ASSERT_EQ(outcome.documents().size(), 1u);
  EXPECT_EQ(outcome.documents()[0].id, "FILE:test-file#1");
  EXPECT_EQ(outcome.documents()[0].title, "Title");
  EXPECT_TRUE(outcome.record_errors.empty());
}

TEST(PlainText, Windows1252IsReadWithAWarning) {
  const ReadOutcome outcome = read_text(make_text_reader, "Sj\xF6gren \x96 \x80 5, \xE2\x82\xAC 6\n\n\x81");
  ASSERT_EQ(outcome.documents().size(), 1u);
  EXPECT_EQ(outcome.documents()[0].title, "Sjögren – € 5, € 6");
  EXPECT_EQ(outcome.documents()[0].abstract[0].text, "\uFFFD");
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_FALSE(outcome.record_errors[0].skipped);
  EXPECT_EQ(outcome.record_errors[0].message, "4 bytes are not UTF-8 and were read as Windows-1252");
  EXPECT_EQ(outcome.record_errors[0].id, "FILE:test-file#1");
}

TEST(PlainText, RefusesWhatIsNotText) {
  const struct {
    std::string content;
    const char* message;
  } rows[] = {
      {"Title\n\nbell \x07", "control character 0x07 at byte 12: this is not plain text"},
      {std::string("a\0b", 3), "control character 0x00 at byte 1: this is not plain text"},
      {"del \x7F", "control character 0x7F at byte 4: this is not plain text"},
      {" \n ", "the file has no text"},
      {"Title\n\n" + std::string(900, 'x'), "a text is over the cap of 512 bytes"},
      {"Title\n\n" + std::string(2000, 'x'), "the file is over the cap of 1024 bytes"},
  };
  for (const auto& row : rows) {
    const ReadOutcome outcome = read_text(make_text_reader, row.content, {1024, 512, 20});
    EXPECT_TRUE(outcome.records.empty()) << row.message;
    ASSERT_EQ(outcome.record_errors.size(), 1u) << row.message;
    EXPECT_EQ(outcome.record_errors[0].message, row.message);
    EXPECT_TRUE(outcome.record_errors[0].skipped);
    EXPECT_EQ(outcome.record_errors[0].record, 1u);
  }
  EXPECT_EQ(read_text(make_text_reader, "").error->code(), ErrorCode::broken_file);
}

TEST(PlainText, TabFormFeedAndReturnAreText) {
  EXPECT_EQ(find_control_character("a\tb\r\nc\f"), std::string::npos);
  EXPECT_EQ(find_control_character("ab\x1b"), 2u);
}

TEST(RecordIds, PreferIdentifiersToPositions) {
  ReaderOptions options;
  options.file = "given";
  options.file_id = "root/sub/file.txt";
  Document d;
  EXPECT_EQ(id_for(d, options, 3), "FILE:root/sub/file.txt#3");
  d.doi = "10.5555/x";
  EXPECT_EQ(id_for(d, options, 3), "DOI:10.5555/x");
  d.pmcid = "PMC1";
  EXPECT_EQ(id_for(d, options, 3), "PMCID:PMC1");
  d.pmid = "2";
  EXPECT_EQ(id_for(d, options, 3), "PMID:2");
}

TEST(RecordIds, LongPathsStayDistinct) {
  ReaderOptions options;
  options.file_id = "a" + std::string(300, 'x') + "/file.txt";
  const std::string one = id_for({}, options, 1);
  options.file_id[0] = 'b';
  const std::string other = id_for({}, options, 1);
  EXPECT_LE(one.size(), kMaxIdBytes);
  EXPECT_NE(one, other);
  EXPECT_THAT(one, HasSubstr("xx/file.txt#1"));
}

}  // namespace
}  // namespace il2search
