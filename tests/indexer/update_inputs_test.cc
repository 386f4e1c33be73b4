// update_index() and inputs that are broken, foreign, unreachable or of no use: what is published, reported and recorded.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/papers.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::article;
using test::article_set;
using test::articles;
using test::deletion;
using test::error_of;
using test::PaperIndex;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;

UpdateOptions skipping() {
  UpdateOptions options;
  options.skip_broken = true;
  return options;
}

class UpdateInputs : public testing::Test {
 protected:
  // "NAME: KIND" of what a run left out.
  std::vector<std::string> left_out(const UpdateReport& report) const {
    std::vector<std::string> lines;
    for (const SkippedInput& input : report.skipped_files)
      lines.push_back(fs::path(input.path).lexically_relative(index_.paper("")).string() + ": " +
                      to_string(input.kind));
    return lines;
  }
  // The error of a run that must publish nothing.
  std::string refused(const std::vector<std::string>& names, const UpdateOptions& options = {}) const {
    const std::uint64_t before = has_index() ? index_.generation() : 0;
    std::string message;
    EXPECT_THAT(error_of([&] { index_.update(names, options); }, &message),
                testing::AnyOf(ErrorCode::broken_file, ErrorCode::unknown_format, ErrorCode::path_missing));
    EXPECT_EQ(has_index() ? index_.generation() : 0, before);
    return message;
  }
  bool has_index() const { return fs::exists(index_.path() + "/CURRENT"); }

  PaperIndex index_;
};

// Files of no use.

struct UselessFile {
  const char* name;
  std::string content;
  const char* format;
  const char* says;
};

TEST_F(UpdateInputs, AFileWithoutDocumentsOrDeletionsIsBroken) {
  const UselessFile rows[] = {
      {"empty_set.xml", article_set(""), "auto", "no document and no deletion"},
      {"empty_root.xml", "<PubmedArticleSet/>", "auto", "no document and no deletion"},
      {"set_as_medline.xml", article_set(articles(1, 3, "A")), "medline", "no document and no deletion"},
      {"answer.json", "{\"error\": \"API rate limit exceeded\", \"api-key\": \"x\"}\n", "auto", "only bad records (1)"},
      {"object.json", "{}\n", "auto", "empty_object"},
      {"list.json", "[]\n", "auto", "list.json"},
      {"other.jsonl", "{\"id\": \"1\", \"price\": 3}\n{\"id\": \"2\", \"price\": 4}\n", "auto", "only bad records (2)"},
      {"efetch.xml", "<?xml version=\"1.0\"?>\n<eFetchResult><ERROR>none</ERROR></eFetchResult>", "auto", "efetch.xml"},
      {"page.xml", "<!DOCTYPE html><html><body>Service unavailable</body></html>", "auto", "page.xml"},
      {"pmc.xml", "<pmc-articleset><Reply Id=\"1\" error=\"none\"/></pmc-articleset>", "auto", "pmc.xml"},
  };
  index_.write_set("good.xml", articles(100, 101, "good"));
  for (const UselessFile& row : rows) {
    SCOPED_TRACE(row.name);
    index_.write(row.name, row.content);
    UpdateOptions options;
    options.format = row.format;
    const char* says = std::string_view(row.says) == "empty_object" ? "object.json" : row.says;
    EXPECT_THAT(refused({row.name}, options), AllOf(HasSubstr(row.name), HasSubstr(says)));
    if (options.format != "auto") continue;
    EXPECT_THAT(refused({"good.xml", row.name}, options), HasSubstr(row.name));
    EXPECT_THAT(refused({row.name}, skipping()), HasSubstr(row.name)) << "nothing is left";
  }
  EXPECT_FALSE(has_index());
}

TEST_F(UpdateInputs, DeletionsAreOfUse) {
  index_.write_set("a.xml", articles(1, 2, "A"));
  index_.write_set("d.xml", deletion(1));
  EXPECT_EQ(index_.update({"a.xml", "d.xml"}).files, 2u);
  index_.write_set("e.xml", deletion(9));
  EXPECT_EQ(index_.update({"e.xml"}).files, 1u) << "also of an id that is unknown";
}

TEST_F(UpdateInputs, AFileOfNoUseDoesNotCountAsApplied) {
  index_.write_set("a.xml", articles(1, 3, "A"));
  UpdateOptions wrong;
  wrong.format = "medline";
  refused({"a.xml"}, wrong);
  EXPECT_EQ(index_.update({"a.xml"}).added, 3u);
}

