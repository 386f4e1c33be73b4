// Backup and restore: a backup is a complete index at every moment, and gets only what it lacks.
#include <fcntl.h>
#include <sys/file.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "base/file.h"
#include "storage/generation.h"
#include "tests/cli/il2index_runs.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class Backup : public Il2Index {
 protected:
  void SetUp() override {
    make_index();
    const std::string ontology = test::source_path("tests/vocabulary/samples/ontology/hp.obo");
    ASSERT_EQ(run({"vocabulary", "--index", index(), "obo=" + ontology}).code, 0);
  }

  std::string backup() const { return folder_ / "backup"; }
  test::ProgramEnd back_up(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"backup", "--index", index(), backup()});
    return run(std::move(more));
  }
  test::ProgramEnd restore(const std::string& to) const { return run({"restore", "--index", to, backup()}); }
  void add(int first, int last) const {
    const std::string name = std::to_string(first) + ".xml";
    ASSERT_EQ(update({write(name, test::article_set(test::articles(first, last, "added")))}).code, 0);
  }
  void expect_same(const std::string& one, const std::string& other) const {
    EXPECT_EQ(test::documents_of(one), test::documents_of(other));
    const test::ProgramEnd check = run({"check", "--index", other});
    EXPECT_EQ(check.code, 0) << check.err;
  }
  void damage(const std::string& file) const { test::write_file(file, test::read_file(file) + "x"); }
};

TEST_F(Backup, IsACompleteIndex) {
  const test::ProgramEnd end = back_up();
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, testing::MatchesRegex("il2index: backed up generation 2 \\(3 documents\\): [0-9]+ files copied, "
                                             "[0-9]+ bytes; [0-9.]+ s; generation 1\n"));
  expect_same(index(), backup());
  EXPECT_THAT(run({"status", "--index", backup(), "--json"}).out, HasSubstr("\"name\":\"obo-hp\""));
  EXPECT_THAT(run({"generations", "--index", backup()}).out, HasSubstr("made by backup, served"));
}

TEST_F(Backup, CopiesOnlyWhatIsMissing) {
  ASSERT_EQ(back_up().code, 0);
  const test::ProgramEnd again = back_up();
  EXPECT_THAT(again.err, AllOf(HasSubstr("0 files copied, 0 bytes"), HasSubstr("generation 1 as before")));
  add(10, 40);
  ASSERT_EQ(run({"delete", "--index", index(), "PMID:20"}).code, 0);
  const auto segment_files = [](const std::string& path) {
    const fs::directory_iterator files(path);
    return static_cast<std::size_t>(std::distance(fs::begin(files), fs::end(files)));
  };
  const test::ProgramEnd more = back_up();
  EXPECT_THAT(more.err, AllOf(HasSubstr(std::to_string(segment_files(backup() + "/segments/000002")) + " files copied"),
                              HasSubstr("generation 2\n")));
  expect_same(index(), backup());
}

TEST_F(Backup, RemovesItsOldGenerations) {
  for (int night = 1; night <= 4; ++night) {
    add(10 * night, 10 * night + 2);
    ASSERT_EQ(run({"merge", "--full", "--index", index()}).code, 0);
    ASSERT_EQ(back_up({"--keep", "1"}).code, 0);
  }
  const fs::directory_iterator segments(backup() + "/segments");
  EXPECT_EQ(std::distance(fs::begin(segments), fs::end(segments)), 1);
  expect_same(index(), backup());
}

TEST_F(Backup, RefusesUnsuitableFolders) {
  fs::create_directory(folder_ / "home");
  test::write_file(folder_ / "home/thesis", "precious");
  fs::create_symlink(index(), folder_ / "link");
  struct Row {
    std::string destination;
    int code;
    const char* says;
  };
  for (const Row& row : {Row{index() + "/backup", 2, "one folder is within the other"},
                         Row{folder_.path(), 2, "one folder is within the other"},
                         Row{folder_ / "link/inner", 2, "one folder is within the other"},
                         Row{index(), 2, "one folder is within the other"},
                         Row{folder_ / "home", 4, "the folder has other files in it"}}) {
    SCOPED_TRACE(row.destination);
    const test::ProgramEnd end = run({"backup", "--index", index(), row.destination});
    EXPECT_EQ(end.code, row.code) << end.err;
    EXPECT_THAT(end.err, HasSubstr(row.says));
  }
  EXPECT_EQ(test::read_file(folder_ / "home/thesis"), "precious");
  EXPECT_EQ(run({"backup", "--index", folder_ / "none", backup()}).code, 4);
  EXPECT_FALSE(fs::exists(backup()));
}

TEST_F(Backup, WaitsForItsLock) {
  ASSERT_EQ(back_up().code, 0);
  const Descriptor lock(::open((backup() + "/LOCK").c_str(), O_RDWR | O_CLOEXEC));
  ASSERT_EQ(::flock(lock.get(), LOCK_EX), 0);
  EXPECT_EQ(back_up().code, 5);
}

