// Inputs: the files of a command, their order and their names.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/checksum.h"
#include "indexer/inputs.h"
#include "tests/base/test_files.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using testing::ElementsAre;

class Inputs : public testing::Test {
 protected:
  std::string write(const std::string& name) const {
    fs::create_directories(fs::path(folder_ / name).parent_path());
    test::write_file(folder_ / name, "content of " + name);
    return folder_ / name;
  }
  // "PATH: KIND: REASON" of what a walk of the folder leaves out, relative to it.
  std::vector<std::string> skipped(const std::string& root, const std::string& index = "") const {
    std::vector<std::string> result;
    for (const SkippedInput& input : collect_inputs({root}, index).skipped)
      result.push_back(fs::path(input.path).lexically_relative(root).string() + ": " + to_string(input.kind) + ": " +
                       input.reason);
    return result;
  }
  // Relative to the folder of the test.
  std::vector<std::string> names(const std::vector<std::string>& paths) const {
    std::vector<std::string> result;
    for (const SourceFile& file : collect_inputs(paths).files)
      result.push_back(fs::path(file.name).lexically_relative(folder_.path()));
    return result;
  }

  test::TestFolder folder_;
};

TEST_F(Inputs, FoldersAreReadInNameOrder) {
  for (const char* name : {"in/b.txt", "in/a/z.txt", "in/a/b/c.txt", "in/c.xml", "in/B.txt"}) write(name);
  EXPECT_THAT(names({folder_ / "in"}), ElementsAre("in/B.txt", "in/a/b/c.txt", "in/a/z.txt", "in/b.txt", "in/c.xml"));
}

TEST_F(Inputs, SkipsHiddenAndChecksumFilesInFolders) {
  for (const char* name :
       {"in/a.xml", "in/a.xml.md5", "in/.hidden", "in/.git/config", "in/sub/.cache/x", "in/sub/b.txt"})
    write(name);
  EXPECT_THAT(names({folder_ / "in"}), ElementsAre("in/a.xml", "in/sub/b.txt"));
  EXPECT_THAT(names({folder_ / "in/.hidden"}), ElementsAre("in/.hidden")) << "a given file is always an input";
}

TEST_F(Inputs, KeepTheGivenOrder) {
  for (const char* name : {"z.txt", "in/a.txt", "b.txt"}) write(name);
  EXPECT_THAT(names({folder_ / "z.txt", folder_ / "in", folder_ / "b.txt"}), ElementsAre("z.txt", "in/a.txt", "b.txt"));
}

TEST_F(Inputs, NumberedFilesOfNlmAreSortedByNumber) {
  for (const char* name : {"pubmed26n0002.xml.gz", "a.txt", "pubmed25n1200.xml", "b.txt", "sub/pubmed26n0001.xml"})
    write(name);
  EXPECT_THAT(names({folder_ / "pubmed26n0002.xml.gz", folder_ / "a.txt", folder_ / "pubmed25n1200.xml",
                     folder_ / "b.txt", folder_ / "sub/pubmed26n0001.xml"}),
              ElementsAre("pubmed25n1200.xml", "a.txt", "sub/pubmed26n0001.xml", "b.txt", "pubmed26n0002.xml.gz"));
  EXPECT_EQ(collect_inputs({folder_ / "pubmed26n0002.xml.gz"}).files[0].nlm_file, 202600002u);
  EXPECT_EQ(collect_inputs({folder_ / "a.txt"}).files[0].nlm_file, 0u);
}

TEST_F(Inputs, HaveTheRootInWhichTheyWereFound) {
  write("in/sub/a.txt");
  const fs::path before = fs::current_path();
  fs::current_path(folder_ / "in");
  // Every spelling of the folder is the same root, so that --prune recognises it.
  for (const std::string& root : {folder_ / "in", folder_ / "in/", folder_ / "in/.", folder_ / "in/../in",
                                  std::string("."), std::string("./"), std::string("../in")}) {
    const std::vector<SourceFile> files = collect_inputs({root}).files;
    ASSERT_EQ(files.size(), 1u) << root;
    EXPECT_EQ(files[0].name, folder_ / "in/sub/a.txt") << root;
    EXPECT_EQ(files[0].root, folder_ / "in") << root;
    EXPECT_EQ(files[0].file_id, "in/sub/a.txt") << root;
    EXPECT_EQ(files[0].size, std::string("content of in/sub/a.txt").size());
  }
  const SourceFile only_file = collect_inputs({"sub/a.txt"}).files[0];
  EXPECT_EQ(only_file.name, folder_ / "in/sub/a.txt");
  EXPECT_EQ(only_file.root, "");
  EXPECT_EQ(only_file.file_id, "a.txt");
  fs::current_path(before);
}

