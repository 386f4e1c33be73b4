// update_index(): threads, publishing at intervals, cancelling, and other writers.
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/papers.h"

namespace il2search {
namespace {

using test::articles;
using test::error_of;
using test::PaperIndex;

TEST(Update, AnyNumberOfThreadsGivesTheSameDocumentsInTheSameOrder) {
  std::vector<std::string> expected;
  test::TitlesById titles;
  for (const unsigned jobs : {1u, 2u, 8u}) {
    const PaperIndex index;
    for (int i = 0; i < 6; ++i)
      index.write_set("in/" + std::to_string(i) + ".xml",
                      articles(900 * i + 1, 900 * i + 1000, "file " + std::to_string(i)));
    UpdateOptions options;
    options.writer.jobs = jobs;
    options.writer.memory_budget_bytes = 64u << 20;
    index.update({"in"}, options);
    if (expected.empty()) {
      expected = test::ids_in_order(index.path());
      titles = index.titles();
      EXPECT_EQ(expected.size(), 5500u);
    }
    EXPECT_TRUE(test::ids_in_order(index.path()) == expected) << jobs << " threads";
    EXPECT_TRUE(index.titles() == titles) << jobs << " threads";
  }
}

// Files that are each large enough to be a work unit.
std::string large_set(int first, const std::string& title) {
  std::string set = articles(first, first + 99, title);
  set += "<!-- " + std::string(5u << 20, ' ') + " -->";
  return set;
}

TEST(Update, PublishesAtIntervals) {
  const PaperIndex index;
  for (int i = 0; i < 4; ++i) index.write_set("in/" + std::to_string(i) + ".xml", large_set(100 * i + 1, "A"));
  UpdateOptions options;
  options.publish_every = std::chrono::seconds(0);
  const UpdateReport report = index.update({"in"}, options);
  EXPECT_EQ(report.generation, 4u);
  EXPECT_EQ(report.added, 400u);
  EXPECT_EQ(index.titles().size(), 400u);
  EXPECT_EQ(index.update({"in"}).files_unchanged, 4u);
}

TEST(Update, AnInterruptedLoadResumesAfterTheLastInterval) {
  const PaperIndex index;
  for (int i = 0; i < 3; ++i) index.write_set("in/" + std::to_string(i) + ".xml", large_set(100 * i + 1, "A"));
  index.write("in/3.xml", "<PubmedArticleSet><PubmedArticle>");
  UpdateOptions options;
  options.publish_every = std::chrono::seconds(0);
  options.writer.jobs = 1;
  EXPECT_EQ(error_of([&] { index.update({"in"}, options); }), ErrorCode::broken_file);
  const std::uint64_t sources = index_status(index.path()).sources;
  EXPECT_EQ(index.titles().size(), 100 * sources);
  index.write_set("in/3.xml", articles(301, 302, "A"));
  const UpdateReport report = index.update({"in"});
  EXPECT_EQ(report.files_unchanged, sources);
  EXPECT_EQ(index.titles().size(), 302u);
}

TEST(Update, ADryRunResolvesTheWholeRunAtOnce) {
  const PaperIndex index;
  for (int i = 0; i < 3; ++i)
    index.write_set("in/" + std::to_string(i) + ".xml", large_set(1, "file " + std::to_string(i)));
  UpdateOptions options;
  options.publish_every = std::chrono::seconds(0);
  options.dry_run = true;
  const UpdateReport report = index.update({"in"}, options);
  EXPECT_EQ(report.added, 100u);
  EXPECT_EQ(report.superseded, 200u);
}

TEST(Update, CanBeCancelled) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 3, "A"));
  index.update({"a.xml"});
  index.write_set("b.xml", articles(10, 3000, "B"));
  for (const int after : {0, 1}) {
    UpdateOptions options;
    int asked = 0;
    options.writer.cancelled = [&] { return asked++ >= after; };
    EXPECT_EQ(error_of([&] { index.update({"b.xml"}, options); }), ErrorCode::cancelled) << after;
    EXPECT_EQ(index.generation(), 1u);
  }
  EXPECT_EQ(index.update({"b.xml"}).added, 2991u);
}

TEST(Update, ASecondWriterIsRefusedOrWaits) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 3, "A"));
  auto writer = std::make_unique<IndexWriter>(index.path());
  EXPECT_EQ(error_of([&] { index.update({"a.xml"}); }), ErrorCode::locked);
  UpdateOptions options;
  options.writer.lock_wait = std::chrono::seconds(30);
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    writer.reset();
  });
  EXPECT_EQ(index.update({"a.xml"}, options).added, 3u);
  other.join();
}

TEST(Update, CallbacksRunOneAtATime) {
  const PaperIndex index;
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += i % 2 == 0 ? "{\"pmid\": " + std::to_string(i + 1) + "}\n" : "broken\n";
  index.write("in.jsonl", "{\"pmid\": 1}\n" + lines);
  UpdateOptions options;
  options.max_bad_percent = 100;
  options.format = "jsonl";
  int inside = 0;
  int together = 0;
  int shown = 0;
  const auto callback = [&] {
    together += ++inside > 1;
    --inside;
  };
  options.on_record_error = [&](const RecordError&) { callback(); };
  options.writer.on_progress = [&](const Progress& progress) {
    callback();
    shown += progress.phase == "merging";
  };
  const UpdateReport report = index.update({"in.jsonl"}, options);
  EXPECT_EQ(report.bad, 1500u);
  EXPECT_EQ(report.errors.size(), 1000u);
  EXPECT_EQ(together, 0);
  EXPECT_EQ(shown, 1);
}

}  // namespace
}  // namespace il2search