TEST_F(UpdateInputs, JsonWithAnIdentifierOrTextIsADocument) {
  index_.write("a.jsonl",
               "{\"pmid\": 1}\n{\"doi\": \"10.5555/a\"}\n{\"id\": \"x\", \"abstract\": \"Text.\"}\n"
               "{\"id\": \"y\", \"keywords\": [\"k\"]}\n{\"id\": \"z\", \"price\": 3}\n");
  const UpdateReport report = index_.update({"a.jsonl"});
  EXPECT_EQ(report.added, 4u);
  ASSERT_EQ(report.errors.size(), 1u);
  EXPECT_EQ(report.errors[0].record, 5u);
}

// The format and the version of a reader.

TEST_F(UpdateInputs, AFileIsReadAgainWhenTheFormatChanges) {
  const std::string lines = "{\"pmid\": 1, \"title\": \"one\"}\n";
  index_.write("a.jsonl", lines);
  UpdateOptions as_text;
  as_text.format = "text";
  EXPECT_EQ(index_.update({"a.jsonl"}, as_text).added, 1u);
  EXPECT_EQ(index_.update({"a.jsonl"}, as_text).files_unchanged, 1u);
  EXPECT_EQ(index_.update({"a.jsonl"}).files, 1u);
  EXPECT_THAT(index_.titles(), Contains(Pair("PMID:1", "one")));
  EXPECT_EQ(index_.update({"a.jsonl"}).files_unchanged, 1u);
  UpdateOptions as_lines;
  as_lines.format = "jsonl";
  EXPECT_EQ(index_.update({"a.jsonl"}, as_lines).files_unchanged, 1u) << "it was read as that";
}

// --skip-broken.

// Large enough to be read while its documents are already being built.
std::string cut_set(int first, int last) {
  const std::string whole = article_set(articles(first, last, "cut"));
  return whole.substr(0, whole.size() - 40);
}

TEST_F(UpdateInputs, TheRestOfARunIsPublishedAndNothingOfABrokenFile) {
  index_.write_set("in/a.xml", articles(1, 3, "A"));
  index_.write("in/b.xml", cut_set(10, 2000));
  index_.write_set("in/c.xml", articles(5, 6, "C") + article(12, "C 12"));
  index_.write("in/d.jsonl", "");
  index_.write_set("in/e.xml", articles(8, 8, "E") + deletion(5));
  std::vector<std::string> told;
  UpdateOptions options = skipping();
  options.on_skipped = [&](const SkippedInput& input) { told.push_back(input.path); };
  const UpdateReport report = index_.update({"in"}, options);
  EXPECT_THAT(index_.titles(), ElementsAre(Pair("PMID:1", "A 1"), Pair("PMID:12", "C 12"), Pair("PMID:2", "A 2"),
                                           Pair("PMID:3", "A 3"), Pair("PMID:6", "C 6"), Pair("PMID:8", "E 8")));
  EXPECT_EQ(report.files, 3u);
  EXPECT_EQ(report.added, 6u);
  EXPECT_EQ(report.records, 7u);
  EXPECT_EQ(report.superseded, 0u);
  EXPECT_THAT(left_out(report), ElementsAre("in/b.xml: broken", "in/d.jsonl: broken"));
  EXPECT_THAT(told, ElementsAre(index_.paper("in/b.xml"), index_.paper("in/d.jsonl")));
  EXPECT_THAT(report.skipped_files[0].reason, Not(HasSubstr(index_.paper(""))));
  EXPECT_THAT(check_index(index_.path()).findings, IsEmpty());
  EXPECT_EQ(index_status(index_.path()).sources, 3u);

  // The next run reads what was broken.
  index_.write("in/b.xml", article_set(articles(10, 11, "whole")));
  EXPECT_THAT(left_out(index_.update({"in"}, skipping())), ElementsAre("in/d.jsonl: broken"));
  EXPECT_THAT(index_.titles(), AllOf(Contains(Pair("PMID:10", "whole 10")), Contains(Key("PMID:12"))));
}

// A document that the index already has, and deletions: a broken file must not touch them.
TEST_F(UpdateInputs, ABrokenFileReplacesAndDeletesNothing) {
  index_.write_set("a.xml", articles(1, 3, "A"));
  index_.update({"a.xml"});
  const std::string changes = article_set(deletion(1) + articles(2, 2, "B") + articles(10, 1200, "B"));
  index_.write("b.xml", changes.substr(0, changes.size() - 30));
  index_.write_set("c.xml", articles(4, 4, "C"));
  const UpdateReport report = index_.update({"b.xml", "c.xml"}, skipping());
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.deleted + report.replaced, 0u);
  EXPECT_THAT(index_.titles(),
              ElementsAre(Pair("PMID:1", "A 1"), Pair("PMID:2", "A 2"), Pair("PMID:3", "A 3"), Pair("PMID:4", "C 4")));
}

