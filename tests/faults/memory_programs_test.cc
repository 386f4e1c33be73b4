// The programs without memory: the Nth allocation of main() fails, once or with all that follow. They end with exit code 7 and
// a message, or succeed because a library could do without; the index is sound and the next run succeeds.
//
// By default a sample of the allocations is tested; IL2SEARCH_FAULTS=full tests thousands. The seed is fixed.
#include <iostream>
#include <map>
#include <random>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/faults/faulty_commands.h"
#include "tests/paths.h"
#include "tests/program.h"

namespace il2search {
namespace {

using test::Lines;
using test::ProgramEnd;

ProgramEnd run(Lines words, const std::string& setting) {
  test::ProgramOptions options;
  options.environment = {"LD_PRELOAD=" + test::build_path("lib/libil2_memory_shim.so"), setting};
  return test::run_program(std::move(words), options);
}

// Without the time that the search took, the only part of an answer that may differ.
std::string answer(const std::string& out) { return std::regex_replace(out, std::regex("\"took_ms\":[^,]*,"), ""); }

class ProgramsWithoutMemory : public test::FaultyCommands {
 protected:
  long allocations(const Lines& words, int code = 0) const {
    const std::string file = folder_ / "count";
    const ProgramEnd end = run(words, "IL2SEARCH_COUNT_ALLOCATIONS=" + file);
    EXPECT_EQ(end.code, code) << end.err;
    return std::stol(test::read_file(file));
  }

  // Fails one of the first `total` allocations, in every second call with all later ones. With enough memory the program
  // ends with `code`.
  ProgramEnd run_without(const Lines& words, long total, int code = 0) {
    const long at = std::uniform_int_distribution<long>(1, total)(random_);
    const std::string setting = std::to_string(at) + (++runs_ % 2 == 0 ? "+" : "");
    ProgramEnd end = run(words, "IL2SEARCH_FAIL_ALLOCATION=" + setting);
    ++ends_[end.code];
    SCOPED_TRACE(testing::Message() << words[1] << " " << words.back() << ", allocation " << setting << " of " << total
                                    << ": " << end.err);
    EXPECT_EQ(end.signal, 0);
    EXPECT_THAT(end.code, testing::AnyOf(code, 7));
    if (end.code == 7) {
      EXPECT_THAT(end.err, testing::HasSubstr("out of memory"));
    }
    return end;
  }

  // Fails some of its allocations: the program answers as with enough memory, or reports the lack of it.
  void expect_answers_or_failures(const Lines& words, int code) {
    const ProgramEnd expected = test::run_program(words);
    ASSERT_EQ(expected.code, code) << words.back() << ": " << expected.err;
    const long total = allocations(words, code);
    for (std::size_t round = 0; round < test::points(6, 100); ++round) {
      const ProgramEnd end = run_without(words, total, code);
      if (end.code != code) continue;
      EXPECT_EQ(answer(end.out), answer(expected.out));
      EXPECT_EQ(end.err, expected.err);
    }
  }

  void TearDown() override {
    for (const auto& [code, count] : ends_) std::cout << "exit " << code << ": " << count << "\n";
  }

  std::mt19937 random_{6};
  int runs_ = 0;
  std::map<int, int> ends_;
};

TEST_F(ProgramsWithoutMemory, CommandsLoseNothing) {
  const std::size_t rounds = test::points(3, 100);
  for (std::size_t row = 0; row < test::commands().size(); ++row) {
    const test::Command& command = test::commands()[row];
    prepare(command);
    const long total = allocations(words_of(command));
    for (std::size_t round = 0; round < rounds; ++round) {
      prepare(command);
      const ProgramEnd end = run_without(words_of(command), total);
      SCOPED_TRACE(testing::Message() << command.name << " (" << row << "): " << end.err);
      expect_sound(row, end.code == 0);
      expect_next_run_succeeds(row);
    }
  }
}

TEST_F(ProgramsWithoutMemory, SearchesAnswerOrFail) {
  prepare(test::commands()[1]);
  const std::string program = test::build_path("bin/il2search");
  const std::vector<std::pair<Lines, int>> searches = {
      {{"lupus AND (nephritis OR \"low dose\")"}, 0},
      {{"--format", "jsonl", "prot* NOT kidney[ti]"}, 0},
      {{"--explain", "mondo:\"lupus nephritis\" 2001:2024[dp]"}, 0},
      {{"--show", "PMID:3"}, 0},
      {{"--concept", "MONDO:0007915"}, 0},
      {{"--complete", "lup"}, 0},
      {{"--lint", "(lupus AND"}, 2},
  };
  for (const auto& [arguments, code] : searches) {
    Lines words = {program, "--index", index()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    expect_answers_or_failures(words, code);
  }
}

TEST_F(ProgramsWithoutMemory, ReadingCommandsAnswerOrFail) {
  prepare(test::commands()[1]);
  const std::string program = test::build_path("bin/il2index");
  for (const Lines& command :
       std::vector<Lines>{{"check"}, {"check", "--quick"}, {"status"}, {"generations"}, {"repair", "--dry-run"}}) {
    Lines words = {program, command.front(), "--index", index()};
    words.insert(words.end(), command.begin() + 1, command.end());
    expect_answers_or_failures(words, 0);
  }
}

}  // namespace
}  // namespace il2search
