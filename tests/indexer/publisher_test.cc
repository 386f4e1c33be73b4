// Publisher: segments of pending runs become the next generation.
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

using test::batch_of;
using test::error_of;
using test::TestFolder;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t kMemory = 64u << 20;

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
      {"postings.data", [&] { merge_index(path_, true); }},
      {"postlist.glass", [&] { merge_index(path_, true); }},
      {"heads.data", [&] { rebuild_index(path_); }},
      {"texts.data", [&] { retag_index(path_); }},
      {"postings.terms", [&] { publish(30, 31, "new"); }},
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
    EXPECT_THAT(message, testing::HasSubstr("segments/000001/" + name + ": "));
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
