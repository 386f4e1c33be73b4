// Every writing command, with one fault at one of its file system calls: an error, a short transfer, or SIGKILL. Afterwards
// the index is sound and answers as before the command or as after it, and the next run of the command succeeds.
//
// By default a sample of the calls is tested; IL2SEARCH_FAULTS=full tests thousands. The seed is fixed.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/index_writer.h>
#include <il2search/maintenance.h>
#include <il2search/searcher.h>

#include "tests/faults/supervisor.h"
#include "tests/paths.h"
#include "tests/query/sample_documents.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::Call;
using test::Fault;
using test::SupervisedEnd;
using Lines = std::vector<std::string>;

std::size_t points(std::size_t sample, std::size_t full) {
  const char* value = std::getenv("IL2SEARCH_FAULTS");
  return value != nullptr && std::string(value) == "full" ? full : sample;
}

struct Command {
  const char* name;
  Lines arguments;            // after --index; {copy} is a second folder beside the index, {sources} the source tree
  bool makes_copy = false;    // the second folder is what it writes
  bool is_repeatable = true;  // else the next run, once it has taken effect, is a garbage collection
  bool needs_damage = false;  // the served manifest is missing
  bool is_restore = false;    // the second folder is the index
};

const std::vector<Command>& commands() {
  static const std::vector<Command> rows = {
      {"update", {"{sources}/corpus/samples/records.jsonl"}},
      {"update", {"{sources}/corpus/samples/pubmed-lupus.xml", "--reapply"}},
      {"delete", {"PMID:1001", "PMID:3"}},
      {"vocabulary", {"obo={sources}/tests/vocabulary/samples/ontology/hp.obo"}},
      {"retag", {}},
      {"rebuild", {}},
      {"merge", {"--full"}},
      {"gc", {"--keep", "1"}},
      {"rollback", {}, false, false},
      {"rollback", {"--to", "3"}},
      {"repair", {}, false, true, true},
      {"backup", {"{copy}"}, true},
      {"restore", {}, true, false, false, true},
  };
  return rows;
}

// What an index answers; empty if there is none.
Lines answers(const std::string& index) {
  if (!fs::exists(index + "/CURRENT")) return {};
  const Searcher searcher(index);
  Lines lines = {std::to_string(index_status(index).documents)};
  for (const char* query : {"lupus", "\"lupus nephritis\"", "il-2[ti]", "mesh:D009393", "date:1900..2100", "prot*"}) {
    lines.emplace_back(query);
    const auto first = static_cast<std::ptrdiff_t>(lines.size());
    searcher.for_each_match(query, {}, [&](std::string_view id) {
      lines.emplace_back(id);
      return true;
    });
    std::sort(lines.begin() + first, lines.end());
  }
  return lines;
}

void add(const std::string& index, std::vector<Document> documents) {
  WriterOptions options;
  options.jobs = 1;
  options.keep = 4;
  IndexWriter writer(index, options);
  for (Document& document : documents) writer.add(std::move(document));
  writer.publish();
}

class FaultyCalls : public testing::Test {
 protected:
  void SetUp() override {
    const std::string refusal = test::supervision_refusal();
    if (!refusal.empty()) GTEST_SKIP() << refusal;
    add(base(), sample_documents());
    publish_vocabulary(base(), sample_vocabulary());
    add(base(), sample_concept_documents());
    delete_documents(base(), {"PMID:7"});
    ASSERT_EQ(current_generation(base()), 4u);
    for (const Command& command : commands()) observe(command);
  }

  // What a command does if nothing fails.
  struct Observed {
    Lines before;
    Lines after;
    std::vector<Call> calls;
  };

  void observe(const Command& command) {
    prepare(command);
    Observed one;
    if (!command.needs_damage) one.before = answers(written_by(command));
    const SupervisedEnd end =
        test::supervise(words_of(command), world(), {}, [&](const Call& call) { one.calls.push_back(call); });
    ASSERT_EQ(end.code, 0) << command.name << ": " << end.messages;
    one.after = answers(written_by(command));
    ASSERT_FALSE(one.after.empty());
    observed_.push_back(std::move(one));
  }

  void prepare(const Command& command) const {
    fs::remove_all(world());
    fs::create_directory(world());
    fs::copy(base(), index(), fs::copy_options::recursive);
    if (command.needs_damage) fs::remove(index() + "/MANIFEST-000004");
  }

  Lines words_of(const Command& command) const {
    Lines words = {test::build_path("bin/il2index"), command.name, "--index", index()};
    if (command.is_restore) return {words[0], "restore", index(), "--index", copy()};
    for (std::string word : command.arguments) {
      if (const auto at = word.find("{sources}"); at != std::string::npos) word.replace(at, 9, test::source_path());
      words.push_back(word == "{copy}" ? copy() : word);
    }
    return words;
  }

  // A fault of this kind at one of the calls to which it applies.
  static Fault fault_at_any_call(Fault fault, const Observed& observed, std::mt19937& random) {
    const auto calls = std::count_if(observed.calls.begin(), observed.calls.end(),
                                     [&](const Call& call) { return test::applies(fault, call); });
    fault.at = std::uniform_int_distribution<long>(1, std::max(1L, static_cast<long>(calls)))(random);
    return fault;
  }

  SupervisedEnd run_with(std::size_t row, const Fault& fault) const {
    const Command& command = commands()[row];
    prepare(command);
    SupervisedEnd end = test::supervise(words_of(command), world(), fault);
    SCOPED_TRACE(testing::Message() << command.name << ": error " << fault.error << " at " << fault.at << ", "
                                    << end.hit.name << " " << end.hit.path << "\n"
                                    << end.messages);
    expect_sound(row, end);
    expect_next_run_succeeds(row);
    return end;
  }

