// Crashes and failing disks. Whenever `il2index update` fails or is killed, readers see either the old or the new
// generation in full, the next run completes, and `check` finds no damage.
//
// By default a sample of the possible moments is tested; IL2SEARCH_FAULTS=full tests all of them.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/maintenance.h>

#include "schema/document_codec.h"
#include "storage/index_directory.h"
#include "tests/paths.h"
#include "tests/program.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::ProgramEnd;
using test::TestFolder;

bool full_run() {
  const char* value = std::getenv("IL2SEARCH_FAULTS");
  return value != nullptr && std::string(value) == "full";
}

// Papers written for the test.

std::string article(int pmid, const std::string& title) {
  return "<PubmedArticle><MedlineCitation Status=\"MEDLINE\"><PMID Version=\"1\">" + std::to_string(pmid) +
         "</PMID><Article><Journal><Title>Annals of Trial Records</Title></Journal><ArticleTitle>" + title +
         " number " + std::to_string(pmid) + "</ArticleTitle><Abstract><AbstractText>Low doses were given to group " +
         std::to_string(pmid % 17) + " and their cells were counted on day " + std::to_string(pmid % 29) +
         ".</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n";
}

std::string article_set(int first, int last, const std::string& title, const std::string& rest = "") {
  std::string xml = "<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n";
  for (int pmid = first; pmid <= last; ++pmid) xml += article(pmid, title);
  return xml + rest + "</PubmedArticleSet>\n";
}

constexpr int kBase = 300;

void write_papers(const std::string& folder) {
  fs::create_directories(folder);
  test::write_file(folder + "/pubmed26n0001.xml", article_set(1, kBase, "First report"));
  test::write_file(folder + "/pubmed26n0002.xml",
                   article_set(kBase - 49, kBase + 100, "Second report",
                               "<DeleteCitation><PMID>5</PMID><PMID>6</PMID></DeleteCitation>"));
}

// The id and title of every live document of a snapshot, sorted.
using Contents = std::vector<std::string>;

