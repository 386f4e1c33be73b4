// Maintenance: status, garbage collection, revert.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/error.h>
#include <il2search/maintenance.h>

#include "indexer/ledger.h"
#include "storage/generation.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::publish_segment;
using test::TestFolder;
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
  ASSERT_TRUE(status.age_seconds);
  EXPECT_LT(*status.age_seconds, 60);
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
  for (const auto& [created, least] :
       std::vector<std::pair<std::string, std::optional<std::int64_t>>>{{"2020-01-01T00:00:00Z", 6 * 365 * 86'400},
                                                                        {"2120-01-01T00:00:00Z", INT64_MIN},
                                                                        {"yesterday", std::nullopt}}) {
    SCOPED_TRACE(created);
    test::set_created(folder.path(), created);
    const std::optional<std::int64_t> age = index_status(folder.path()).age_seconds;
    EXPECT_EQ(age.has_value(), least.has_value());
    if (age && least) {
      EXPECT_GT(*age, *least);
      EXPECT_EQ(*age > 0, *least > 0);
    }
  }
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
  EXPECT_THAT(check_index(folder.path()).findings, IsEmpty());
  revert(folder.path());
  EXPECT_EQ(index_status(folder.path()).documents, 11u) << "reverting twice undoes the first";
  // A new segment gets a name that no generation uses.
  publish_segment(folder.path(), 1, "c");
  EXPECT_EQ(index_status(folder.path()).segments.back().name, "000003");
  EXPECT_THAT(check_index(folder.path()).findings, IsEmpty());
}

TEST(Revert, VerifiesWhatItServes) {
  const TestFolder folder;
  publish_segment(folder.path(), 5, "a");
  publish_segment(folder.path(), 6, "b");
  test::flip_byte(folder / "segments/000001/heads.data");
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

}  // namespace
}  // namespace il2search
