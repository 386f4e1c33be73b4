// The index directory: publishing, holding and cleaning, and folders that are not an index.
#include "storage/index_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <thread>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "base/checksum.h"
#include "storage/generation.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::add_segment;
using test::error_of;
using test::kCreate;
using test::publish_segment;
using test::TestFolder;

TEST(IndexDirectory, PublishesWhatASnapshotReads) {
  const TestFolder folder;
  EXPECT_EQ(publish_segment(folder / "index", 10, "lupus"), 1u);
  EXPECT_EQ(publish_segment(folder / "index", 7, "renal"), 2u);
  const auto snapshot = Snapshot::open(folder / "index");
  EXPECT_EQ(snapshot->manifest().generation, 2u);
  EXPECT_EQ(snapshot->manifest().live_documents(), 17u);
  ASSERT_EQ(snapshot->segments().size(), 2u);
  EXPECT_EQ(snapshot->segments()[1].heads.record(3), "renal 2");
  EXPECT_EQ(test::documents_with(*snapshot, "lupus"), 10u);
  EXPECT_EQ(current_generation(folder / "index"), 2u);
}

TEST(IndexDirectory, AnIndexWithoutDocumentsIsEmpty) {
  const TestFolder folder;
  {
    IndexDirectory directory(folder.path(), kCreate);
    EXPECT_EQ(directory.manifest().generation, 0u);
    directory.publish(directory.manifest());
  }
  EXPECT_EQ(Snapshot::open(folder.path())->open_database().get_doccount(), 0u);
}

TEST(IndexDirectory, DocumentNumbersLeadBackToTheirSegments) {
  const TestFolder folder;
  publish_segment(folder.path(), 4, "a");
  publish_segment(folder.path(), 9, "b");
  publish_segment(folder.path(), 2, "c");
  const auto snapshot = Snapshot::open(folder.path());
  const Xapian::Database database = snapshot->open_database();
  std::size_t seen = 0;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it, ++seen) {
    const auto [segment, docid] = snapshot->locate(*it);
    const std::string value = database.get_document(*it).get_value(0);
    const std::string head(segment->heads.record(docid));
    EXPECT_EQ(head.substr(0, 1) + head.substr(2), value);
    EXPECT_EQ(snapshot->segment_by_uuid(segment->entry.uuid), segment);
  }
  EXPECT_EQ(seen, 15u);
  EXPECT_EQ(snapshot->segment_by_uuid("none"), nullptr);
}

TEST(IndexDirectory, DeletionListsBelongToTheirGeneration) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "lupus");
  const auto before = Snapshot::open(folder.path());
  {
    IndexDirectory directory(folder.path(), {});
    Manifest next = directory.manifest();
    directory.set_deleted(next.segments[0], {2, 10});
    EXPECT_EQ(directory.read_deleted(next.segments[0]), (std::vector<std::uint32_t>{2, 10}));
    directory.publish(next);
  }
  const auto after = Snapshot::open(folder.path());
  EXPECT_FALSE(before->segments()[0].is_deleted(2));
  EXPECT_TRUE(after->segments()[0].is_deleted(2));
  EXPECT_FALSE(after->segments()[0].is_deleted(3));
  EXPECT_TRUE(after->segments()[0].is_deleted(10));
  EXPECT_EQ(after->manifest().live_documents(), 8u);
}

TEST(IndexDirectory, DeletionListsMustMatchTheirSegment) {
  const TestFolder folder;
  publish_segment(folder.path(), 3, "lupus");
  IndexDirectory directory(folder.path(), {});
  SegmentEntry entry = directory.manifest().segments[0];
  const std::vector<std::vector<std::uint32_t>> bad{{0}, {4}, {2, 2}, {3, 1}};
  for (const auto& deleted : bad) {
    EXPECT_EQ(error_of([&] { directory.set_deleted(entry, deleted); }), ErrorCode::invalid_argument);
  }
  directory.set_deleted(entry, {1, 2, 3});
  EXPECT_EQ(entry.deleted, 3u);
  directory.set_deleted(entry, {});
  EXPECT_FALSE(entry.deleted_list);
}

