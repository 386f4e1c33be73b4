// Maintenance: status, check, garbage collection, revert.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/error.h>
#include <il2search/maintenance.h>

#include "base/checksum.h"
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

TEST(IndexStatus, DescribesTheServedGeneration) {
  const TestFolder folder;
  make_index(folder.path());
  const IndexStatus status = index_status(folder.path());
  EXPECT_EQ(status.generation, 2u);
  EXPECT_EQ(status.documents, 427u);
  ASSERT_EQ(status.segments.size(), 2u);
  EXPECT_EQ(status.segments[0].name, "000001");
  EXPECT_EQ(status.segments[0].documents, 400u);
  EXPECT_EQ(status.segments[0].deleted, 3u);
  EXPECT_GT(status.segments[0].bytes, 400u);
  EXPECT_GT(status.bytes, status.segments[0].bytes + status.segments[1].bytes);
  EXPECT_THAT(status.created, testing::MatchesRegex("20..-..-..T..:..:..Z"));
  EXPECT_LT(status.age_seconds, 60u);
  EXPECT_EQ(status.sources, 1u);
  EXPECT_EQ(status.format_version, kFormatVersion);
  EXPECT_FALSE(status.writer_active);
  const IndexDirectory writer(folder.path(), {});
  EXPECT_TRUE(index_status(folder.path()).writer_active);
}

