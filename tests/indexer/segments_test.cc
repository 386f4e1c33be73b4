// BuildPool, merge_segments(), SegmentView: documents become segments in input order, and segments one segment.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/segments/build_pool.h"
#include "indexer/segments/merge_segments.h"
#include "indexer/segments/segment_view.h"
#include "storage/token_file.h"
#include "tests/indexer/built_segment.h"
#include "tests/indexer/papers.h"

namespace il2search {
namespace {

using test::batch_of;
using test::error_of;
using test::TestFolder;
using testing::ElementsAre;

constexpr std::uint64_t kMemory = 64u << 20;

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
    for (const char* name : {"postings.data", "postings.terms", "postings.lengths", "postlist.glass", "heads.data",
                             "heads.offsets", "texts.data", "texts.offsets", "tokens.data", "tokens.words"})
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
  EXPECT_EQ(view.postings().find("Zlupus")->documents, 6u);
  EXPECT_EQ(TokenFile(merged.folder + "/tokens").words().size(), 8u) << "lupus, flare, 1 to 6";
  for (int i = 1; i <= 6; ++i) EXPECT_EQ(view.find(test::pmid_id(i)), static_cast<std::uint32_t>(i));
  EXPECT_EQ(view.find("PMID:"), std::nullopt);
  EXPECT_EQ(error_of([&] { merge_segments(inputs, folder / "out"); }), ErrorCode::io) << "the folder exists";
}

// Pairs are those of the documents that are left, whatever was frequent in the inputs.
TEST(MergeSegments, PostsPairsAsIfBuiltAtOnce) {
  const TestFolder folder;
  std::vector<MergeInput> inputs;
  std::vector<std::pair<Document, Origin>> kept;
  for (int s = 0; s < 3; ++s) {
    std::vector<std::pair<Document, Origin>> documents;
    MergeInput& input = inputs.emplace_back();
    for (int i = 1; i <= 60; ++i) {
      Document document;
      document.id = test::pmid_id(100 * s + i);
      document.title = "The dose of group " + std::to_string(i % (5 + 20 * s)) + (i % 7 == s ? " of rare words" : "");
      documents.emplace_back(document, Origin{});
      if (i % 5 == s) input.deleted.push_back(static_cast<std::uint32_t>(i));
      else kept.emplace_back(std::move(document), Origin{});
    }
    input.folder = test::build_segment(folder / ("in" + std::to_string(s)), documents, {s == 1 ? 1u : 1000u}).folder;
  }
  MergeOptions options;
  options.pairs = PairOptions{1};
  const BuiltSegment merged = merge_segments(inputs, folder / "out", options);
  const BuiltSegment built = test::build_segment(folder / "once", kept, {1});
  for (const char* file : {"/postings.data", "/postings.terms", "/tokens.data", "/tokens.words"})
    EXPECT_TRUE(test::read_file(merged.folder + file) == test::read_file(built.folder + file)) << file;
  const PostingFile postings(built.folder + kPostings);
  std::string of_group;
  const TokenFile tokens(built.folder + "/tokens");
  put_pair_term(of_group, tokens.words().find("of"), tokens.words().find("group"));
  EXPECT_EQ(postings.find(of_group)->documents, merged.documents);
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

}  // namespace
}  // namespace il2search
