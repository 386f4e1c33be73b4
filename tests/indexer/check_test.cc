// Check: what it finds, what it only reads, and that it survives any damage.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/error.h>
#include <il2search/maintenance.h>

#include "base/file.h"
#include "indexer/database_check.h"
#include "indexer/ledger.h"
#include "storage/generation.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::publish_segment;
using test::TestFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Two segments, one with deleted documents, and a ledger.
void make_index(const std::string& path) {
  publish_segment(path, 400, "lupus");
  IndexDirectory directory(path, {});
  Manifest next = directory.manifest();
  next.segments.push_back(test::add_segment(directory, 30, "renal"));
  directory.set_deleted(next.segments[0], {7, 8, 9});
  Ledger ledger;
  SourceEntry source;
  source.name = "/data/a.xml";
  source.checksum = "aa";
  ledger.record_source(source);
  next.ledger = directory.write_ledger(ledger.to_bytes());
  next.sources = 1;
  directory.publish(next);
}

TEST(CheckIndex, FindsNothingInASoundIndex) {
  const TestFolder folder;
  make_index(folder.path());
  Progress last;
  const CheckReport report =
      check_index(folder.path(), {.on_progress = [&](const Progress& made) { last = made; }, .cancelled = {}});
  EXPECT_TRUE(report.is_sound());
  EXPECT_EQ(report.generations, 2u);
  EXPECT_GT(report.files, 15u);
  EXPECT_EQ(last.phase, "verifying");
  EXPECT_GT(last.bytes_total, 0u);
}

TEST(CheckIndex, NamesMissingTruncatedAndStrayFiles) {
  const TestFolder folder;
  make_index(folder.path());
  fs::remove(folder / "segments/000001/heads.data");
  fs::resize_file(folder / "segments/000002/tokens.data", 3);
  test::write_file(folder / "segments/000002/termlist.glass", "strange");
  fs::create_directory(folder / "elsewhere");
  EXPECT_THAT(
      check_index(folder.path()).findings,
      testing::UnorderedElementsAre(HasSubstr("segments/000001/heads.data: it is missing"),
                                    HasSubstr("segments/000002/tokens.data: it has 3 bytes instead of"),
                                    HasSubstr("segments/000002/termlist.glass: the file is not part of the index")));
}

TEST(CheckIndex, RefusesSymbolicLinks) {
  const TestFolder folder;
  make_index(folder.path());
  fs::rename(folder / "segments/000001/heads.data", folder / "moved");
  fs::create_symlink(folder / "moved", folder / "segments/000001/heads.data");
  EXPECT_THAT(check_index(folder.path()).findings, ElementsAre(HasSubstr("heads.data")));
}

// Every file that the newest generation needs.
std::vector<std::string> files_of(const std::string& path) {
  const HeldManifest held = hold_newest(IndexFolder::open(path));
  std::vector<std::string> files{"CURRENT", held.current.manifest.path, held.manifest.ledger->path};
  for (const SegmentEntry& segment : held.manifest.segments) {
    for (const FileEntry& file : segment.files) {
      if (file.size > 0) files.push_back(file.path);
    }
    if (segment.deleted_list) files.push_back(segment.deleted_list->path);
  }
  return files;
}

void flip_bit(const std::string& path, std::uint64_t bit) {
  std::string bytes = test::read_file(path);
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  test::write_file(path, bytes);
}

TEST(CheckIndex, FindsEveryFlippedBit) {
  const TestFolder folder;
  make_index(folder.path());
  const std::vector<std::string> files = files_of(folder.path());
  std::mt19937 random(1);
  for (std::size_t round = 0; round < 200; ++round) {
    const std::string& file = files[round % files.size()];
    const std::uint64_t bit = random() % (8 * fs::file_size(folder / file));
    flip_bit(folder / file, bit);
    bool found = false;
    try {
      found = !check_index(folder.path()).findings.empty();
    } catch (const Error& error) {
      found = error.code() == ErrorCode::index_corrupt || error.code() == ErrorCode::index_incompatible;
    }
    EXPECT_TRUE(found) << "bit " << bit << " of " << file;
    flip_bit(folder / file, bit);
  }
  EXPECT_THAT(check_index(folder.path()).findings, IsEmpty());
}

// Reading the values is for damage that precedes the checksums. Xapian may find it, crash or miss it; this process must
// survive.
TEST(CheckDatabase, SurvivesDamage) {
  const TestFolder folder;
  test::make_segment_folder(folder / "segment", 3000, "lupus");
  EXPECT_EQ(check_database(folder / "segment", 1'000'000), "");
  const std::string table = folder / "segment/postlist.glass";
  const std::string sound = test::read_file(table);
  std::mt19937 random(5);
  int found = 0;
  for (int round = 0; round < 60; ++round) {
    std::string bytes = sound;
    for (int n = 0; n < 20; ++n) bytes[random() % bytes.size()] = static_cast<char>(random());
    test::write_file(table, bytes);
    const std::string finding = check_database(folder / "segment", bytes.size());
    EXPECT_EQ(finding.find('\n'), std::string::npos) << finding;
    found += !finding.empty();
  }
  EXPECT_GT(found, 55);
}

