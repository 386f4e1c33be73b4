// Every writing command, ended at one of its file system calls by a power failure, which also takes what was not synced.
// Afterwards the index is sound and answers as before the command or as after it, and the next run of the command succeeds.
//
// By default a sample of the moments is tested; IL2SEARCH_FAULTS=full tests a thousand. The seed is fixed.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/faults/faulty_commands.h"
#include "tests/faults/power_loss.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::Call;
using test::commands;
using test::Fault;
using test::PowerLoss;
using test::SupervisedEnd;

class PowerFailure : public test::FaultyCommands {
 protected:
  // Runs the command up to the call, or to its end if it has fewer.
  void fail_at(std::size_t row, long call, std::mt19937& random) const {
    const test::Command& command = commands()[row];
    prepare(command);
    fs::remove_all(aside());
    fs::create_directory(aside());
    PowerLoss loss(aside());
    const SupervisedEnd end = test::supervise(words_of(command), world(), {Fault::Kind::kill, 0, call},
                                              [&](const Call& made) { loss.note(made); });
    loss.strike(random);
    SCOPED_TRACE(testing::Message() << command.name << " (" << row << "), call " << call << ": " << end.hit.name << " "
                                    << end.hit.path << "\n"
                                    << end.messages);
    EXPECT_TRUE(end.signal == SIGKILL || end.code == 0);
    EXPECT_NO_THROW(expect_sound(row, end.code == 0));
    EXPECT_NO_THROW(expect_next_run_succeeds(row));
  }

  std::string aside() const { return folder_ / "aside"; }
};

TEST_F(PowerFailure, LosesNothingThatWasPublished) {
  std::mt19937 random(5);
  for (std::size_t point = 0; point < test::points(64, 1'000); ++point) {
    const std::size_t row = point % commands().size();
    const auto calls = static_cast<long>(observed_[row].calls.size());
    // One of eight commands has just ended.
    const bool has_ended = point / commands().size() % 8 == 0;
    fail_at(row, has_ended ? calls + 1000 : std::uniform_int_distribution<long>(1, calls)(random), random);
  }
}

// The model of a power failure itself.
class PowerLossModel : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_ / ("world/" + name); }
  void start_anew() {
    fs::remove_all(folder_ / "world");
    fs::remove_all(folder_ / "aside");
    fs::create_directories(path("sub"));
    fs::create_directories(folder_ / "aside");
    loss_ = PowerLoss(folder_ / "aside");
  }
  void write(const std::string& name, const std::string& bytes) {
    loss_.note({"openat", path(name), {}, true});
    test::write_file(path(name), bytes);
    loss_.note({"write", path(name), {}, false});
  }
  void sync(const std::string& name) { loss_.note({"fsync", path(name), {}, false}); }
  void sync_folder() { loss_.note({"fsync", folder_ / "world", {}, false}); }
  void rename(const std::string& from, const std::string& to) {
    loss_.note({"renameat", path(to), path(from), false});
    fs::rename(path(from), path(to));
  }
  void remove(const std::string& name) {
    loss_.note({"unlinkat", path(name), {}, false});
    fs::remove(path(name));
  }
  std::string content(const std::string& name) const {
    return fs::exists(path(name)) ? test::read_file(path(name)) : "-";
  }

  test::TestFolder folder_;
  PowerLoss loss_{folder_ / "aside"};
};

// What each of many failures leaves, as one string.
template <class Work> std::set<std::string> outcomes(Work work) {
  std::set<std::string> all;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    std::mt19937 random(seed);
    all.insert(work(random));
  }
  return all;
}

TEST_F(PowerLossModel, KeepsWhatWasSynced) {
  const auto all = outcomes([&](std::mt19937& random) {
    start_anew();
    write("a", "one");
    sync("a");
    sync_folder();
    write("b", "two");
    sync("b");
    sync_folder();
    rename("b", "a");
    sync_folder();
    loss_.strike(random);
    return content("a") + " " + content("b");
  });
  EXPECT_EQ(all, (std::set<std::string>{"two -"}));
}

TEST_F(PowerLossModel, TakesBackWhatWasNot) {
  const auto all = outcomes([&](std::mt19937& random) {
    start_anew();
    test::write_file(path("a"), "old");
    write("b", "new");
    rename("b", "a");
    write("sub/c", "more");
    sync("sub/c");
    loss_.strike(random);
    return content("a") + " " + content("b") + " " + content("sub/c");
  });
  for (const char* possible : {"old - -", "old - more", "new - -", "new - more", " - more", "old new more"})
    EXPECT_TRUE(all.contains(possible)) << possible;
  EXPECT_FALSE(all.contains("- - more"));  // a rename never loses the old file
}

TEST_F(PowerLossModel, KeepsAnyOfTheChangesOfAFolder) {
  const auto all = outcomes([&](std::mt19937& random) {
    start_anew();
    for (const char* name : {"a", "b"}) {
      write(name, name);
      sync(name);
    }
    rename("a", "c");
    loss_.strike(random);
    return content("a") + " " + content("b") + " " + content("c");
  });
  // In order: nothing, a, b, the new name of a; then the new name without b.
  EXPECT_EQ(all, (std::set<std::string>{"- - -", "a - -", "a b -", "- b -", "- b a", "- - a"}));
}

TEST_F(PowerLossModel, PutsZerosIntoAnySectors) {
  const std::string bytes(3 * 512, 'x');
  const auto all = outcomes([&](std::mt19937& random) {
    start_anew();
    test::write_file(path("a"), bytes);
    loss_.note({"write", path("a"), {}, false});
    loss_.strike(random);
    std::string sectors;
    for (std::size_t at = 0; at < content("a").size(); at += 512) sectors += content("a")[at] == 'x' ? 'x' : '0';
    return sectors;
  });
  EXPECT_EQ(all, (std::set<std::string>{"", "x", "xx", "xxx", "xx0", "x0x", "x00", "0xx", "0x0", "00x", "000"}));
}

TEST_F(PowerLossModel, BringsBackRemovedFiles) {
  const auto all = outcomes([&](std::mt19937& random) {
    start_anew();
    test::write_file(path("a"), "old");
    remove("a");
    loss_.strike(random);
    return content("a");
  });
  EXPECT_EQ(all, (std::set<std::string>{"-", "old"}));
}

}  // namespace
}  // namespace il2search
