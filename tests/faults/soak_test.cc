// An index in use: eight threads and two programs search while a publisher replaces every document, deletes, merges, backs
// up, rolls back and removes old generations. No search fails, none sees two generations at once or an older one than was
// served when it began, and nothing leaks.
//
// By default for a few rounds; SOAK_SECONDS says how long, with one round per second.
#include <dirent.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <il2search/maintenance.h>
#include <il2search/searcher.h>

#include "tests/paths.h"
#include "tests/process_memory.h"
#include "tests/program.h"
#include "tests/sanitized.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kDocuments = 40;
constexpr int kReaders = 8;
constexpr int kPrograms = 2;
constexpr int kRounds = test::kIsSanitized ? 6 : 12;
constexpr std::string_view kMark = "round ";

constexpr std::size_t kMostGrowth = std::size_t{16} << 20;
constexpr std::size_t kMostFailures = 10;

std::optional<std::chrono::seconds> duration() {
  const char* value = std::getenv("SOAK_SECONDS");
  if (value == nullptr) return std::nullopt;
  return std::chrono::seconds(std::atoi(value));
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* const folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

// "round 17" of a text, or nothing if no round is named.
std::string round_of(std::string_view text) {
  const std::size_t at = text.find(kMark);
  if (at == text.npos) return {};
  return std::string(text.substr(at, text.find_first_not_of("0123456789", at + kMark.size()) - at));
}

class Soak : public testing::Test {
 protected:
  // --- the publisher

  void publish(int round) {
    update(round);
    if (round % 3 == 0) run({"delete", "--index", index(), "PMID:40"});
    if (round % 4 == 1) run({"merge", "--index", index(), "--full"});
    if (round % 5 == 2) run({"backup", "--index", index(), folder_ / "backup"});
    if (round % 5 == 3) run({"gc", "--index", index()});
    if (round % 7 == 4) run({"rollback", "--index", index()});
  }

  void update(int round) {
    const std::string file = folder_ / ("round-" + std::to_string(round) + ".jsonl");
    std::ofstream out(file);
    for (int i = 1; i <= kDocuments; ++i)
      out << R"({"pmid":")" << i << R"(","title":"A soak of )" << kMark << round << R"( in water"})" << '\n';
    out.close();
    run({"update", "--index", index(), file});
    std::remove(file.c_str());
  }

  void run(std::vector<std::string> words) {
    words.insert(words.begin(), test::build_path("bin/il2index"));
    words.emplace_back("--quiet");
    const test::ProgramEnd end = test::run_program(words);
    if (end.code != 0) fail("il2index " + words[1] + ": exit code " + std::to_string(end.code) + ": " + end.err);
    served_ = current_generation(index());
  }

  // --- the readers

  void search_until_stopped() {
    Searcher searcher(index());
    SearchOptions options;
    options.limit = 2 * kDocuments;
    for (int n = 0; !stopped_; ++n) {
      const std::uint64_t served = served_;
      searcher.refresh();
      const Results results = searcher.search(n % 2 == 0 ? "soak" : "\"soak of round\" AND wat*", options);
      std::vector<std::string> titles;
      for (const Hit& hit : results.hits) titles.push_back(hit.title);
      check(titles, "a thread");
      if (results.generation < served) fail("a refreshed searcher shows an older generation");
      check_generation(results.generation, titles);
      ++searches_;
    }
  }

  void run_searches_until_stopped() {
    while (!stopped_) {
      const test::ProgramEnd end = test::run_program(
          {test::build_path("bin/il2search"), "--index", index(), "--limit", "80", "--format", "jsonl", "\"a soak\""});
      if (end.code != 0) fail("il2search: exit code " + std::to_string(end.code) + ": " + end.err);
      std::vector<std::string> lines;
      for (std::size_t at = 0; at < end.out.size();) {
        const std::size_t next = end.out.find('\n', at);
        lines.push_back(end.out.substr(at, next - at));
        at = next + 1;
      }
      check(lines, "a program");
      ++searches_;
    }
  }

  // All documents of one round, or all but the one that may be deleted.
  void check(const std::vector<std::string>& texts, const char* where) {
    std::set<std::string> rounds;
    for (const std::string& text : texts) rounds.insert(round_of(text));
    const auto found = static_cast<int>(texts.size());
    if (rounds.size() == 1 && !rounds.contains("") && (found == kDocuments || found == kDocuments - 1)) return;
    fail(std::string(where) + " found " + std::to_string(found) + " documents of " + std::to_string(rounds.size()) +
         " rounds");
  }

  // A generation always has the same documents.
  void check_generation(std::uint64_t generation, const std::vector<std::string>& titles) {
    if (titles.empty()) return;
    const std::pair found{titles.size(), titles.front()};
    const std::unique_lock lock(mutex_);
    const auto [first, is_new] = contents_.emplace(generation, found);
    if (is_new || first->second == found || failures_.size() >= kMostFailures) return;
    failures_.push_back("generation " + std::to_string(generation) + " has changed");
    stopped_ = true;
  }

  // --- both

  void start(const std::function<void()>& work) {
    threads_.emplace_back([this, work] {
      try {
        work();
      } catch (const std::exception& error) {
        fail(error.what());
      }
    });
  }

  void stop() {
    stopped_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  void fail(const std::string& what) {
    const std::lock_guard lock(mutex_);
    if (failures_.size() < kMostFailures) failures_.push_back(what);
    stopped_ = true;
  }

  std::string index() const { return folder_ / "index"; }

  test::TestFolder folder_;
  std::vector<std::thread> threads_;
  std::atomic<bool> stopped_{false};
  std::atomic<long> searches_{0};
  std::atomic<std::uint64_t> served_{0};  // the generation after the last command
  std::mutex mutex_;
  std::vector<std::string> failures_;
  std::map<std::uint64_t, std::pair<std::size_t, std::string>> contents_;  // documents of a generation, and a title
};

TEST_F(Soak, EverySearchSeesOneGeneration) {
  const auto begin = Clock::now();
  const auto limit = duration();
  const auto is_over = [&](int round) { return limit ? Clock::now() - begin >= *limit : round > kRounds; };
  update(0);
  const std::size_t descriptors = open_descriptors();
  for (int i = 0; i < kReaders; ++i) start([this] { search_until_stopped(); });
  for (int i = 0; i < kPrograms; ++i) start([this] { run_searches_until_stopped(); });
  std::size_t early_memory = 0;
  std::size_t early_descriptors = 0;  // of the readers: four for each segment, of which there are up to eight
  int round = 1;
  for (; !stopped_ && !is_over(round); ++round) {
    publish(round);
    const bool is_early = limit ? Clock::now() - begin < *limit / 4 : round <= kRounds / 4;
    if (is_early) {
      early_memory = std::max(early_memory, test::resident_bytes());
      early_descriptors = std::max(early_descriptors, open_descriptors());
    }
    if (limit) std::this_thread::sleep_until(begin + std::chrono::seconds(round));
  }
  const std::size_t memory = test::resident_bytes();
  const std::size_t late_descriptors = open_descriptors();
  stop();
  EXPECT_EQ(failures_, std::vector<std::string>{});
  EXPECT_GT(searches_, round);
  EXPECT_EQ(open_descriptors(), descriptors);
  EXPECT_LT(late_descriptors, 2 * early_descriptors + kReaders * 8 * 4);
  if (!test::kIsSanitized) {
    EXPECT_LT(memory, early_memory + kMostGrowth);
  }
  EXPECT_EQ(check_index(index()).findings, std::vector<std::string>{});
  std::cout << round - 1 << " rounds, " << searches_ << " searches, " << memory / (1 << 20) << " MiB (early "
            << early_memory / (1 << 20) << ")\n";
}

}  // namespace
}  // namespace il2search