TEST(IndexDirectory, ASegmentMustHoldWhatItsBuilderSays) {
  const TestFolder folder;
  IndexDirectory directory(folder.path(), kCreate);
  test::make_segment_folder(directory.tmp() + "/made", 5, "lupus");
  EXPECT_EQ(error_of([&] { directory.adopt_segment(directory.tmp() + "/made", 6); }), ErrorCode::index_corrupt);
}

TEST(IndexDirectory, WhatIsNotThereCannotBePublished) {
  const TestFolder folder;
  IndexDirectory directory(folder.path(), kCreate);
  Manifest next;
  next.segments.push_back(add_segment(directory, 5, "lupus"));
  fs::remove(folder / next.segments[0].files[0].path);
  EXPECT_EQ(error_of([&] { directory.publish(next); }), ErrorCode::index_corrupt);
  EXPECT_FALSE(fs::exists(folder / "CURRENT"));
}

TEST(IndexDirectory, WhatWasNotPublishedIsCleanedUp) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "lupus");
  {
    IndexDirectory directory(folder.path(), {});
    add_segment(directory, 5, "renal");
    directory.write_ledger("unpublished");
    SegmentEntry entry = directory.manifest().segments[0];
    directory.set_deleted(entry, {1});
    test::write_file(directory.tmp() + "/rest", "x");
  }
  test::write_file(folder / "MANIFEST-000002", "half a manife");
  test::write_file(folder / "MANIFEST-000002.tmp", "half");
  test::write_file(folder / "CURRENT.tmp", "half");
  test::write_file(folder / "notes.txt", "somebody's");
  EXPECT_TRUE(fs::exists(folder / "segments/000002"));
  { const IndexDirectory directory(folder.path(), {}); }
  for (const char* name : {"segments/000002", "segments/000001.dead.000002", "LEDGER-000002", "tmp/rest",
                           "MANIFEST-000002", "MANIFEST-000002.tmp", "CURRENT.tmp"}) {
    EXPECT_FALSE(fs::exists(folder / name)) << name;
  }
  EXPECT_TRUE(fs::exists(folder / "notes.txt"));
  EXPECT_EQ(Snapshot::open(folder.path())->manifest().live_documents(), 10u);
  EXPECT_EQ(publish_segment(folder.path(), 5, "renal"), 2u);
}

TEST(IndexDirectory, AnInterruptedFirstRunIsNoObstacle) {
  const TestFolder folder;
  {
    IndexDirectory directory(folder / "index", kCreate);
    add_segment(directory, 5, "renal");
    directory.write_ledger("unpublished");
  }
  EXPECT_EQ(error_of([&] { Snapshot::open(folder / "index"); }), ErrorCode::index_missing);
  EXPECT_EQ(publish_segment(folder / "index", 5, "renal"), 1u);
}

// Generations.

void replace_all(const std::string& path, const std::string& word) {
  IndexDirectory directory(path, {});
  Manifest next = directory.manifest();
  next.segments = {add_segment(directory, 3, word)};
  directory.publish(next);
}

TEST(IndexDirectory, GarbageCollectionKeepsTheLastTwo) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  for (const char* word : {"b", "c", "d"}) replace_all(folder.path(), word);
  EXPECT_GT(IndexDirectory(folder.path(), {}).collect_garbage().bytes, 0u);
  EXPECT_FALSE(fs::exists(folder / "MANIFEST-000002"));
  EXPECT_FALSE(fs::exists(folder / "segments/000002"));
  EXPECT_TRUE(fs::exists(folder / "MANIFEST-000003"));
  EXPECT_TRUE(fs::exists(folder / "segments/000003"));
  EXPECT_EQ(Snapshot::open(folder.path(), {.any_fingerprint = false, .generation = 3})->manifest().generation, 3u);
  EXPECT_EQ(error_of([&] { Snapshot::open(folder.path(), {.any_fingerprint = false, .generation = 2}); }),
            ErrorCode::not_found);
  EXPECT_EQ(IndexDirectory(folder.path(), {}).collect_garbage().bytes, 0u);
}

