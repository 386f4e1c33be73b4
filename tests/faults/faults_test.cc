// Crashes and failing disks: whatever happens to `il2index update` at whatever moment, readers have the generation
// before or the one after, whole; the next run completes; and `check` finds nothing wrong.
//
// A quick sample of the moments runs by default; IL2SEARCH_FAULTS=full takes every one.
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
#include <il2search/index_writer.h>

#include "schema/document_codec.h"
#include "storage/index_directory.h"
#include "tests/faults/program.h"
#include "tests/paths.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::Ending;
using test::Program;
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

// id and title of every document that a snapshot shows, sorted.
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

// A moment and what happens then.
struct Fault {
  std::string kind;
  long at = 0;
  bool stays = false;
};

std::ostream& operator<<(std::ostream& out, const Fault& fault) {
  return out << fault.kind << " at call " << fault.at << (fault.stays ? " and every later one" : "");
}

// An index with a base file, of which each test takes a copy, and what an update makes of it when nothing happens.
class Faults : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = std::make_unique<World>();
    write_papers(world_->papers());
    ASSERT_EQ(test::run(update(world_->base(), "pubmed26n0001.xml")).code, 0);
    world_->before = contents(*Snapshot::open(world_->base()));
    ASSERT_EQ(world_->before.size(), static_cast<std::size_t>(kBase));
    copy_base(world_->folder / "undisturbed");
    const std::string count = world_->folder / "calls";
    Program program = under_fault(world_->folder / "undisturbed", {"none", 0, false});
    program.environment.push_back("IL2_FAULT_COUNT=" + count);
    const auto start = std::chrono::steady_clock::now();
    ASSERT_EQ(test::run(program).code, 0);
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

  static Program update(const std::string& index, const std::string& paper) {
    return {{test::build_path("bin/il2index"), "update", "--index", index, "--progress", "never",
             world_->papers() + "/" + paper},
            {}};
  }

  static Program under_fault(const std::string& index, const Fault& fault) {
    Program program = update(index, "pubmed26n0002.xml");
    program.environment = {"LD_PRELOAD=" + test::build_path("lib/libil2_io_shim.so"), "IL2_FAULT_UNDER=" + index,
                           "IL2_FAULT_KIND=" + fault.kind, "IL2_FAULT_AT=" + std::to_string(fault.at),
                           "IL2_FAULT_STAYS=" + std::string(fault.stays ? "1" : "0")};
    return program;
  }

  // What must hold whatever happened to the run before.
  static void expect_whole(const std::string& index) {
    const Contents served = contents(*Snapshot::open(index));
    EXPECT_TRUE(served == world_->before || served == world_->after) << served.size() << " documents";
    EXPECT_THAT(check_index(index), testing::IsEmpty());
  }

  static void expect_next_run_completes(const std::string& index) {
    const Ending ending = test::run(update(index, "pubmed26n0002.xml"));
    EXPECT_EQ(ending.code, 0) << ending.error_text;
    EXPECT_EQ(contents(*Snapshot::open(index)), world_->after);
    EXPECT_THAT(check_index(index), testing::IsEmpty());
    // Two generations at most, and nothing that neither needs.
    EXPECT_LE(names_of(index + "/segments").size(), 6u);
    EXPECT_THAT(names_of(index + "/tmp"), testing::IsEmpty());
  }

  static std::vector<std::string> names_of(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    return names;
  }

  // One fault in one run, on a fresh copy.
  static Ending suffer(const Fault& fault) {
    const std::string index = world_->folder / "index";
    copy_base(index);
    const auto reader = Snapshot::open(index);
    Ending ending = test::run(under_fault(index, fault));
    // Who has a generation open keeps it.
    EXPECT_EQ(reader->open_database().get_doccount(), static_cast<Xapian::doccount>(kBase));
    EXPECT_EQ(contents(*reader), world_->before);
    expect_whole(index);
    expect_next_run_completes(index);
    return ending;
  }

  // Moments spread over a run: all of them in a full one.
  static std::vector<long> moments(long quick) {
    const long step = full_run() ? 1 : std::max(1L, world_->calls / quick);
    std::vector<long> result;
    // Begins somewhere else in each step of the process, so that quick runs see other moments.
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
    const Ending ending = suffer(fault);
    // Threads do not always make the same number of calls: the last ones may not come.
    if (!ending.code) EXPECT_EQ(ending.signal, SIGKILL);
    else EXPECT_EQ(*ending.code, 0) << ending.error_text;
  }
}

// Xapian 1.4 writes value slots from a destructor, and when that fails the process ends there and then.
bool is_end_by_xapian(const Ending& ending) {
  return ending.signal == SIGABRT &&
         ending.error_text.find("terminate called without an active exception") != std::string::npos;
}

TEST_F(Faults, AFailingCallIsAnErrorOrMakesNoDifference) {
  for (const char* kind : {"eio", "enospc"}) {
    for (const bool stays : {false, true}) {
      for (const long at : moments(7)) {
        const Fault fault{kind, at, stays};
        SCOPED_TRACE(testing::Message() << fault);
        const Ending ending = suffer(fault);
        if (is_end_by_xapian(ending)) continue;
        ASSERT_TRUE(ending.code) << "signal " << ending.signal << ": " << ending.error_text;
        EXPECT_THAT(*ending.code, testing::AnyOf(0, 6)) << ending.error_text;
        EXPECT_TRUE(*ending.code == 0 || ending.error_text.find("il2index: ") == 0) << ending.error_text;
      }
    }
  }
}

// An interrupted call is done again, a short write goes on.
TEST_F(Faults, InterruptedAndShortCallsMakeNoDifference) {
  for (const char* kind : {"eintr", "short"}) {
    for (const long at : moments(5)) {
      const Fault fault{kind, at, false};
      SCOPED_TRACE(testing::Message() << fault);
      const Ending ending = suffer(fault);
      EXPECT_EQ(ending.code, 0) << ending.error_text;
    }
  }
}

// Xapian's compaction overlooks that syncing failed; the index may not.
TEST_F(Faults, NoFailedSyncIsOverlooked) {
  for (long at = 1;; at += full_run() ? 1 : 6) {
    const std::string index = world_->folder / "index";
    copy_base(index);
    Program program = under_fault(index, {"eio", at, false});
    program.environment.push_back("IL2_FAULT_CALLS=fsync");
    program.environment.push_back("IL2_FAULT_COUNT=" + (world_->folder / "calls"));
    const Ending ending = test::run(program);
    const long calls = std::stol(test::read_file(world_->folder / "calls"));
    if (calls < at) break;
    EXPECT_EQ(ending.code, 6) << "fsync " << at << " of " << calls << ": " << ending.error_text;
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
    Program program = update(index, "pubmed26n0002.xml");
    program.kill_after = std::chrono::milliseconds(std::lround(moment(random)));
    test::run(program);
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
  const Program check{{test::build_path("bin/il2index"), "check", "--index", index}, {}};
  EXPECT_EQ(test::run(check).code, 0);
  std::mt19937 random(std::random_device{}());
  const std::size_t rounds = full_run() ? 5'000 : 200;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::string& file = files[round % files.size()];
    const std::string sound = test::read_file(file);
    const std::uint64_t bit = random() % (8 * sound.size());
    std::string flipped = sound;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    test::write_file(file, flipped);
    const Ending ending = test::run(check);
    EXPECT_EQ(ending.code, 4) << "bit " << bit << " of " << file << ": " << ending.error_text;
    test::write_file(file, sound);
  }
}

}  // namespace
}  // namespace il2search