Contents contents(const Snapshot& snapshot) {
  Contents result;
  for (const Segment& segment : snapshot.segments()) {
    for (std::uint32_t docid = 1; docid <= segment.entry.documents; ++docid) {
      if (segment.is_deleted(docid)) continue;
      const Document document = decode_head(segment.heads.record(docid));
      result.push_back(document.id + " " + document.title);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

// What happens at which call; see io_shim.cc.
struct Fault {
  std::string kind;
  long at = 0;
  bool stays = false;
};

// A program with its arguments, run with options of its own.
struct Command {
  std::vector<std::string> words;
  test::ProgramOptions options;

  ProgramEnd run() const { return test::run_program(words, options); }
};

std::ostream& operator<<(std::ostream& out, const Fault& fault) {
  return out << fault.kind << " at call " << fault.at << (fault.stays ? " and every later one" : "");
}

// An index of one file, which each test copies, and its contents after an undisturbed update.
class Faults : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = std::make_unique<World>();
    write_papers(world_->papers());
    ASSERT_EQ(update(world_->base(), "pubmed26n0001.xml").run().code, 0);
    world_->before = contents(*Snapshot::open(world_->base()));
    ASSERT_EQ(world_->before.size(), static_cast<std::size_t>(kBase));
    copy_base(world_->folder / "undisturbed");
    const std::string count = world_->folder / "calls";
    Command command = under_fault(world_->folder / "undisturbed", {"none", 0, false});
    command.options.environment.push_back("IL2_FAULT_COUNT=" + count);
    const auto start = std::chrono::steady_clock::now();
    ASSERT_EQ(command.run().code, 0);
    world_->duration = std::chrono::steady_clock::now() - start;
    world_->after = contents(*Snapshot::open(world_->folder / "undisturbed"));
    ASSERT_EQ(world_->after.size(), static_cast<std::size_t>(kBase + 100 - 2));
    world_->calls = std::stol(test::read_file(count));
    ASSERT_GT(world_->calls, 20);
  }
  static void TearDownTestSuite() { world_.reset(); }

  struct World {
    TestFolder folder;
    Contents before;
    Contents after;
    long calls = 0;
    std::chrono::duration<double, std::milli> duration{};
    std::string papers() const { return folder / "papers"; }
    std::string base() const { return folder / "base"; }
  };

  static void copy_base(const std::string& to) {
    fs::remove_all(to);
    fs::copy(world_->base(), to, fs::copy_options::recursive);
  }

  static Command update(const std::string& index, const std::string& paper) {
    return {{test::build_path("bin/il2index"), "update", "--index", index, "--progress", "never",
             world_->papers() + "/" + paper},
            {}};
  }

  static Command under_fault(const std::string& index, const Fault& fault) {
    Command command = update(index, "pubmed26n0002.xml");
    command.options.environment = {"LD_PRELOAD=" + test::build_path("lib/libil2_io_shim.so"),
                                   "IL2_FAULT_UNDER=" + index, "IL2_FAULT_KIND=" + fault.kind,
                                   "IL2_FAULT_AT=" + std::to_string(fault.at),
                                   "IL2_FAULT_STAYS=" + std::string(fault.stays ? "1" : "0")};
    return command;
  }

  // What must hold after any fault.
  static void expect_whole(const std::string& index) {
    const Contents served = contents(*Snapshot::open(index));
    EXPECT_TRUE(served == world_->before || served == world_->after) << served.size() << " documents";
    EXPECT_THAT(check_index(index).findings, testing::IsEmpty());
  }

  static void expect_next_run_completes(const std::string& index) {
    const ProgramEnd end = update(index, "pubmed26n0002.xml").run();
    EXPECT_EQ(end.code, 0) << end.err;
    EXPECT_EQ(contents(*Snapshot::open(index)), world_->after);
    EXPECT_THAT(check_index(index).findings, testing::IsEmpty());
    // At most two generations are kept, and no file that neither needs.
    EXPECT_LE(names_of(index + "/segments").size(), 6u);
    EXPECT_THAT(names_of(index + "/tmp"), testing::IsEmpty());
  }

  static std::vector<std::string> names_of(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    return names;
  }

  // Runs an update with one fault on a fresh copy of the index.
  static ProgramEnd run_with(const Fault& fault) {
    const std::string index = world_->folder / "index";
    copy_base(index);
    const auto reader = Snapshot::open(index);
    ProgramEnd end = under_fault(index, fault).run();
    // An open reader keeps its generation.
    EXPECT_EQ(reader->open_database().get_doccount(), static_cast<Xapian::doccount>(kBase));
    EXPECT_EQ(contents(*reader), world_->before);
    expect_whole(index);
    expect_next_run_completes(index);
    return end;
  }

  // Call numbers spread over a run; all of them in a full test.
  static std::vector<long> moments(long quick) {
    const long step = full_run() ? 1 : std::max(1L, world_->calls / quick);
    std::vector<long> result;
    // A random start, so that repeated quick tests cover different calls.
    for (long at = 1 + static_cast<long>(std::random_device{}() % static_cast<unsigned long>(step));
         at <= world_->calls; at += step) {
      result.push_back(at);
    }
    return result;
  }

  static std::unique_ptr<World> world_;
};

std::unique_ptr<Faults::World> Faults::world_;

TEST_F(Faults, KilledAnywhere) {
  for (const long at : moments(18)) {
    const Fault fault{"kill", at, false};
    SCOPED_TRACE(testing::Message() << fault);
    const ProgramEnd end = run_with(fault);
    // The number of calls varies with the scheduling of threads: the last ones may not happen.
    if (end.signal != 0) EXPECT_EQ(end.signal, SIGKILL);
    else EXPECT_EQ(end.code, 0) << end.err;
  }
}

TEST_F(Faults, AFailingCallIsAnErrorOrMakesNoDifference) {
  for (const char* kind : {"eio", "enospc"}) {
    for (const bool stays : {false, true}) {
      for (const long at : moments(7)) {
        const Fault fault{kind, at, stays};
        SCOPED_TRACE(testing::Message() << fault);
        const ProgramEnd end = run_with(fault);
        ASSERT_EQ(end.signal, 0) << end.err;
        EXPECT_THAT(end.code, testing::AnyOf(0, 6)) << end.err;
        EXPECT_TRUE(end.code == 0 || end.err.find("il2index: ") == 0) << end.err;
      }
    }
  }
}

// An interrupted call is repeated, a short write is completed.
TEST_F(Faults, InterruptedAndShortCallsMakeNoDifference) {
  for (const char* kind : {"eintr", "short"}) {
    for (const long at : moments(5)) {
      const Fault fault{kind, at, false};
      SCOPED_TRACE(testing::Message() << fault);
      const ProgramEnd end = run_with(fault);
      EXPECT_EQ(end.code, 0) << end.err;
    }
  }
}

// A failed fsync must not be ignored. After the generation is published, the removal of old files is only a warning.
TEST_F(Faults, NoFailedSyncIsOverlooked) {
  for (long at = 1;; at += full_run() ? 1 : 6) {
    const std::string index = world_->folder / "index";
    copy_base(index);
    Command command = under_fault(index, {"eio", at, false});
    command.options.environment.push_back("IL2_FAULT_CALLS=fsync");
    command.options.environment.push_back("IL2_FAULT_COUNT=" + (world_->folder / "calls"));
    const ProgramEnd end = command.run();
    const long calls = std::stol(test::read_file(world_->folder / "calls"));
    if (calls < at) break;
    const bool is_warning = end.err.find("warning: old files were not removed: cannot sync") != std::string::npos;
    EXPECT_EQ(end.code, is_warning ? 0 : 6) << "fsync " << at << " of " << calls << ": " << end.err;
    expect_whole(index);
  }
}

TEST_F(Faults, KilledAtAnyTimeUnderReaders) {
  const int rounds = full_run() ? 300 : 12;
  std::mt19937 random(std::random_device{}());
  std::uniform_real_distribution<double> moment(0, world_->duration.count());
  for (int round = 0; round < rounds; ++round) {
    const std::string index = world_->folder / "index";
    copy_base(index);
    std::atomic<bool> done = false;
    std::thread reader([&] {
      while (!done) {
        const auto snapshot = Snapshot::open(index);
        const std::size_t expected =
            snapshot->manifest().generation == 1 ? world_->before.size() : world_->after.size();
        EXPECT_EQ(contents(*snapshot).size(), expected);
      }
    });
    Command command = update(index, "pubmed26n0002.xml");
    command.options.patience = std::chrono::milliseconds(std::lround(moment(random)));
    command.run();
    done = true;
    reader.join();
    expect_whole(index);
    expect_next_run_completes(index);
  }
}

TEST_F(Faults, CheckFindsFlippedBits) {
  const std::string index = world_->folder / "index";
  copy_base(index);
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(index)) {
    const std::string name = entry.path().filename();
    if (entry.is_regular_file() && name != "LOCK" && entry.file_size() > 0) files.push_back(entry.path());
  }
  const Command check{{test::build_path("bin/il2index"), "check", "--index", index}, {}};
  EXPECT_EQ(check.run().code, 0);
  std::mt19937 random(std::random_device{}());
  const std::size_t rounds = full_run() ? 5'000 : 200;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::string& file = files[round % files.size()];
    const std::string sound = test::read_file(file);
    const std::uint64_t bit = random() % (8 * sound.size());
    std::string flipped = sound;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    test::write_file(file, flipped);
    const ProgramEnd end = check.run();
    EXPECT_EQ(end.code, 4) << "bit " << bit << " of " << file << ": " << end.err;
    test::write_file(file, sound);
  }
}

}  // namespace
}  // namespace il2search