TEST_F(Backup, ADamagedIndexIsNotCopied) {
  ASSERT_EQ(back_up().code, 0);
  fs::copy(backup(), folder_ / "old", fs::copy_options::recursive);
  add(10, 12);
  struct Row {
    const char* file;
    bool is_first;
  };
  for (const Row& row : {Row{"segments/000001/texts.data", true}, Row{"segments/000002/postlist.glass", false},
                         Row{"segments/000002/heads.data", false}, Row{"LEDGER-000003", false}}) {
    SCOPED_TRACE(row.file);
    fs::remove_all(backup());
    if (!row.is_first) fs::copy(folder_ / "old", backup(), fs::copy_options::recursive);
    const std::string sound = test::read_file(index() + "/" + row.file);
    damage(index() + "/" + row.file);
    const test::ProgramEnd end = back_up();
    EXPECT_EQ(end.code, 4) << end.err;
    EXPECT_THAT(end.err, AllOf(HasSubstr(index() + "/" + row.file), HasSubstr("`il2index repair`")));
    EXPECT_EQ(run({"check", "--index", backup()}).code, row.is_first ? 4 : 0) << "nothing was published";
    test::write_file(index() + "/" + row.file, sound);
    EXPECT_EQ(back_up().code, 0);
    expect_same(index(), backup());
  }
}

TEST_F(Backup, RepairsItsOwnDamage) {
  ASSERT_EQ(back_up().code, 0);
  damage(backup() + "/segments/000001/texts.data");
  const test::ProgramEnd end = back_up();
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("generation 2\n"));
  EXPECT_EQ(test::documents_of(index()), test::documents_of(backup()));
  EXPECT_EQ(run({"repair", "--index", backup()}).code, 0);
  expect_same(index(), backup());
}

// Killed anywhere, it leaves the backup before or has finished; the next run needs no help.
TEST_F(Backup, IsNeverHalfPublished) {
  add(10, 400);
  for (int round = 0; round < 24; ++round) {
    SCOPED_TRACE(round);
    if (round % 6 == 0) fs::remove_all(backup());
    const bool had_one = fs::exists(backup() + "/CURRENT");
    add(1000 + round, 1000 + round);
    test::RunningProgram running(
        {test::build_path("bin/il2index"), "backup", "--index", index(), backup(), "--progress", "always"});
    if (round % 2 == 0) running.wait_for_error_text();
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 3));
    running.send(SIGKILL);
    running.wait();
    const bool has_one = fs::exists(backup() + "/CURRENT");
    EXPECT_GE(has_one, had_one);
    if (has_one) {
      EXPECT_EQ(run({"check", "--index", backup()}).code, 0);
    }
  }
  const test::ProgramEnd end = back_up();
  EXPECT_EQ(end.code, 0) << end.err;
  expect_same(index(), backup());
}

TEST_F(Backup, IsRestoredIntoANewIndex) {
  add(10, 12);
  ASSERT_EQ(back_up().code, 0);
  const std::string to = folder_ / "restored";
  const test::ProgramEnd end = restore(to);
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("restored generation 1 (6 documents): "));
  expect_same(index(), to);
  // Its ledger knows the files.
  const test::ProgramEnd next = run({"update", "--index", to, folder_ / "good.xml", folder_ / "10.xml"});
  EXPECT_THAT(next.err, HasSubstr("2 files applied before"));
  const test::ProgramEnd over = restore(to);
  EXPECT_EQ(over.code, 2);
  EXPECT_THAT(over.err, AllOf(HasSubstr("there is an index already"), HasSubstr("hint: restore into a new folder")));
}

// The manifest of the copy is on the disk, but nothing serves it.
TEST_F(Backup, AnInterruptedRestoreCanBeRunAgain) {
  ASSERT_EQ(back_up().code, 0);
  const std::string to = folder_ / "restored";
  ASSERT_EQ(restore(to).code, 0);
  fs::remove(to + "/CURRENT");
  test::write_file(to + "/tmp/FIRST-RUN", "");
  const test::ProgramEnd end = restore(to);
  EXPECT_EQ(end.code, 0) << end.err;
  expect_same(index(), to);
  EXPECT_EQ(restore(to).code, 2);
}

TEST_F(Backup, ARestoreDoesNotReplaceAnInterruptedFirstRun) {
  ASSERT_EQ(back_up().code, 0);
  const std::string to = folder_ / "other";
  ASSERT_EQ(run({"update", "--index", to, folder_ / "good.xml"}).code, 0);
  fs::remove(to + "/CURRENT");
  test::write_file(to + "/tmp/FIRST-RUN", "");
  const test::ProgramEnd end = restore(to);
  EXPECT_EQ(end.code, 2);
  EXPECT_THAT(end.err, HasSubstr("there is an index already"));
  EXPECT_EQ(run({"check", "--index", to}).code, 0);
}

TEST_F(Backup, ADamagedOneIsNotRestored) {
  ASSERT_EQ(back_up().code, 0);
  damage(backup() + "/segments/000001/heads.data");
  const std::string to = folder_ / "restored";
  const test::ProgramEnd end = restore(to);
  EXPECT_EQ(end.code, 4);
  EXPECT_THAT(end.err, HasSubstr(backup() + "/segments/000001/heads.data"));
  EXPECT_EQ(run({"status", "--index", to}).code, 4) << "nothing was published";
  // The next backup copies the file again, and the restore can be run again.
  ASSERT_EQ(back_up().code, 0);
  EXPECT_EQ(restore(to).code, 0);
  expect_same(index(), to);
}

TEST_F(Backup, IsQuietForCron) {
  const test::ProgramEnd end = back_up({"--quiet"});
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.out + end.err, "");
  EXPECT_THAT(run({"backup", "--index", index(), folder_ / "other", "--progress", "always"}).err,
              HasSubstr("copying, "));
}

}  // namespace
}  // namespace il2search
