// BuildPool and Publisher: documents become segments in input order, and segments the next generation.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/publisher.h"
#include "indexer/segments/build_pool.h"
#include "indexer/segments/merge_policy.h"
#include "tests/indexer/built_segment.h"
#include "tests/indexer/papers.h"

namespace il2search {
namespace {

using test::error_of;
using test::TestFolder;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t kMemory = 64u << 20;

Batch batch_of(int first, int last, const std::string& title, std::uint32_t source = 0) {
  Batch batch;
  for (int i = first; i <= last; ++i) {
    Document document;
    document.id = test::pmid_id(i);
    document.title = title;
    document.abstract = {{"", "Cells of group " + std::to_string(i) + " were counted."}};
    batch.bytes += footprint(document);
    batch.documents.push_back({std::move(document), {0, source}});
  }
  return batch;
}

std::vector<std::string> ids_of(const BuiltSegment& segment) {
  const SegmentView view(segment.folder, {});
  std::vector<std::string> ids;
  for (std::uint32_t docid = 1; docid <= view.documents(); ++docid) ids.push_back(view.document(docid).id);
  return ids;
}

std::vector<std::string> numbers(int first, int last) {
  std::vector<std::string> ids;
  for (int i = first; i <= last; ++i) ids.push_back(test::pmid_id(i));
  return ids;
}

TEST(BuildPool, KeepsTheInputOrderForAnyNumberOfThreads) {
  for (const unsigned jobs : {1u, 2u, 8u}) {
    const TestFolder folder;
    BuildPool pool(folder.path(), jobs, kMemory);
    EXPECT_EQ(pool.jobs(), jobs);
    WorkUnit& unit = pool.open_unit();
    const int batches = 73;
    for (int i = 0; i < batches; ++i) pool.submit(unit, batch_of(3 * i + 1, 3 * i + 3, "t"));
    pool.close(unit);
    const auto built = pool.make_segment(pool.finish(unit));
    ASSERT_TRUE(built);
    EXPECT_EQ(built->documents, 3u * static_cast<unsigned>(batches));
    EXPECT_EQ(ids_of(*built), numbers(1, 3 * batches)) << jobs << " threads";
  }
}

TEST(BuildPool, UnitsAreSeparate) {
  const TestFolder folder;
  BuildPool pool(folder.path(), 2, kMemory);
  WorkUnit& first = pool.open_unit();
  WorkUnit& second = pool.open_unit();
  WorkUnit& empty = pool.open_unit();
  pool.submit(first, batch_of(1, 2, "t"));
  pool.submit(second, batch_of(3, 3, "t"));
  pool.submit(first, batch_of(4, 4, "t"));
  pool.submit(empty, {});
  for (WorkUnit* unit : {&first, &second, &empty}) pool.close(*unit);
  EXPECT_FALSE(pool.finish(empty));
  EXPECT_FALSE(pool.make_segment(std::nullopt));
  EXPECT_THAT(ids_of(*pool.make_segment(pool.finish(second))), ElementsAre("PMID:3"));
  EXPECT_THAT(ids_of(*pool.make_segment(pool.finish(first))), ElementsAre("PMID:1", "PMID:2", "PMID:4"));
}

TEST(BuildPool, AcceptsOneBatchOfAnySize) {
  const TestFolder folder;
  BuildPool pool(folder.path(), 1, 4);
  WorkUnit& unit = pool.open_unit();
  for (int i = 1; i <= 5; ++i) pool.submit(unit, batch_of(i, i, "t"));
  pool.close(unit);
  EXPECT_EQ(pool.finish(unit)->documents, 5u);
}

// The files of a segment, but for the uuid of its database, do not depend on the number of threads, the division into units
// or what was spilled.
TEST(BuildPool, WritesTheSameBytesInEveryWay) {
  struct Case {
    unsigned jobs;
    std::uint64_t memory;
    int units;
  };
  std::vector<std::string> expected;
  for (const Case& c : {Case{1, kMemory, 1}, {2, kMemory, 1}, {8, 100, 1}, {2, kMemory, 5}, {4, 100, 5}}) {
    const TestFolder folder;
    BuildPool pool(folder.path(), c.jobs, c.memory);
    std::optional<SegmentPart> part;
    for (int u = 0; u < c.units; ++u) {
      WorkUnit& unit = pool.open_unit();
      for (int i = 60 / c.units * u; i < 60 / c.units * (u + 1); ++i)
        pool.submit(unit, batch_of(3 * i + 1, 3 * i + 3, "Title " + std::to_string(i)));
      pool.close(unit);
      SegmentPart more = *pool.finish(unit);
      if (part) part->append(std::move(more));
      else part = std::move(more);
      pool.limit_memory(*part);
    }
    const auto built = pool.make_segment(std::move(part));
    std::vector<std::string> files;
    for (const char* name : {"postlist.glass", "heads.data", "heads.offsets", "texts.data", "texts.offsets",
                             "tokens.data", "tokens.words"})
      files.push_back(test::read_file(built->folder + "/" + name));
    if (expected.empty()) expected = files;
    EXPECT_TRUE(files == expected) << c.jobs << " threads, " << c.memory << " bytes, " << c.units << " units";
  }
}

TEST(BuildPool, AFailureIsRethrownToEveryCaller) {
  const TestFolder folder;
  BuildPool pool(folder / "none", 2, kMemory);  // the folder does not exist, so no segment can be built
  WorkUnit& unit = pool.open_unit();
  pool.submit(unit, batch_of(1, 2, "t"));
  pool.close(unit);
  EXPECT_EQ(error_of([&] { pool.finish(unit); }), ErrorCode::io);
  EXPECT_EQ(error_of([&] { pool.check(); }), ErrorCode::io);
  EXPECT_EQ(error_of([&] { pool.submit(unit, batch_of(3, 3, "t")); }), ErrorCode::io);
}

TEST(MergeSegments, KeepsDocumentsTermsAndRecords) {
  const TestFolder folder;
  std::vector<MergeInput> inputs;
  int id = 0;
  for (int s = 0; s < 3; ++s) {
    std::vector<std::pair<Document, Origin>> documents;
    for (int i = 0; i <= s; ++i) {
      Document document;
      document.id = test::pmid_id(++id);
      document.title = "Lupus flare " + std::to_string(id);
      documents.emplace_back(std::move(document), Origin{});
    }
    inputs.push_back({test::build_segment(folder / ("in" + std::to_string(s)), documents).folder});
  }
  const BuiltSegment merged = merge_segments(inputs, folder / "out");
  EXPECT_EQ(merged.documents, 6u);
  EXPECT_EQ(ids_of(merged), numbers(1, 6));
  const SegmentView view(merged.folder, {});
  EXPECT_EQ(view.database().get_termfreq("Zlupus"), 6u);
  EXPECT_EQ(TokenFile(merged.folder + "/tokens").words().size(), 8u) << "lupus, flare, 1 to 6";
  for (int i = 1; i <= 6; ++i) EXPECT_EQ(view.find(test::pmid_id(i)), static_cast<std::uint32_t>(i));
  EXPECT_EQ(view.find("PMID:"), std::nullopt);
  EXPECT_EQ(error_of([&] { merge_segments(inputs, folder / "out"); }), ErrorCode::io) << "the folder exists";
}

TEST(MergeSegments, LeavesOutDeletedDocuments) {
  const TestFolder folder;
  std::vector<MergeInput> inputs;
  for (const int first : {1, 6}) {
    std::vector<std::pair<Document, Origin>> documents;
    for (int i = first; i < first + 5; ++i) {
      Document document;
      document.id = test::pmid_id(i);
      document.title = "Title " + std::to_string(i);
      documents.emplace_back(std::move(document), Origin{});
    }
    inputs.push_back({test::build_segment(folder / std::to_string(first), documents).folder});
  }
  inputs[0].deleted = {1, 3};
  inputs[1].deleted = {5};
  const BuiltSegment merged = merge_segments(inputs, folder / "out");
  EXPECT_EQ(merged.documents, 7u);
  EXPECT_THAT(ids_of(merged), ElementsAre("PMID:2", "PMID:4", "PMID:5", "PMID:6", "PMID:7", "PMID:8", "PMID:9"));
  const SegmentView view(merged.folder, {});
  EXPECT_EQ(view.find("PMID:3"), std::nullopt);
  EXPECT_EQ(view.find("PMID:9"), 7u);
  EXPECT_EQ(view.document(7).title, "Title 9");
  const TokenFile tokens(merged.folder + "/tokens");
  EXPECT_EQ(tokens.words().find("3"), 0u) << "a word of a deleted document";
  EXPECT_NE(tokens.words().find("4"), 0u);
}

TEST(SegmentView, DeletesAndUndeletes) {
  const TestFolder folder;
  std::vector<std::pair<Document, Origin>> documents;
  for (const char* title : {"first", "second"}) {
    Document document;
    document.id = "a";
    document.title = title;
    documents.emplace_back(std::move(document), Origin{7, 3});
  }
  test::build_segment(folder / "s", documents);
  SegmentView view(folder / "s", {1});
  EXPECT_EQ(view.find("a"), 2u);
  EXPECT_EQ(view.precedence(2), (Precedence{1, 7}));
  EXPECT_EQ(view.source(2), 3u);
  EXPECT_FALSE(view.changed());
  view.mark_deleted(2);
  EXPECT_TRUE(view.changed());
  EXPECT_EQ(view.find("a"), std::nullopt);
  EXPECT_THAT(view.deleted(), ElementsAre(1, 2));
  view.undelete(2);
  EXPECT_FALSE(view.changed());
  EXPECT_THAT(view.deleted(), ElementsAre(1));
  EXPECT_FALSE(view.is_stored_as(1, view, 2));
  EXPECT_TRUE(view.is_stored_as(2, view, 2));
}

// An index. Each run opens and closes it as a program would.
class Publishing : public testing::Test {
 protected:
  struct Run {
    explicit Run(const std::string& path)
        : directory(path, test::kCreate), pool(directory.tmp(), 2, kMemory), publisher(directory, {}) {}
    PendingRun pending(Batch batch) {
      PendingRun result;
      WorkUnit& unit = pool.open_unit();
      pool.submit(unit, std::move(batch));
      pool.close(unit);
      result.segment = pool.make_segment(pool.finish(unit));
      return result;
    }
    IndexDirectory directory;
    BuildPool pool;
    Publisher publisher;
  };

