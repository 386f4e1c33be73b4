// DocumentReader: files in every format without an index, through the public header.
#include <il2search/reader.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <il2search/error.h>
#include <il2search/text.h>

#include "tests/paths.h"

namespace il2search {
namespace {

std::string sample(const std::string& name) { return test::source_path("corpus/samples/" + name); }

class Folder : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(path_); }
  void TearDown() override { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name, const std::string& text) const {
    std::string path = (path_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("il2search-reader-" + std::to_string(::getpid()));
};

ErrorCode code_of(const std::string& path, const ReadOptions& options = {}) {
  try {
    DocumentReader reader(path, options);
    while (reader.next()) {}
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::cancelled;
}

TEST(DocumentReader, ReadsEverySample) {
  std::set<std::string> formats;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(sample(""))) {
    if (!entry.is_regular_file()) continue;
    DocumentReader reader(entry.path().string());
    EXPECT_EQ(reader.format(), detect_document_format(entry.path().string()));
    formats.insert(reader.format());
    std::size_t documents = 0;
    while (const auto record = reader.next()) {
      const auto* document = std::get_if<Document>(&*record);
      if (document == nullptr) continue;
      ++documents;
      EXPECT_NE(document->id, "") << entry.path();
    }
    EXPECT_GT(documents, 0u) << entry.path();
    EXPECT_GT(reader.bytes_read(), 0u);
  }
  EXPECT_EQ(formats, std::set<std::string>(document_formats().begin(), document_formats().end()));
}

// Names of files may have any bytes but zero and a slash.
TEST_F(Folder, MessagesAboutFilesAreSafeForTerminals) {
  for (const auto& [format, text] :
       {std::pair("jsonl", "\n\n"), {"text", "\n"}, {"pubtator", "\n"}, {"medline", "x"}}) {
    ReadOptions options;
    options.format = format;
    try {
      DocumentReader reader(file("a\033[31m\xff", text), options);
      while (reader.next()) {}
    } catch (const Error& error) {
      EXPECT_EQ(terminal_safe(error.what(), false), error.what()) << format;
    }
  }
}

TEST_F(Folder, ReportsRecordsAndNamesDocuments) {
  const std::string path = file("notes.jsonl", "{\"title\":\"one\"}\nbroken\n{\"pmid\":7,\"title\":\"two\"}\n");
  std::vector<RecordError> errors;
  ReadOptions options;
  options.on_record_error = [&](const RecordError& error) { errors.push_back(error); };
  DocumentReader reader(path, options);
  EXPECT_EQ(reader.format(), "jsonl");
  EXPECT_EQ(std::get<Document>(*reader.next()).id, "FILE:notes.jsonl#1");
  EXPECT_EQ(std::get<Document>(*reader.next()).id, "PMID:7");
  EXPECT_FALSE(reader.next());
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].record, 2u);
  EXPECT_EQ(errors[0].file, path);
  options.file_id = "mine/notes";
  EXPECT_EQ(std::get<Document>(*DocumentReader(path, options).next()).id, "FILE:mine/notes#1");
}

TEST_F(Folder, DeletionsAreRecords) {
  DocumentReader reader(file("d.xml",
                             "<PubmedArticleSet><DeleteCitation><PMID Version=\"2\">12</PMID></DeleteCitation>"
                             "</PubmedArticleSet>"));
  const auto record = reader.next();
  ASSERT_TRUE(record && std::holds_alternative<Deletion>(*record));
  EXPECT_EQ(std::get<Deletion>(*record).id, "PMID:12");
}

TEST_F(Folder, CapsAndErrors) {
  ReadOptions small;
  small.caps.record_bytes = 20;
  int skipped = 0;
  small.on_record_error = [&](const RecordError& error) { skipped += error.skipped ? 1 : 0; };
  DocumentReader reader(file("a.jsonl", "{\"title\":\"a title over the cap\"}\n{\"title\":\"b\"}\n"), small);
  EXPECT_EQ(std::get<Document>(*reader.next()).title, "b");
  EXPECT_EQ(skipped, 1);
  EXPECT_EQ(code_of(file("empty", "")), ErrorCode::broken_file);
  EXPECT_EQ(code_of(file("binary", std::string("\x7f"
                                               "ELF\0\0\0",
                                               7))),
            ErrorCode::unknown_format);
  EXPECT_EQ(code_of("/no/such/file"), ErrorCode::path_missing);
  ReadOptions unknown;
  unknown.format = "docx";
  EXPECT_EQ(code_of(file("b.txt", "A note\n\nwith text.\n"), unknown), ErrorCode::unknown_format);
  ReadOptions named;
  named.format = "text";
  EXPECT_EQ(DocumentReader(file("c.jsonl", "{\"title\":\"b\"}\n"), named).format(), "text");
}

}  // namespace
}  // namespace il2search
