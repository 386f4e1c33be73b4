// open_source(), MemorySource and LineReader.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include <il2search/error.h>

#include "base/byte_source.h"
#include "base/line_reader.h"
#include "corpus/pubmed/pubmed_xml.h"
#include "tests/base/test_files.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

TEST(OpenSource, ReadsGzipAndCountsBytesOnTheDisk) {
  const TestFolder folder;
  const std::string text(100'000, 'a');
  const std::string packed = gzip(text);
  const auto source = open_source(folder.write("a.gz", packed));
  EXPECT_EQ(source->head().size(), 64u * 1024);
  std::string all;
  std::string buffer(1000, '\0');
  while (const std::size_t n = source->read(buffer.data(), buffer.size())) all.append(buffer, 0, n);
  EXPECT_EQ(all, text);
  EXPECT_EQ(source->compressed_bytes_read(), packed.size());
}

TEST(OpenSource, MissingEmptyAndFolder) {
  const TestFolder folder;
  const auto code_of = [](const std::string& path) {
    try {
      open_source(path);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::io;
  };
  EXPECT_EQ(code_of(folder.path() + "/missing"), ErrorCode::path_missing);
  EXPECT_EQ(code_of(folder.path()), ErrorCode::path_missing);
  EXPECT_EQ(code_of(folder.write("empty", "")), ErrorCode::broken_file);
}

TEST(OpenSource, ATruncatedFileKeepsTheRecordsBeforeTheBreak) {
  const TestFolder folder;
  std::string xml = "<PubmedArticleSet>";
  for (int i = 1; i <= 2000; ++i) {
    xml += "<MedlineCitation><PMID>" + std::to_string(i) + "</PMID><Article><ArticleTitle>Title " +
           std::to_string(i * 7919 % 1009) + "</ArticleTitle></Article></MedlineCitation>";
  }
  const std::string packed = gzip(xml + "</PubmedArticleSet>");
  const std::string path = folder.write("cut.xml.gz", packed.substr(0, packed.size() * 3 / 4));
  const ReadOutcome outcome = read_source(make_pubmed_xml_reader, open_source(path));
  ASSERT_TRUE(outcome.error.has_value());
  EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file);
  EXPECT_GT(outcome.records.size(), 1000u);
  EXPECT_LT(outcome.records.size(), 2000u);
}

std::vector<std::string> lines_of(const std::string& text, std::uint64_t cap = 1 << 20) {
  MemorySource source(text);
  LineReader reader(source, cap);
  std::vector<std::string> lines;
  Line line;
  while (reader.next(line)) {
    lines.push_back(std::to_string(line.offset) + ":" + std::string(line.text) + (line.cut ? " (cut)" : ""));
  }
  EXPECT_EQ(reader.bytes_read(), text.size());
  return lines;
}

TEST(LineReader, LinesWithTheirOffsets) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(lines_of(""), Lines{});
  EXPECT_EQ(lines_of("a\n\nb"), (Lines{"0:a", "2:", "3:b"}));
  EXPECT_EQ(lines_of("a\r\nb\r\n"), (Lines{"0:a", "3:b"}));
  EXPECT_EQ(lines_of("\xEF\xBB\xBF"
                     "a\n\xEF\xBB\xBF"
                     "b\n"),
            (Lines{"0:a",
                   "5:\xEF\xBB\xBF"
                   "b"}));
}

TEST(LineReader, LongLinesCrossBuffersAndStopAtTheCap) {
  const std::string longer(150'000, 'x');
  EXPECT_EQ(lines_of(longer + "\ny").at(0).size(), longer.size() + 2);
  const auto lines = lines_of(longer + "\ny\n" + longer, 1000);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], "0:" + longer.substr(0, 1000) + " (cut)");
  EXPECT_EQ(lines[1], "150001:y");
  EXPECT_NE(lines[2].find("(cut)"), std::string::npos);
}

}  // namespace
}  // namespace il2search