  DocumentCounts publish(int first, int last, const std::string& title, std::vector<RunDeletion> deletions = {}) {
    Run run(path_);
    PendingRun pending = first <= last ? run.pending(batch_of(first, last, title)) : PendingRun{};
    pending.deletions = std::move(deletions);
    return run.publisher.publish_run(std::move(pending), false);
  }

  std::vector<SegmentStatus> segments() const { return index_status(path_).segments; }

  TestFolder folder_;
  std::string path_ = folder_ / "index";
};

TEST_F(Publishing, ARunBecomesASegment) {
  EXPECT_EQ(publish(1, 10, "old").added, 10u);
  EXPECT_EQ(publish(11, 12, "new").added, 2u);
  ASSERT_EQ(segments().size(), 2u);
  EXPECT_EQ(segments()[1].documents, 2u);
  EXPECT_EQ(index_status(path_).documents, 12u);
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
}

TEST_F(Publishing, PublishesNothingWithoutChanges) {
  publish(1, 10, "old");
  const std::uint64_t generation = current_generation(path_);
  EXPECT_EQ(publish(3, 5, "old").unchanged, 3u);
  EXPECT_EQ(publish(1, 0, "").added, 0u);
  RunDeletion unseen;
  unseen.id = "PMID:99";
  EXPECT_EQ(publish(1, 0, "", {unseen}).deleted, 0u);
  EXPECT_EQ(current_generation(path_), generation);
}

TEST_F(Publishing, PublishesAChangedLedger) {
  publish(1, 3, "old");
  Run run(path_);
  SourceEntry source;
  source.name = "/data/a.xml";
  run.publisher.ledger().record_source(source);
  run.publisher.publish_run({}, true);
  EXPECT_TRUE(run.publisher.published());
  EXPECT_EQ(index_status(path_).generation, 2u);
  EXPECT_EQ(index_status(path_).sources, 1u);
  EXPECT_EQ(index_status(path_).documents, 3u);
}

TEST_F(Publishing, ADryRunCountsButWritesNothing) {
  publish(1, 10, "old");
  Run run(path_);
  const DocumentCounts counts = run.publisher.publish_run(run.pending(batch_of(9, 12, "new")), true, true);
  EXPECT_EQ(counts.added, 2u);
  EXPECT_EQ(counts.replaced, 2u);
  EXPECT_FALSE(run.publisher.published());
  EXPECT_EQ(index_status(path_).generation, 1u);
  EXPECT_EQ(test::titles_of(path_).at("PMID:9"), "old");
}

TEST_F(Publishing, UpToAFifthOfDeletedDocumentsAreListed) {
  publish(1, 100, "old");
  publish(1, 20, "new");
  ASSERT_EQ(segments().size(), 2u);
  EXPECT_EQ(segments()[0].documents, 100u);
  EXPECT_EQ(segments()[0].deleted, 20u);
  EXPECT_EQ(index_status(path_).documents, 100u);
}

TEST_F(Publishing, MoreThanAFifthOfDeletedDocumentsAreDropped) {
  publish(1, 100, "old");
  publish(1, 20, "new");
  publish(21, 21, "new");
  ASSERT_EQ(segments().size(), 3u);
  EXPECT_EQ(segments()[0].documents, 79u);
  EXPECT_EQ(segments()[0].deleted, 0u);
  const test::TitlesById titles = test::titles_of(path_);
  ASSERT_EQ(titles.size(), 100u);
  EXPECT_EQ(titles.at("PMID:21"), "new");
  EXPECT_EQ(titles.at("PMID:22"), "old");
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
}

TEST_F(Publishing, ARebuiltSegmentKeepsOriginsAndOrder) {
  {
    Run run(path_);
    Batch batch = batch_of(1, 10, "old", 4);
    for (DocumentWithOrigin& d : batch.documents) d.origin.nlm_file = 202600001;
    run.publisher.publish_run(run.pending(std::move(batch)), false);
  }
  publish(3, 5, "new");
  const auto snapshot = Snapshot::open(path_);
  ASSERT_EQ(snapshot->segments().size(), 2u);
  const Segment& rebuilt = snapshot->segments()[0];
  const SegmentView view(rebuilt.folder, rebuilt.deleted);
  EXPECT_EQ(view.documents(), 7u);
  EXPECT_EQ(view.find("PMID:6"), 3u);
  EXPECT_EQ(view.precedence(3), (Precedence{1, 202600001}));
  EXPECT_EQ(view.source(3), 4u);
}

TEST_F(Publishing, DropsASegmentWithoutLiveDocuments) {
  publish(1, 5, "old");
  publish(6, 9, "other");
  publish(1, 5, "new");
  ASSERT_EQ(segments().size(), 2u);
  std::vector<RunDeletion> all;
  for (int i = 1; i <= 9; ++i) {
    RunDeletion deletion;
    deletion.id = test::pmid_id(i);
    deletion.source = 1;
    all.push_back(deletion);
  }
  EXPECT_EQ(publish(1, 0, "", all).deleted, 9u);
  EXPECT_THAT(segments(), IsEmpty());
  EXPECT_EQ(index_status(path_).documents, 0u);
  EXPECT_THAT(test::titles_of(path_), IsEmpty());
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
  EXPECT_EQ(publish(1, 2, "again").added, 2u);
}

TEST_F(Publishing, KeepsAtMostEightSegments) {
  for (int run = 0; run < 20; ++run) {
    publish(10 * run + 1, 10 * run + 10, "run " + std::to_string(run));
    ASSERT_LE(segments().size(), kMaxSegments) << run;
  }
  EXPECT_EQ(test::titles_of(path_).size(), 200u);
  EXPECT_EQ(test::titles_of(path_).at("PMID:200"), "run 19");
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
}

TEST_F(Publishing, MergedSegmentsKeepTheirDeletionLists) {
  for (int run = 0; run < 8; ++run) publish(10 * run + 1, 10 * run + 10, "old");
  publish(5, 6, "new");
  ASSERT_LE(segments().size(), kMaxSegments);
  const test::TitlesById titles = test::titles_of(path_);
  EXPECT_EQ(titles.size(), 80u);
  EXPECT_EQ(titles.at("PMID:5"), "new");
  EXPECT_EQ(titles.at("PMID:7"), "old");
}

TEST_F(Publishing, AFullMergeLeavesOneSegmentWithoutDeletedDocuments) {
  for (int run = 0; run < 5; ++run) publish(10 * run + 1, 10 * run + 11, "run " + std::to_string(run));
  const test::TitlesById before = test::titles_of(path_);
  EXPECT_TRUE(merge_index(path_, true).published);
  ASSERT_EQ(segments().size(), 1u);
  EXPECT_EQ(segments()[0].deleted, 0u);
  EXPECT_EQ(segments()[0].documents, 51u);
  EXPECT_EQ(test::titles_of(path_), before);
  EXPECT_FALSE(merge_index(path_, true).published) << "nothing is left to merge";
  EXPECT_FALSE(merge_index(path_, false).published);
}

// Damage must not be published again with a fresh checksum.
TEST_F(Publishing, RefusesToTakeOverDamage) {
  const std::vector<std::pair<std::string, std::function<void()>>> writers{
      {"heads.data", [&] { merge_index(path_, true); }},
      {"texts.data", [&] { merge_index(path_, true); }},
      {"tokens.offsets", [&] { merge_index(path_, true); }},
      {"postlist.glass", [&] { merge_index(path_, true); }},
      {"heads.data", [&] { rebuild_index(path_); }},
      {"texts.data", [&] { retag_index(path_); }},
      {"postlist.glass", [&] { publish(30, 31, "new"); }},
      {"postlist.glass", [&] { delete_documents(path_, {"PMID:3"}); }},
  };
  publish(1, 10, "old");
  publish(11, 20, "old");
  for (const auto& [name, write] : writers) {
    const std::string file = path_ + "/segments/000001/" + name;
    const std::string sound = test::read_file(file);
    std::string damaged = sound;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
    test::write_file(file, damaged);
    std::string message;
    EXPECT_EQ(error_of(write, &message), ErrorCode::index_corrupt) << name;
    EXPECT_THAT(message, testing::HasSubstr("segments/000001/" + name + ": its checksum is wrong"));
    EXPECT_EQ(current_generation(path_), 2u) << name;
    test::write_file(file, sound);
  }
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
}

TEST_F(Publishing, AnAutomaticMergeRefusesDamage) {
  for (int run = 0; run < static_cast<int>(kMaxSegments); ++run) publish(10 * run + 1, 10 * run + 10, "old");
  const std::size_t segments_before = segments().size();
  const std::uint64_t generation = current_generation(path_);
  for (const SegmentStatus& segment : segments()) {
    const std::string file = path_ + "/segments/" + segment.name + "/texts.data";
    std::string damaged = test::read_file(file);
    damaged[0] = static_cast<char>(damaged[0] ^ 1);
    test::write_file(file, damaged);
  }
  // Each run adds a segment, until one has to merge.
  std::optional<ErrorCode> code;
  for (int run = 10; run < 20 && !code; ++run) code = error_of([&] { publish(10 * run + 1, 10 * run + 10, "new"); });
  EXPECT_EQ(code, ErrorCode::index_corrupt);
  EXPECT_GE(segments().size(), segments_before);
  EXPECT_GE(current_generation(path_), generation);
}

TEST_F(Publishing, ListsTheLiveDocumentsOfASource) {
  {
    Run run(path_);
    run.publisher.publish_run(run.pending(batch_of(1, 4, "a", 1)), false);
  }
  {
    Run run(path_);
    run.publisher.publish_run(run.pending(batch_of(4, 6, "b", 2)), false);
  }
  Run run(path_);
  EXPECT_THAT(run.publisher.ids_of_source(1), ElementsAre("PMID:1", "PMID:2", "PMID:3"));
  EXPECT_THAT(run.publisher.ids_of_source(2), ElementsAre("PMID:4", "PMID:5", "PMID:6"));
  EXPECT_THAT(run.publisher.ids_of_source(3), IsEmpty());
}

TEST_F(Publishing, RefusesAnIndexOfAnotherAnalyzerUntilItIsRebuilt) {
  publish(1, 5, "old");
  {
    IndexDirectory directory(path_, {});
    Manifest other = directory.manifest();
    other.analyzer_fingerprint = std::string(32, 'f');
    directory.publish_again(other);
  }
  std::string message;
  EXPECT_EQ(error_of([&] { Run run(path_); }, &message), ErrorCode::index_incompatible);
  EXPECT_THAT(message, testing::HasSubstr("il2index rebuild --index " + path_));
  EXPECT_EQ(rebuild_index(path_).documents, 5u);
  EXPECT_EQ(publish(6, 6, "new").added, 1u);
  EXPECT_EQ(test::titles_of(path_).size(), 6u);
}

}  // namespace
}  // namespace il2search