TEST(IndexDirectory, GarbageCollectionLeavesWhatSomebodyReads) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  auto reader = Snapshot::open(folder.path());
  for (const char* word : {"b", "c", "d"}) replace_all(folder.path(), word);
  IndexDirectory(folder.path(), {}).collect_garbage();
  EXPECT_EQ(test::documents_with(*reader, "a"), 10u);
  EXPECT_FALSE(fs::exists(folder / "segments/000002"));
  reader.reset();
  IndexDirectory(folder.path(), {}).collect_garbage();
  EXPECT_FALSE(fs::exists(folder / "segments/000001"));
}

TEST(IndexDirectory, AnUnreadableOldManifestKeepsItsFiles) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  replace_all(folder.path(), "b");
  test::write_file(folder / "MANIFEST-000001", "?");
  IndexDirectory(folder.path(), {}).collect_garbage();
  EXPECT_TRUE(fs::exists(folder / "segments/000001"));
}

TEST(IndexDirectory, ReadersAlwaysFindAWholeGeneration) {
  const TestFolder folder;
  publish_segment(folder.path(), 3, "g1");
  std::atomic<bool> done = false;
  std::atomic<int> opened = 0;
  std::thread reader([&] {
    while (!done) {
      const auto snapshot = Snapshot::open(folder.path());
      const std::string word = "g" + std::to_string(snapshot->manifest().generation);
      EXPECT_EQ(test::documents_with(*snapshot, word), 3u);
      ++opened;
    }
  });
  for (int generation = 2; generation <= 25; ++generation) {
    replace_all(folder.path(), "g" + std::to_string(generation));
    IndexDirectory(folder.path(), {}).collect_garbage();
  }
  done = true;
  reader.join();
  EXPECT_GT(opened, 10);
}

TEST(IndexDirectory, AnOldGenerationIsServedAgainAsItWas) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  replace_all(folder.path(), "b");
  {
    IndexDirectory directory(folder.path(), {});
    Manifest old = read_manifest(directory.folder(), *directory.manifest().previous);
    old.analyzer_fingerprint = "another";
    directory.publish_again(old);
  }
  std::string message;
  EXPECT_EQ(error_of([&] { Snapshot::open(folder.path()); }, &message), ErrorCode::index_incompatible);
  EXPECT_NE(message.find("il2index rebuild"), std::string::npos);
  const auto snapshot = Snapshot::open(folder.path(), {.any_fingerprint = true, .generation = 0});
  EXPECT_EQ(snapshot->manifest().generation, 3u);
  EXPECT_EQ(test::documents_with(*snapshot, "a"), 10u);
}

TEST(IndexDirectory, AManifestThatAnotherProcessLocksIsNotCorrupt) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  const int held = ::open((folder / "MANIFEST-000001").c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  std::string message;
  EXPECT_EQ(error_of([&] { Snapshot::open(folder.path()); }, &message), ErrorCode::locked);
  EXPECT_NE(message.find("the manifest is locked by another process"), std::string::npos) << message;
  ::close(held);
  EXPECT_EQ(Snapshot::open(folder.path())->manifest().generation, 1u);
}

TEST(IndexDirectory, AnOlderManifestThatAnotherProcessLocksIsNotMissing) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  publish_segment(folder.path(), 5, "b");
  const int held = ::open((folder / "MANIFEST-000001").c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  EXPECT_EQ(error_of([&] { hold_generation(IndexFolder::open(folder.path()), 1); }), ErrorCode::locked);
  ::close(held);
  EXPECT_EQ(hold_generation(IndexFolder::open(folder.path()), 1).manifest.generation, 1u);
}

// Makes CURRENT name a generation with this number, as a writer would have written it.
void serve_as(const TestFolder& folder, std::uint64_t generation) {
  Manifest manifest = hold_newest(IndexFolder::open(folder.path())).manifest;
  manifest.generation = generation;
  const std::string json = manifest_to_json(manifest);
  test::write_file(folder / manifest_name(generation), json);
  test::write_file(folder / "CURRENT",
                   manifest_name(generation) + " " + std::to_string(json.size()) + " " + xxh3_hex(json) + "\n");
}