TEST(CheckDatabase, AFolderWithoutADatabaseIsAFinding) {
  const TestFolder folder;
  EXPECT_THAT(check_database(folder.path(), 0), HasSubstr("its values are damaged"));
}

TEST(CheckIndex, ReportsDamageThatChecksumsDoNotShow) {
  const TestFolder folder;
  {
    IndexDirectory directory(folder.path(), test::kCreate);
    const std::string made = directory.tmp() + "/made";
    test::make_segment_folder(made, 3000, "lupus");
    std::string bytes = test::read_file(made + "/postlist.glass");
    for (std::size_t i = 100; i < 8192; ++i) bytes[i] = 'x';  // a leaf
    test::write_file(made + "/postlist.glass", bytes);
    Manifest next;
    next.segments.push_back(directory.adopt_segment(made, 3000));
    directory.publish(next);
  }
  EXPECT_THAT(check_index(folder.path()).findings, ElementsAre(HasSubstr("segments/000001: its values are damaged")));
}

TEST(CheckIndex, LooksAtEveryKeptGeneration) {
  for (const char* file : {"LEDGER-000001", "MANIFEST-000001", "segments/000001/texts.data"}) {
    SCOPED_TRACE(file);
    const TestFolder folder;
    publish_segment(folder.path(), 40, "lupus");
    {
      IndexDirectory directory(folder.path(), {});
      Manifest next = directory.manifest();
      next.segments.clear();
      directory.publish(next);
    }
    test::write_file(folder / file, test::read_file(folder / file) + "x");
    EXPECT_THAT(check_index(folder.path()).findings, ElementsAre(HasSubstr(file)));
  }
}

TEST(CheckIndex, QuicklyComparesSizes) {
  const TestFolder folder;
  make_index(folder.path());
  flip_bit(folder / "segments/000001/texts.data", 100);
  EXPECT_THAT(check_index(folder.path(), {.quick = true, .on_progress = {}, .cancelled = {}}).findings, IsEmpty());
  fs::resize_file(folder / "segments/000001/texts.data", 3);
  EXPECT_THAT(check_index(folder.path(), {.quick = true, .on_progress = {}, .cancelled = {}}).findings,
              ElementsAre(HasSubstr("texts.data: it has 3 bytes instead of")));
}

TEST(CheckIndex, CanBeCancelled) {
  const TestFolder folder;
  make_index(folder.path());
  const CheckOptions options{.quick = false, .on_progress = {}, .cancelled = [] { return true; }};
  EXPECT_EQ(error_of([&] { check_index(folder.path(), options); }), ErrorCode::cancelled);
  EXPECT_EQ(error_of([&] { check_database(folder / "segments/000001", 0, options.cancelled); }), ErrorCode::cancelled);
}

// Without write permission, also for root.
class WithoutPermission {
 public:
  explicit WithoutPermission(const std::string& folder, const std::string& unreadable = {}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) forbid_writing(entry.path());
    forbid_writing(folder);
    if (!unreadable.empty()) fs::permissions(unreadable, fs::perms::none);
    if (::geteuid() == 0) is_root_ = ::seteuid(kNobody) == 0;
    folder_ = folder;
  }
  ~WithoutPermission() {
    if (is_root_ && ::seteuid(0) != 0) std::abort();
    fs::permissions(folder_, fs::perms::owner_all, fs::perm_options::add);
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      fs::permissions(entry.path(), fs::perms::owner_all, fs::perm_options::add);
  }

 private:
  static constexpr uid_t kNobody = 65534;
  static void forbid_writing(const fs::path& path) {
    constexpr auto kWrite = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
    fs::permissions(path, kWrite, fs::perm_options::remove);
    fs::permissions(path, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add);
    if (fs::is_directory(path))
      fs::permissions(path, fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add);
  }
  bool is_root_ = false;
  std::string folder_;
};

TEST(CheckIndex, NeedsNoWritePermission) {
  const TestFolder folder;
  make_index(folder.path());
  const WithoutPermission other_user(folder.path());
  const CheckReport report = check_index(folder.path());
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_THAT(report.unchecked, IsEmpty());
}

TEST(CheckIndex, WhatCannotBeReadIsNotDamage) {
  const TestFolder folder;
  make_index(folder.path());
  const WithoutPermission other_user(folder.path(), folder / "segments/000002/tokens.data");
  const CheckReport report = check_index(folder.path());
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_THAT(report.unchecked, ElementsAre(HasSubstr("segments/000002/tokens.data: cannot open")));
}

TEST(CheckIndex, AManifestLockedByAnotherProcessIsNotDamage) {
  const TestFolder folder;
  make_index(folder.path());
  const Descriptor other(::open((folder / "MANIFEST-000001").c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(::flock(other.get(), LOCK_EX), 0);
  const CheckReport report = check_index(folder.path());
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_THAT(report.unchecked, ElementsAre(HasSubstr("the manifest is locked by another process")));
}

}  // namespace
}  // namespace il2search