TEST_F(UpdateInputs, BadRecordsOfASkippedFileDoNotCount) {
  std::string bad;
  for (int i = 0; i < 150; ++i) bad += "{\"other\": 7}\n";
  index_.write("bad.jsonl", bad);
  index_.write_set("good.xml", articles(1, 3, "A"));
  const UpdateReport report = index_.update({"bad.jsonl", "good.xml"}, skipping());
  EXPECT_EQ(report.added, 3u);
  EXPECT_EQ(report.bad, 0u);
}

TEST_F(UpdateInputs, WrongChecksumsAndForeignFilesAreSkipped) {
  index_.write_set("a.xml", articles(1, 3, "A"));
  index_.write_set("b.xml", articles(4, 5, "B"));
  index_.write("b.xml.md5", std::string(32, '0'));
  index_.write("c.csv", "pmid,title,year\n1,A,2020\n");
  index_.write("d.pdf", "%PDF-1.7");
  const UpdateReport report = index_.update({"a.xml", "b.xml", "c.csv", "d.pdf"}, skipping());
  EXPECT_EQ(report.added, 3u);
  EXPECT_THAT(left_out(report), ElementsAre("b.xml: broken", "c.csv: broken", "d.pdf: broken"));
}

TEST_F(UpdateInputs, WithoutItAllBrokenFilesAreNamed) {
  index_.write_set("in/a.xml", articles(1, 3, "A"));
  index_.write("in/b.xml", cut_set(10, 20));
  index_.write_set("in/c.xml", articles(5, 6, "C"));
  index_.write("in/d.xml", "");
  index_.write_set("in/e.xml", articles(7, 7, "E"));
  index_.write("in/e.xml.md5", std::string(32, '0'));
  std::vector<std::string> told;
  UpdateOptions options;
  options.on_skipped = [&](const SkippedInput& input) { told.push_back(fs::path(input.path).filename()); };
  const std::string message = refused({"in"}, options);
  EXPECT_THAT(message, AllOf(HasSubstr("3 inputs are broken"), HasSubstr("--skip-broken")));
  EXPECT_THAT(told, testing::UnorderedElementsAre("b.xml", "d.xml", "e.xml"));
  EXPECT_FALSE(has_index());
}

TEST_F(UpdateInputs, UpTo100BrokenFilesAreNamed) {
  for (int i = 0; i < 103; ++i) index_.write("in/" + std::to_string(1000 + i) + ".xml", "");
  std::size_t told = 0;
  UpdateOptions options;
  options.on_skipped = [&](const SkippedInput&) { ++told; };
  EXPECT_THAT(refused({"in"}, options), HasSubstr("at least 100 inputs are broken"));
  EXPECT_EQ(told, 100u);
}

// Folders.

TEST_F(UpdateInputs, WhatIsBesidePapersIsListed) {
  index_.write_set("in/a.xml", articles(1, 3, "A"));
  index_.write("in/b.pdf", "%PDF-1.7");
  index_.write("in/README", "What this is.");
  fs::create_symlink("nowhere", index_.paper("in/c.xml"));
  const UpdateReport report = index_.update({"in"});
  EXPECT_EQ(report.added, 3u);
  EXPECT_THAT(left_out(report), testing::UnorderedElementsAre("in/b.pdf: not-a-paper", "in/README: not-a-paper",
                                                              "in/c.xml: unreachable"));
  EXPECT_EQ(index_.update({"in"}).skipped_files.size(), 3u) << "each run lists them";
  EXPECT_THAT(refused({"in/b.pdf"}), HasSubstr("PDF"));
  EXPECT_EQ(index_.update({"in/README"}).added, 1u) << "a file that is given is read";
}

TEST_F(UpdateInputs, AFolderWithoutPapersIsRefused) {
  index_.write("in/b.pdf", "%PDF-1.7");
  index_.write("in/README", "What this is.");
  EXPECT_THAT(refused({"in"}), HasSubstr("no papers"));
}

TEST_F(UpdateInputs, AnIndexInItsOwnFolderOfPapersIsLeftOut) {
  index_.write_set("a.xml", articles(1, 3, "A"));
  const std::string root = index_.paper("");
  for (int run = 0; run < 2; ++run) {
    UpdateReport report;
    ASSERT_NO_THROW(report = update_index(index_.path(), {root})) << run;
    EXPECT_EQ(index_.titles().size(), 3u);
    EXPECT_EQ(report.skipped_files.size(), run == 0 ? 0u : 1u);
  }
}

// --prune.

UpdateOptions pruning() {
  UpdateOptions options;
  options.prune = true;
  return options;
}