TEST(IndexDirectory, GenerationNumbersNeverWrapAround) {
  const TestFolder folder;
  publish_segment(folder.path(), 10, "a");
  serve_as(folder, kMaxNumber);
  EXPECT_EQ(Snapshot::open(folder.path())->manifest().generation, kMaxNumber);
  std::string message;
  EXPECT_EQ(error_of([&] { publish_segment(folder.path(), 1, "b"); }, &message), ErrorCode::index_corrupt);
  EXPECT_NE(message.find("the numbers of its generations or segments are exhausted"), std::string::npos) << message;
  EXPECT_EQ(Snapshot::open(folder.path())->manifest().generation, kMaxNumber);
  serve_as(folder, UINT64_MAX);
  EXPECT_EQ(error_of([&] { Snapshot::open(folder.path()); }), ErrorCode::index_corrupt);
}

// Folders that are not an index.

TEST(IndexDirectory, WithoutAnIndexTheMessageSaysHowToMakeOne) {
  const TestFolder folder;
  const std::vector<std::function<void()>> openings{
      [&] { Snapshot::open(folder / "none"); },
      [&] { Snapshot::open(folder.path()); },
      [&] { current_generation(folder / "none"); },
      [&] { IndexDirectory(folder / "none", {}); },
  };
  for (const auto& open : openings) {
    std::string message;
    EXPECT_EQ(error_of(open, &message), ErrorCode::index_missing);
    EXPECT_NE(message.find("there is no il2search index here\nmake one with `il2index update --index /"),
              std::string::npos)
        << message;
  }
  EXPECT_FALSE(fs::exists(folder / "none"));
}

TEST(IndexDirectory, AFolderWithOtherThingsIsRefused) {
  const TestFolder folder;
  for (const char* name : {"thesis.doc", "segments"}) {
    const std::string path = folder / ("with-" + std::string(name));
    fs::create_directories(path + "/" + name);
    std::string message;
    EXPECT_EQ(error_of([&] { IndexDirectory(path, kCreate); }, &message), ErrorCode::index_missing);
    EXPECT_NE(message.find("not an il2search index"), std::string::npos) << message;
    EXPECT_EQ(std::distance(fs::directory_iterator(path), fs::directory_iterator()), 1);
  }
  test::write_file(folder / "file", "text");
  EXPECT_EQ(error_of([&] { IndexDirectory(folder / "file", kCreate); }), ErrorCode::index_missing);
  EXPECT_EQ(error_of([&] { Snapshot::open(folder / "file"); }), ErrorCode::index_missing);
}

TEST(IndexDirectory, TheRootOfAFileSystemIsEmptyEnough) {
  const TestFolder folder;
  fs::create_directory(folder / "lost+found");
  EXPECT_EQ(publish_segment(folder.path(), 2, "a"), 1u);
}

TEST(IndexDirectory, ControlCharactersOfAPathStayOutOfMessages) {
  std::string message;
  EXPECT_EQ(error_of([] { Snapshot::open("/none\x1b[31m"); }, &message), ErrorCode::index_missing);
  EXPECT_EQ(message.find('\x1b'), std::string::npos);
}

// Permissions.

TEST(IndexDirectory, AdoptedSegmentsCanBeReadByWhoReadsTheOthers) {
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  IndexDirectory directory(folder.path(), {});
  fs::permissions(folder / "segments", fs::perms(0751));
  test::make_segment_folder(directory.tmp() + "/made", 5, "lupus");
  fs::permissions(directory.tmp() + "/made", fs::perms(0700));
  directory.adopt_segment(directory.tmp() + "/made", 5);
  EXPECT_EQ(fs::status(folder / "segments/000002").permissions(), fs::perms(0751));
}

// Runs in a child process as the user nobody, which needs root.
int open_as_nobody(const std::string& path) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(3);
    try {
      ::_exit(Snapshot::open(path)->open_database().get_doccount() == 2 ? 0 : 2);
    } catch (...) {
      ::_exit(1);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(IndexDirectory, ReadersNeedNoWritePermission) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  EXPECT_EQ(open_as_nobody(folder.path()), 0);
}

}  // namespace
}  // namespace il2search