TEST_F(Inputs, StandardInputIsADash) {
  const SourceFile input = collect_inputs({"-"}).files[0];
  EXPECT_EQ(input.path, "-");
  EXPECT_EQ(input.name, "-");
  EXPECT_EQ(input.file_id, "stdin");
  SourceFile file = input;
  compute_checksum(file);
  EXPECT_EQ(file.checksum, "");
}

TEST_F(Inputs, MissingPathsAreErrorsWithThePath) {
  fs::create_directory(folder_ / "empty");
  write("only/.hidden");
  for (const std::string& path :
       {folder_ / "none", folder_ / "none/a.txt", folder_ / "empty", folder_ / "only", std::string("/dev/null")}) {
    std::string message;
    EXPECT_EQ(error_of([&] { collect_inputs({path}); }, &message), ErrorCode::path_missing) << path;
    EXPECT_THAT(message, testing::HasSubstr(path));
  }
  std::string message;
  EXPECT_EQ(error_of([&] { collect_inputs({folder_ / "bad\x1b[31mname"}); }, &message), ErrorCode::path_missing);
  EXPECT_THAT(message, testing::Not(testing::HasSubstr("\x1b")));
}

TEST_F(Inputs, ChecksumIsThatOfTheBytes) {
  SourceFile file = collect_inputs({write("a.txt")}).files[0];
  compute_checksum(file);
  EXPECT_EQ(file.checksum, xxh3_hex("content of a.txt"));
}

TEST_F(Inputs, Md5FilesMustMatch) {
  const std::string path = write("a.xml.gz");
  const std::string right = md5_of_file(path).hex;
  struct Row {
    std::string content;
    bool agrees;
  };
  const Row rows[] = {{"MD5(a.xml.gz)= " + right + "\n", true},
                      {right + "  a.xml.gz\n", true},
                      {"MD5(a.xml.gz)= " + std::string(32, '0') + "\n", false},
                      {"no checksum in here", true}};
  for (const Row& row : rows) {
    test::write_file(path + ".md5", row.content);
    SourceFile file = collect_inputs({path}).files[0];
    if (row.agrees) {
      EXPECT_NO_THROW(compute_checksum(file)) << row.content;
    } else {
      EXPECT_EQ(error_of([&] { compute_checksum(file); }), ErrorCode::broken_file) << row.content;
    }
  }
}

TEST_F(Inputs, OnlySmallRegularMd5FilesAreOpened) {
  const std::string path = write("a.xml.gz");
  const std::string md5_file = path + ".md5";
  const std::vector<std::pair<std::function<void()>, const char*>> rows = {
      {[&] { ASSERT_EQ(::mkfifo(md5_file.c_str(), 0600), 0); }, "it is not a regular file"},
      {[&] { fs::create_symlink("/dev/zero", md5_file); }, "it is not a regular file"},
      {[&] { fs::create_directory(md5_file); }, "it is not a regular file"},
      {[&] { test::write_file(md5_file, std::string(5000, ' ')); }, "it is over 4096 bytes"},
      {[&] { test::write_file(md5_file, "no checksum in here"); }, "it has no MD5"},
      {[&] { fs::create_symlink(md5_file, md5_file); }, "Too many levels of symbolic links"}};
  for (const auto& [make, why] : rows) {
    make();
    std::vector<std::string> warnings;
    SourceFile file = collect_inputs({path}).files[0];
    compute_checksum(file, [&](const std::string& text) { warnings.push_back(text); });
    EXPECT_THAT(warnings, ElementsAre(testing::AllOf(testing::HasSubstr(md5_file), testing::HasSubstr(why))));
    EXPECT_EQ(file.checksum, xxh3_hex("content of a.xml.gz"));
    fs::remove(md5_file);
  }
}

TEST_F(Inputs, TellChangedFiles) {
  SourceFile file = collect_inputs({write("a.txt")}).files[0];
  compute_checksum(file);
  EXPECT_TRUE(is_unchanged(file));
  test::write_file(file.path, "other content");
  EXPECT_FALSE(is_unchanged(file));
  fs::remove(file.path);
  EXPECT_FALSE(is_unchanged(file));
}

TEST_F(Inputs, ReportWhatCannotBeReached) {
  write("in/a.txt");
  write("in/sub/b.txt");
  write("elsewhere/c.txt");
  fs::create_symlink(folder_ / "nowhere", folder_ / "in/dangling");
  fs::create_directory_symlink(folder_ / "elsewhere", folder_ / "in/linked");
  fs::create_symlink("/dev/zero", folder_ / "in/sub/zero");
  fs::create_symlink("loop", folder_ / "in/sub/loop");
  ASSERT_EQ(::mkfifo((folder_ / "in/pipe").c_str(), 0600), 0);
  EXPECT_THAT(names({folder_ / "in"}), ElementsAre("in/a.txt", "in/sub/b.txt"));
  EXPECT_THAT(skipped(folder_ / "in"),
              ElementsAre("dangling: unreachable: a link to nothing", "linked: unreachable: a link to a folder",
                          "pipe: unreachable: a named pipe",
                          "sub/loop: unreachable: a device or a link that cannot be followed",
                          "sub/zero: unreachable: a device or a link that cannot be followed"));
}

