// Inputs: the files of a command, their order and their names.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/checksum.h"
#include "indexer/inputs.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::TestFolder;
using testing::ElementsAre;

class Inputs : public testing::Test {
 protected:
  std::string write(const std::string& name) const {
    fs::create_directories(fs::path(folder_ / name).parent_path());
    test::write_file(folder_ / name, "content of " + name);
    return folder_ / name;
  }
  // Relative to the folder of the test.
  std::vector<std::string> names(const std::vector<std::string>& paths) const {
    std::vector<std::string> result;
    for (const SourceFile& file : collect_inputs(paths))
      result.push_back(fs::path(file.name).lexically_relative(folder_.path()));
    return result;
  }

  TestFolder folder_;
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
  EXPECT_EQ(collect_inputs({folder_ / "pubmed26n0002.xml.gz"})[0].nlm_file, 202600002u);
  EXPECT_EQ(collect_inputs({folder_ / "a.txt"})[0].nlm_file, 0u);
}

TEST_F(Inputs, HaveTheRootInWhichTheyWereFound) {
  write("in/sub/a.txt");
  const fs::path before = fs::current_path();
  fs::current_path(folder_ / "in");
  // Every spelling of the folder is the same root, so that --prune recognises it.
  for (const std::string& root : {folder_ / "in", folder_ / "in/", folder_ / "in/.", folder_ / "in/../in",
                                  std::string("."), std::string("./"), std::string("../in")}) {
    const std::vector<SourceFile> files = collect_inputs({root});
    ASSERT_EQ(files.size(), 1u) << root;
    EXPECT_EQ(files[0].name, folder_ / "in/sub/a.txt") << root;
    EXPECT_EQ(files[0].root, folder_ / "in") << root;
    EXPECT_EQ(files[0].file_id, "in/sub/a.txt") << root;
    EXPECT_EQ(files[0].size, std::string("content of in/sub/a.txt").size());
  }
  const SourceFile only_file = collect_inputs({"sub/a.txt"})[0];
  EXPECT_EQ(only_file.name, folder_ / "in/sub/a.txt");
  EXPECT_EQ(only_file.root, "");
  EXPECT_EQ(only_file.file_id, "a.txt");
  fs::current_path(before);
}

TEST_F(Inputs, StandardInputIsADash) {
  const SourceFile input = collect_inputs({"-"})[0];
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
  SourceFile file = collect_inputs({write("a.txt")})[0];
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
    SourceFile file = collect_inputs({path})[0];
    if (row.agrees) {
      EXPECT_NO_THROW(compute_checksum(file)) << row.content;
    } else {
      EXPECT_EQ(error_of([&] { compute_checksum(file); }), ErrorCode::broken_file) << row.content;
    }
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