TEST_F(UpdateInputs, PruneKeepsWhatADanglingLinkHides) {
  index_.write_set("in/a.xml", articles(1, 1, "A"));
  index_.write_set("disk/b.xml", articles(2, 2, "B"));
  index_.write_set("in/sub/c.xml", articles(3, 3, "C"));
  fs::create_symlink(index_.paper("disk/b.xml"), index_.paper("in/b.xml"));
  index_.update({"in"});
  ASSERT_EQ(index_.titles().size(), 3u);

  // The disk is away for a night, and so is the folder, of which a link is left.
  fs::rename(index_.paper("disk"), index_.paper("away"));
  fs::rename(index_.paper("in/sub"), index_.paper("moved"));
  fs::create_directory_symlink(index_.paper("moved"), index_.paper("in/sub"));
  std::vector<std::string> warnings;
  UpdateOptions options = pruning();
  options.on_warning = [&](const std::string& text) { warnings.push_back(text); };
  EXPECT_EQ(index_.update({"in"}, options).deleted, 0u);
  EXPECT_EQ(index_.titles().size(), 3u);
  EXPECT_THAT(warnings, testing::UnorderedElementsAre(AllOf(HasSubstr("not pruned"), HasSubstr("in/b.xml")),
                                                      AllOf(HasSubstr("not pruned"), HasSubstr("in/sub"))));

  fs::remove(index_.paper("in/b.xml"));
  EXPECT_EQ(index_.update({"in"}, pruning()).deleted, 1u) << "a file that is gone";
}

// A flipped bit in an id would delete another document.
TEST_F(UpdateInputs, PruneReadsNoIdsFromADamagedFile) {
  // Few enough deletions that the segment is not rebuilt.
  index_.write_set("in/a.xml", articles(1, 20, "A"));
  index_.write_set("in/b.xml", articles(30, 30, "B"));
  index_.update({"in"});
  fs::remove(index_.paper("in/b.xml"));
  const std::string heads = index_.path() + "/segments/000001/heads.data";
  const std::string sound = test::read_file(heads);
  std::string damaged = sound;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  test::write_file(heads, damaged);
  EXPECT_EQ(error_of([&] { index_.update({"in"}, pruning()); }), ErrorCode::index_corrupt);
  test::write_file(heads, sound);
  EXPECT_EQ(index_.titles().size(), 21u);
  EXPECT_EQ(index_.update({"in"}, pruning()).deleted, 1u);
}

TEST_F(UpdateInputs, PruneKeepsTheDocumentsOfABrokenFile) {
  index_.write_set("in/a.xml", articles(1, 1, "A"));
  index_.write_set("in/b.xml", articles(2, 2, "B"));
  index_.update({"in"});
  index_.write("in/b.xml", "%PDF-1.7");
  UpdateOptions options = pruning();
  options.skip_broken = true;
  EXPECT_THAT(left_out(index_.update({"in"}, options)), ElementsAre("in/b.xml: broken"));
  EXPECT_EQ(index_.titles().size(), 2u);
}

// Files that change while they are read.

std::string many_lines(const std::string& title) {
  std::string lines = "{\"other\": 7}\n";
  for (int i = 1; i <= 20'000; ++i)
    lines += "{\"pmid\": " + std::to_string(i) + ", \"title\": \"" + title + " " + std::to_string(i) + "\"}\n";
  return lines;
}

TEST_F(UpdateInputs, AFileThatChangesWhileItIsReadIsBroken) {
  const std::string path = index_.write("a.jsonl", many_lines("first"));
  const std::uint64_t size = fs::file_size(path);
  const std::vector<std::function<void()>> changes = {
      [&] {  // as large as before
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(size) - 100);
        file << "X";
      },
      [&] { fs::resize_file(path, size / 2); },
      [&] { std::ofstream(path, std::ios::app) << "{\"pmid\": 30000, \"title\": \"late\"}\n"; },
      [&] { test::write_file(path, ""); }};
  for (const auto& change : changes) {
    index_.write("a.jsonl", many_lines("first"));
    UpdateOptions options;
    // Called for the first record, when little of the file was read.
    options.on_record_error = [&, done = false](const RecordError&) mutable {
      if (!done) change();
      done = true;
    };
    EXPECT_THAT(refused({"a.jsonl"}, options), HasSubstr("changed while it was read"));
  }
  index_.write("a.jsonl", many_lines("first"));
  EXPECT_EQ(index_.update({"a.jsonl"}).added, 20'000u);
}

// Progress.

TEST_F(UpdateInputs, ProgressCountsBytesWithinAFile) {
  const std::string path = index_.write("a.jsonl", many_lines("a title that makes the file larger"));
  std::vector<Progress> shown;
  UpdateOptions options;
  options.writer.on_progress = [&](const Progress& progress) { shown.push_back(progress); };
  index_.update({"a.jsonl"}, options);
  ASSERT_FALSE(shown.empty());
  const Progress& last = shown.back();
  EXPECT_EQ(last.phase, "merging");
  EXPECT_EQ(last.records, 20'000u);
  EXPECT_EQ(last.bytes_total, fs::file_size(path));
  EXPECT_EQ(last.bytes_done, last.bytes_total);
}

}  // namespace
}  // namespace il2search