TEST(IndexStatus, ComputesTheAgeFromTheDate) {
  const TestFolder folder;
  {
    IndexDirectory directory(folder.path(), test::kCreate);
    directory.publish({});
  }
  // A manifest with an old date, as a writer would have written it then.
  Manifest manifest = hold_newest(IndexFolder::open(folder.path())).manifest;
  manifest.created = "2020-01-01T00:00:00Z";
  const std::string json = manifest_to_json(manifest);
  test::write_file(folder / "MANIFEST-000001", json);
  test::write_file(folder / "CURRENT", "MANIFEST-000001 " + std::to_string(json.size()) + " " + xxh3_hex(json) + "\n");
  EXPECT_GT(index_status(folder.path()).age_seconds, 6u * 365 * 86'400);
}

TEST(IndexStatus, OfAMissingIndexIsAnError) {
  EXPECT_EQ(error_of([] { index_status("/none"); }), ErrorCode::index_missing);
  EXPECT_EQ(error_of([] { check_index("/none"); }), ErrorCode::index_missing);
  EXPECT_EQ(error_of([] { collect_garbage("/none"); }), ErrorCode::index_missing);
  EXPECT_EQ(error_of([] { revert("/none"); }), ErrorCode::index_missing);
}

TEST(Revert, ServesThePreviousGeneration) {
  const TestFolder folder;
  publish_segment(folder.path(), 5, "a");
  EXPECT_EQ(error_of([&] { revert(folder.path()); }), ErrorCode::not_found);
  publish_segment(folder.path(), 6, "b");
  EXPECT_EQ(index_status(folder.path()).documents, 11u);
  const GenerationReport report = revert(folder.path());
  EXPECT_TRUE(report.published);
  EXPECT_EQ(report.generation, 3u);
  EXPECT_EQ(index_status(folder.path()).documents, 5u);
  EXPECT_THAT(check_index(folder.path()), IsEmpty());
  revert(folder.path());
  EXPECT_EQ(index_status(folder.path()).documents, 11u) << "reverting twice undoes the first";
  // A new segment gets a name that no generation uses.
  publish_segment(folder.path(), 1, "c");
  EXPECT_EQ(index_status(folder.path()).segments.back().name, "000003");
  EXPECT_THAT(check_index(folder.path()), IsEmpty());
}

TEST(Revert, VerifiesWhatItServes) {
  const TestFolder folder;
  publish_segment(folder.path(), 5, "a");
  publish_segment(folder.path(), 6, "b");
  test::write_file(folder / "segments/000001/heads.data", "a 0a 1a 2a 3a 5");
  std::string message;
  EXPECT_EQ(error_of([&] { revert(folder.path()); }, &message), ErrorCode::index_corrupt);
  EXPECT_THAT(message, HasSubstr("segments/000001/heads.data: its checksum is wrong"));
  EXPECT_EQ(index_status(folder.path()).generation, 2u);
}

TEST(CollectGarbage, StoresTheNumberOfKeptGenerations) {
  const TestFolder folder;
  for (const char* word : {"a", "b", "c"}) publish_segment(folder.path(), 5, word);
  WriterOptions options;
  options.keep = 5;
  collect_garbage(folder.path(), options);
  EXPECT_EQ(hold_newest(IndexFolder::open(folder.path())).manifest.keep, 5u);
  EXPECT_EQ(index_status(folder.path()).generation, 4u);
  collect_garbage(folder.path(), options);
  EXPECT_EQ(index_status(folder.path()).generation, 4u) << "nothing changed";
  EXPECT_TRUE(fs::exists(folder / "MANIFEST-000001"));
}

TEST(Revert, FailsWithoutAPreviousGeneration) {
  const TestFolder folder;
  publish_segment(folder.path(), 5, "a");
  publish_segment(folder.path(), 6, "b");
  fs::remove(folder / "MANIFEST-000001");
  EXPECT_EQ(error_of([&] { revert(folder.path()); }), ErrorCode::not_found);
  EXPECT_EQ(index_status(folder.path()).generation, 2u);
}

TEST(CollectGarbage, ReturnsTheBytesFreed) {
  const TestFolder folder;
  publish_segment(folder.path(), 5, "a");
  {
    IndexDirectory directory(folder.path(), {});
    test::add_segment(directory, 100, "never published");
  }
  EXPECT_GT(collect_garbage(folder.path()).bytes_freed, 100u);
  EXPECT_EQ(collect_garbage(folder.path()).bytes_freed, 0u);
}

TEST(CheckIndex, FindsNothingInASoundIndex) {
  const TestFolder folder;
  make_index(folder.path());
  std::vector<std::string> steps;
  EXPECT_THAT(check_index(folder.path(), [&](const std::string& step) { steps.push_back(step); }), IsEmpty());
  EXPECT_THAT(steps, testing::IsSupersetOf({"LEDGER-000002", "MANIFEST-000001", "segments/000001",
                                            "segments/000001/postlist.glass", "segments/000002/heads.data",
                                            "segments/000001.dead.000002"}));
}

TEST(CheckIndex, NamesMissingTruncatedAndStrayFiles) {
  const TestFolder folder;
  make_index(folder.path());
  fs::remove(folder / "segments/000001/heads.data");
  fs::resize_file(folder / "segments/000002/tokens.data", 3);
  test::write_file(folder / "segments/000002/termlist.glass", "strange");
  fs::create_directory(folder / "elsewhere");
  EXPECT_THAT(
      check_index(folder.path()),
      testing::UnorderedElementsAre(HasSubstr("segments/000001/heads.data: it is missing"),
                                    HasSubstr("segments/000002/tokens.data: it has 3 bytes instead of"),
                                    HasSubstr("segments/000002/termlist.glass: the file is not part of the index")));
}

TEST(CheckIndex, RefusesSymbolicLinks) {
  const TestFolder folder;
  make_index(folder.path());
  fs::rename(folder / "segments/000001/heads.data", folder / "moved");
  fs::create_symlink(folder / "moved", folder / "segments/000001/heads.data");
  EXPECT_THAT(check_index(folder.path()), ElementsAre(HasSubstr("heads.data")));
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
      found = !check_index(folder.path()).empty();
    } catch (const Error& error) {
      found = error.code() == ErrorCode::index_corrupt || error.code() == ErrorCode::index_incompatible;
    }
    EXPECT_TRUE(found) << "bit " << bit << " of " << file;
    flip_bit(folder / file, bit);
  }
  EXPECT_THAT(check_index(folder.path()), IsEmpty());
}

// Xapian's own check is for damage that precedes the checksums. It may find it, crash or miss it; this process must
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
  EXPECT_GT(found, 30);
}

TEST(CheckDatabase, AFolderWithoutADatabaseIsAFinding) {
  const TestFolder folder;
  EXPECT_THAT(check_database(folder.path(), 0), HasSubstr("Xapian's check"));
}

TEST(CheckIndex, ReportsTheFindingsOfXapian) {
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
  EXPECT_THAT(check_index(folder.path()), ElementsAre(HasSubstr("segments/000001: Xapian's check")));
}

}  // namespace
}  // namespace il2search