// Root may read every folder, but not one whose path is too long.
TEST_F(Inputs, FoldersThatCannotBeReadAreBroken) {
  write("in/a.txt");
  const fs::path before = fs::current_path();
  fs::current_path(folder_ / "in");
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(::mkdir(std::string(250, 'd').c_str(), 0700), 0);
    ASSERT_EQ(::chdir(std::string(250, 'd').c_str()), 0);
  }
  fs::current_path(before);
  EXPECT_THAT(names({folder_ / "in"}), ElementsAre("in/a.txt"));
  EXPECT_THAT(skipped(folder_ / "in"), ElementsAre(testing::HasSubstr("broken: cannot read")));
}

TEST_F(Inputs, LeaveIndexesOut) {
  for (const char* index : {"in/own", "in/sub/other"}) {
    for (const char* file : {"/CURRENT", "/LOCK", "/segments/000001/heads.data"}) write(std::string(index) + file);
  }
  write("in/a.txt");
  write("in/own-papers/CURRENT");
  EXPECT_THAT(names({folder_ / "in"}), ElementsAre("in/a.txt", "in/own-papers/CURRENT"));
  EXPECT_THAT(skipped(folder_ / "in", folder_ / "in/own"),
              ElementsAre("own: not-a-paper: the index itself", "sub/other: unreachable: another il2search index"));
  fs::create_directory_symlink(folder_ / "in/own", folder_ / "link");
  EXPECT_THAT(skipped(folder_ / "in", folder_ / "link"), testing::Contains("own: not-a-paper: the index itself"));
  for (const char* index : {"in/own", "link", "in/sub/other"})
    EXPECT_EQ(error_of([&] { collect_inputs({folder_ / index}, folder_ / "in/own"); }), ErrorCode::path_missing);
}

TEST_F(Inputs, TellPapersFromWhatIsBesideThem) {
  struct Row {
    const char* name;
    std::string content;
    const char* what;  // empty: may be a paper
  };
  const std::string zip("PK\x03\x04", 4);
  const Row rows[] = {
      {"a.xml", "%PDF-1.7 and more", "a PDF file"},
      {"a.png", "\x89PNG and more", "a PNG picture"},
      {"table.xlsx", zip + "xl/workbook", "a spreadsheet (xlsx)"},
      {"all.zip", zip + "a.txt", "a zip archive"},
      {"a.dat", std::string("\x01\x02\x03 data \x00", 10), "binary data"},
      {"a.pdf.gz", gzip("%PDF-1.7 and more"), "a PDF file"},
      {"README", "Where these papers come from.", "a file that accompanies papers"},
      {"Readme.md", "Where these papers come from.", "a file that accompanies papers"},
      {"license.txt", "All rights are reserved.", "a file that accompanies papers"},
      {"a.pdf", "A title\n\nIn spite of its name this is text.", ""},
      {"readme first.txt", "A title\n\nText.", ""},
      {"a.xml.bz2", "BZh91AY", ""},
      {"utf16.txt", "\xFF\xFE" + std::string("a\0b\0", 4), ""},
      {"a.html", "<html><body>A page</body></html>", ""},
      {"empty.xml", "", ""},
      {"a.csv", "pmid,title,year\n1,A,2020\n", ""},
      {"a.nbib", "PMID- 1\nTI  - A title\x01\n", ""},
  };
  for (const Row& row : rows) {
    write(std::string("in/") + row.name);
    test::write_file(folder_ / ("in/" + std::string(row.name)), row.content);
    EXPECT_EQ(name_what_is_not_a_paper(collect_inputs({folder_ / "in"}).files[0]), row.what) << row.name;
    fs::remove_all(folder_ / "in");
  }
}

TEST_F(Inputs, FollowsLinksToFilesButNotToFolders) {
  write("elsewhere/a.txt");
  write("in/b.txt");
  fs::create_symlink(folder_ / "elsewhere/a.txt", folder_ / "in/link.txt");
  fs::create_directory_symlink(folder_ / "elsewhere", folder_ / "in/links");
  EXPECT_THAT(names({folder_ / "in"}), ElementsAre("in/b.txt", "in/link.txt"));
}

}  // namespace
}  // namespace il2search