  void expect_sound(std::size_t row, const SupervisedEnd& end) const {
    const Command& command = commands()[row];
    const Observed& observed = observed_[row];
    // An index that was damaged is as damaged as before, unless it was repaired.
    if (command.needs_damage && end.code != 0) return;
    const Lines served = answers(written_by(command));
    EXPECT_TRUE(served == observed.after || (end.code != 0 && served == observed.before)) << "answers differ";
    for (const std::string& folder : {index(), copy()}) {
      if (!fs::exists(folder + "/CURRENT")) continue;
      EXPECT_THAT(check_index(folder).findings, testing::IsEmpty());
    }
  }

  void expect_next_run_succeeds(std::size_t row) const {
    const Command& command = commands()[row];
    Lines words = words_of(command);
    if (!command.is_repeatable && answers(written_by(command)) == observed_[row].after)
      words = {test::build_path("bin/il2index"), "gc", "--index", written_by(command)};
    const SupervisedEnd end = test::supervise(words, "/nowhere", {});
    EXPECT_EQ(end.code, 0) << "next run: " << end.messages;
    EXPECT_EQ(answers(written_by(command)), observed_[row].after);
  }

  std::string base() const { return folder_ / "base"; }
  std::string world() const { return folder_ / "world"; }
  std::string index() const { return world() + "/index"; }
  std::string copy() const { return world() + "/copy"; }
  std::string written_by(const Command& command) const { return command.makes_copy ? copy() : index(); }

  test::TestFolder folder_;
  std::vector<Observed> observed_;
};

TEST_F(FaultyCalls, AnErrorIsNamedAndLosesNothing) {
  std::mt19937 random(1);
  const std::vector<int> errors = {EIO, ENOSPC, EMFILE, EACCES, ENOENT, ENOMEM};
  std::map<int, int> ends;
  for (std::size_t point = 0; point < points(72, 2'500); ++point) {
    const std::size_t row = point % commands().size();
    const int error = errors[point / commands().size() % errors.size()];
    const Fault fault = fault_at_any_call({Fault::Kind::error, error, 0}, observed_[row], random);
    const SupervisedEnd end = run_with(row, fault);
    ++ends[end.code];
    EXPECT_EQ(end.signal, 0) << commands()[row].name << ": " << end.messages;
    if (end.code == 0 || error == ENOENT) continue;
    const testing::Message where = testing::Message() << commands()[row].name << ": " << end.hit.name << " "
                                                      << end.hit.path << ": " << end.messages;
    EXPECT_EQ(end.code, error == ENOMEM ? 7 : 6) << where;
    if (error == ENOMEM) continue;
    EXPECT_THAT(end.messages, testing::HasSubstr(std::strerror(error))) << where;
  }
  for (const auto& [code, count] : ends) std::cout << "exit " << code << ": " << count << "\n";
}

TEST_F(FaultyCalls, ALastingErrorIsNamedAndLosesNothing) {
  std::mt19937 random(4);
  const std::vector<int> errors = {EIO, ENOSPC, EMFILE, EACCES, ENOMEM};
  for (std::size_t point = 0; point < points(26, 500); ++point) {
    const std::size_t row = point % commands().size();
    const int error = errors[point / commands().size() % errors.size()];
    const SupervisedEnd end =
        run_with(row, fault_at_any_call({Fault::Kind::error, error, 0, true}, observed_[row], random));
    const testing::Message where = testing::Message() << commands()[row].name << ": " << end.hit.name << " "
                                                      << end.hit.path << ": " << end.messages;
    EXPECT_EQ(end.signal, 0) << where;
    if (end.code == 0) continue;
    EXPECT_EQ(end.code, error == ENOMEM ? 7 : 6) << where;
  }
}

// A listing that fails is not taken for a short one, after which files that are needed would be removed.
TEST_F(FaultyCalls, NoFailedListingIsTakenForAShortOne) {
  for (std::size_t row = 0; row < commands().size(); ++row) {
    if (std::string(commands()[row].name) != "merge" && std::string(commands()[row].name) != "gc") continue;
    const auto& calls = observed_[row].calls;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      if (std::string(calls[i].name) != "getdents64" || calls[i].path != index()) continue;
      run_with(row, {Fault::Kind::error, ENOENT, static_cast<long>(i) + 1});
    }
  }
}

TEST_F(FaultyCalls, InterruptedAndShortCallsMakeNoDifference) {
  std::mt19937 random(2);
  for (std::size_t point = 0; point < points(24, 500); ++point) {
    const std::size_t row = point % commands().size();
    const bool is_short = point / commands().size() % 2 == 0;
    const Fault kind = is_short ? Fault{Fault::Kind::shorten, 0, 0} : Fault{Fault::Kind::error, EINTR, 0};
    const SupervisedEnd end = run_with(row, fault_at_any_call(kind, observed_[row], random));
    EXPECT_EQ(end.code, 0) << commands()[row].name << ": " << end.hit.name << " " << end.hit.path << ": "
                           << end.messages;
  }
}

TEST_F(FaultyCalls, KilledAtAnyCall) {
  std::mt19937 random(3);
  for (std::size_t point = 0; point < points(48, 2'000); ++point) {
    const std::size_t row = point % commands().size();
    const SupervisedEnd end = run_with(row, fault_at_any_call({Fault::Kind::kill, 0, 0}, observed_[row], random));
    // The number of calls varies with the scheduling of threads: the last ones may not happen.
    EXPECT_TRUE(end.signal == SIGKILL || end.code == 0) << end.messages;
  }
}

}  // namespace
}  // namespace il2search
