// The writing commands of il2index, each with the index that it starts from, for tests that let something fail while one
// runs.
#pragma once

#include <cstddef>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/faults/supervisor.h"
#include "tests/storage/test_index.h"

namespace il2search::test {

// `full` with IL2SEARCH_FAULTS=full.
std::size_t points(std::size_t sample, std::size_t full);

using Lines = std::vector<std::string>;

struct Command {
  enum class Start {
    index,
    nothing,
    damaged,        // the served manifest is missing
    many_segments,  // one more is merged
    older_copy      // the second folder is a backup of an older generation
  };

  const char* name;
  Lines arguments;  // {index} is the index, {copy} a second folder beside it, {sources} the source tree
  Start start = Start::index;
  bool makes_copy = false;    // the second folder is what it writes
  bool is_repeatable = true;  // else the next run, once it has taken effect, is a garbage collection
};

const std::vector<Command>& commands();

// The answers of an index to some queries; empty if there is no index.
Lines answers(const std::string& index);

// A folder with the index, in which the commands run. Skips the test where programs cannot be supervised.
class FaultyCommands : public testing::Test {
 protected:
  void SetUp() override;

  // What a command does if nothing fails.
  struct Observed {
    Lines before;
    Lines after;
    std::vector<Call> calls;
  };

  // Makes the folder as it is before the command.
  void prepare(const Command& command) const;
  Lines words_of(const Command& command) const;
  // A fault of this kind at one of the calls to which it applies.
  static Fault fault_at_any_call(Fault fault, const Observed& observed, std::mt19937& random);

  // The published generations are undamaged, and the index answers as before the command or as after it; as after it if the
  // command had succeeded.
  void expect_sound(std::size_t row, bool has_succeeded) const;
  void expect_next_run_succeeds(std::size_t row) const;

  std::string world() const { return folder_ / "world"; }
  std::string index() const { return world() + "/index"; }
  std::string copy() const { return world() + "/copy"; }
  std::string written_by(const Command& command) const { return command.makes_copy ? copy() : index(); }

  TestFolder folder_;
  std::vector<Observed> observed_;  // by command

 private:
  void observe(const Command& command);
  std::string base() const { return folder_ / "base"; }
  std::string base_copy() const { return folder_ / "base-copy"; }
  std::string base_with_many_segments() const { return folder_ / "base-with-many-segments"; }
};

}  // namespace il2search::test
