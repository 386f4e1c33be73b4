// Runs il2index on an index in a folder of the test.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/papers.h"
#include "tests/paths.h"
#include "tests/program.h"

namespace il2search {

class Il2Index : public testing::Test {
 protected:
  std::string index() const { return folder_ / "index"; }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(std::filesystem::path(folder_ / name).parent_path());
    test::write_file(folder_ / name, bytes);
    return folder_ / name;
  }
  test::ProgramEnd run(std::vector<std::string> words, const test::ProgramOptions& options = {}) const {
    words.insert(words.begin(), test::build_path("bin/il2index"));
    return test::run_program(std::move(words), options);
  }
  test::ProgramEnd update(std::vector<std::string> words, const test::ProgramOptions& options = {}) const {
    words.insert(words.begin(), {"update", "--index", index(), "--jobs", "2"});
    return run(std::move(words), options);
  }
  test::TitlesById titles() const { return test::titles_of(index()); }

  // Three records that must survive every test of bad input.
  void make_index() const {
    const test::ProgramEnd end = update({write("good.xml", test::article_set(test::articles(1, 3, "good")))});
    ASSERT_EQ(end.code, 0) << end.err;
  }
  void expect_as_made() const {
    EXPECT_EQ(current_generation(index()), 1u);
    EXPECT_EQ(titles().size(), 3u);
  }
  // A run that must fail with this code and message, and change nothing.
  void expect_refused(const std::vector<std::string>& words, int code,
                      const testing::Matcher<std::string>& says) const {
    const test::ProgramEnd end = update(words);
    EXPECT_EQ(end.code, code) << end.err;
    EXPECT_THAT(end.err, says);
    expect_as_made();
  }

  test::TestFolder folder_;
};

// Every line of messages starts with the program's name or is a hint, and has no control characters.
inline void expect_clean_messages(const std::string& err) {
  std::istringstream lines(err);
  for (std::string line; std::getline(lines, line);)
    EXPECT_TRUE(line.starts_with("il2index: ") || line.starts_with("hint: ")) << line;
  for (const char c : err) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= ' ') << static_cast<int>(c);
}

// With an index that must survive every test.
class Il2IndexBadInput : public Il2Index {
 protected:
  void SetUp() override { make_index(); }
};

}  // namespace il2search
