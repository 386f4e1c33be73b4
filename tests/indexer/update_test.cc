// update_index(): which record wins, which files are skipped, pruning and dry runs.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/papers.h"

namespace il2search {
namespace {

using test::article;
using test::articles;
using test::deletion;
using test::error_of;
using test::PaperIndex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Pair;

// Which record wins.

struct File {
  const char* name;
  std::string content;
};

struct Story {
  const char* what;
  std::vector<File> files;
  std::vector<std::vector<std::string>> runs;
  test::TitlesById expected;
};

TEST(Update, WhichRecordWins) {
  const std::string a = article(1, "A");
  const Story stories[] = {
      {"order among unnumbered files, in one run",
       {{"a.xml", a}, {"b.xml", article(1, "B")}},
       {{"b.xml", "a.xml"}},
       {{"PMID:1", "A"}}},
      {"order among unnumbered files, over runs",
       {{"a.xml", a}, {"b.xml", article(1, "B")}},
       {{"a.xml"}, {"b.xml"}},
       {{"PMID:1", "B"}}},
      {"order within a file", {{"a.xml", a + article(1, "B")}}, {{"a.xml"}}, {{"PMID:1", "B"}}},
      {"a higher version, over order in a file", {{"a.xml", article(1, "V2", 2) + a}}, {{"a.xml"}}, {{"PMID:1", "V2"}}},
      {"a higher version, over order in runs",
       {{"a.xml", article(1, "V3", 3)}, {"b.xml", article(1, "V2", 2)}},
       {{"a.xml"}, {"b.xml"}},
       {{"PMID:1", "V3"}}},
      {"NLM's numbers, over order in a run",
       {{"pubmed26n0002.xml", article(1, "second")}, {"pubmed26n0001.xml", article(1, "first")}},
       {{"pubmed26n0002.xml", "pubmed26n0001.xml"}},
       {{"PMID:1", "second"}}},
      {"NLM's numbers, over order of runs",
       {{"pubmed26n0002.xml", article(1, "second")}, {"pubmed26n0001.xml", article(1, "first")}},
       {{"pubmed26n0002.xml"}, {"pubmed26n0001.xml"}},
       {{"PMID:1", "second"}}},
      {"the year before the number",
       {{"pubmed26n0001.xml", article(1, "2026")}, {"pubmed25n1300.xml", article(1, "2025")}},
       {{"pubmed26n0001.xml"}, {"pubmed25n1300.xml"}},
       {{"PMID:1", "2026"}}},
      {"a deletion in file order", {{"a.xml", a + deletion(1) + article(2, "B")}}, {{"a.xml"}}, {{"PMID:2", "B"}}},
      {"a record after its deletion", {{"a.xml", deletion(1) + a}}, {{"a.xml"}}, {{"PMID:1", "A"}}},
      {"a deletion in a later file",
       {{"a.xml", a + article(2, "B")}, {"d.xml", deletion(1)}},
       {{"a.xml"}, {"d.xml"}},
       {{"PMID:2", "B"}}},
      {"a deletion of an older version has no effect",
       {{"a.xml", article(1, "V2", 2)}, {"d.xml", deletion(1, 1)}},
       {{"a.xml"}, {"d.xml"}},
       {{"PMID:1", "V2"}}},
      {"a deletion of this version",
       {{"a.xml", article(1, "V2", 2)}, {"d.xml", deletion(1, 2)}},
       {{"a.xml"}, {"d.xml"}},
       {}},
      {"a deletion without version deletes any version",
       {{"a.xml", article(1, "V2", 2)}, {"d.xml", deletion(1)}},
       {{"a.xml"}, {"d.xml"}},
       {}},
      {"a deletion of an unknown id applies to older files",
       {{"pubmed26n0002.xml", deletion(1) + article(2, "B")}, {"pubmed26n0001.xml", a}},
       {{"pubmed26n0002.xml"}, {"pubmed26n0001.xml"}},
       {{"PMID:2", "B"}}},
      {"a deletion of an unknown version does not apply to later versions",
       {{"pubmed26n0002.xml", deletion(1, 1)}, {"pubmed26n0001.xml", article(1, "V2", 2)}},
       {{"pubmed26n0002.xml"}, {"pubmed26n0001.xml"}},
       {{"PMID:1", "V2"}}},
      {"a deletion of an older NLM file has no effect",
       {{"pubmed26n0002.xml", article(1, "second")}, {"pubmed26n0001.xml", deletion(1)}},
       {{"pubmed26n0002.xml"}, {"pubmed26n0001.xml"}},
       {{"PMID:1", "second"}}},
      {"a new file restores a deleted record",
       {{"a.xml", a}, {"d.xml", deletion(1)}, {"n.xml", article(1, "new")}},
       {{"a.xml"}, {"d.xml"}, {"n.xml"}},
       {{"PMID:1", "new"}}},
      {"a later NLM file restores a deleted record",
       {{"pubmed26n0001.xml", a}, {"pubmed26n0002.xml", deletion(1)}, {"pubmed26n0003.xml", article(1, "new")}},
       {{"pubmed26n0001.xml"}, {"pubmed26n0002.xml", "pubmed26n0003.xml"}},
       {{"PMID:1", "new"}}},
  };
  for (const Story& story : stories) {
    SCOPED_TRACE(story.what);
    const PaperIndex index;
    for (const File& file : story.files) index.write_set(file.name, file.content);
    for (const auto& run : story.runs) index.update(run);
    EXPECT_EQ(index.titles(), story.expected);
  }
}

TEST(Update, ReapplyingAnOlderFileDoesNotRestoreDeletedRecords) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 3, "A"));
  index.write_set("d.xml", deletion(1) + deletion(2, 1));
  index.update({"a.xml"});
  index.update({"d.xml"});
  UpdateOptions again;
  again.reapply = true;
  const UpdateReport report = index.update({"a.xml"}, again);
  EXPECT_EQ(report.added, 0u);
  EXPECT_EQ(report.superseded, 2u);
  EXPECT_THAT(index.titles(), ElementsAre(Pair("PMID:3", "A 3")));
  // A changed file keeps its number; a version that the deletion does not cover is added.
  index.write_set("a.xml", articles(1, 1, "changed") + article(2, "V2", 2) + articles(3, 3, "changed"));
  index.update({"a.xml"});
  EXPECT_THAT(index.titles(), ElementsAre(Pair("PMID:2", "V2"), Pair("PMID:3", "changed 3")));
}

TEST(Update, TheWiderOfTwoDeletionsApplies) {
  const PaperIndex index;
  index.write_set("a.xml", article(1, "V2", 2));
  index.write_set("d.xml", deletion(1) + deletion(1, 1));
  index.update({"a.xml", "d.xml"});
  UpdateOptions again;
  again.reapply = true;
  index.update({"a.xml"}, again);
  EXPECT_THAT(index.titles(), IsEmpty());
}

// Which files are skipped.

TEST(Update, TheSameFileTwiceIsSkipped) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 5, "A"));
  UpdateReport report = index.update({"a.xml"});
  EXPECT_EQ(report.files, 1u);
  EXPECT_EQ(report.records, 5u);
  EXPECT_EQ(report.added, 5u);
  EXPECT_TRUE(report.published);
  EXPECT_GT(report.bytes, 1000u);
  report = index.update({"a.xml"});
  EXPECT_FALSE(report.published);
  EXPECT_EQ(report.files, 0u);
  EXPECT_EQ(report.files_unchanged, 1u);
  EXPECT_EQ(report.records, 0u);
  EXPECT_EQ(report.generation, 1u);
  EXPECT_EQ(index.generation(), 1u);
}

TEST(Update, AFileGivenTwiceIsReadOnce) {
  const PaperIndex index;
  index.write_set("in/a.xml", articles(1, 5, "A"));
  std::vector<std::string> warnings;
  UpdateOptions options;
  options.on_warning = [&](const std::string& warning) { warnings.push_back(warning); };
  EXPECT_EQ(index.update({"in/a.xml", "in", "in/../in/a.xml"}, options).records, 5u);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("given twice"), HasSubstr("given twice")));
}

TEST(Update, AChangedFileIsAppliedAgain) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 5, "A"));
  index.update({"a.xml"});
  index.write_set("a.xml", articles(1, 4, "A") + article(5, "changed") + article(6, "new"));
  const UpdateReport report = index.update({"a.xml"});
  EXPECT_EQ(report.unchanged, 4u);
  EXPECT_EQ(report.replaced, 1u);
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.generation, 2u);
  EXPECT_EQ(index.titles().size(), 6u);
}

TEST(Update, ReapplyingWithoutADifferenceKeepsTheGeneration) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 5, "A"));
  index.update({"a.xml"});
  UpdateOptions again;
  again.reapply = true;
  const UpdateReport report = index.update({"a.xml"}, again);
  EXPECT_EQ(report.unchanged, 5u);
  EXPECT_FALSE(report.published);
  EXPECT_EQ(index.generation(), 1u);
}

TEST(Update, AFileWithOnlyBlanksChangedIsRecordedAsApplied) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 5, "A"));
  index.update({"a.xml"});
  index.write_set("a.xml", "\n\n" + articles(1, 5, "A"));
  EXPECT_EQ(index.update({"a.xml"}).unchanged, 5u);
  EXPECT_EQ(index.update({"a.xml"}).files_unchanged, 1u);
}

TEST(Update, LoadsFoldersAndCountsFiles) {
  const PaperIndex index;
  for (int i = 0; i < 30; ++i)
    index.write_set("in/" + std::to_string(i) + ".xml", articles(10 * i + 1, 10 * i + 10, "A"));
  const UpdateReport report = index.update({"in"});
  EXPECT_EQ(report.files, 30u);
  EXPECT_EQ(report.added, 300u);
  EXPECT_EQ(index_status(index.path()).sources, 30u);
  EXPECT_EQ(index_status(index.path()).segments.size(), 1u);
  EXPECT_THAT(check_index(index.path()).findings, IsEmpty());
}

// Prune.

TEST(Prune, DeletesTheDocumentsOfRemovedFiles) {
  const PaperIndex index;
  index.write_set("in/a.xml", articles(1, 3, "A"));
  index.write_set("in/sub/b.xml", articles(3, 5, "B"));
  index.write_set("other/c.xml", articles(6, 6, "C"));
  index.update({"in", "other"});
  std::filesystem::remove(index.paper("in/sub/b.xml"));
  std::filesystem::remove(index.paper("other/c.xml"));
  EXPECT_FALSE(index.update({"in"}).published) << "without --prune they stay";

  UpdateOptions prune;
  prune.prune = true;
  prune.dry_run = true;
  EXPECT_EQ(index.update({"in/"}, prune).deleted, 3u);
  EXPECT_EQ(index.titles().size(), 6u);
  prune.dry_run = false;
  const UpdateReport report = index.update({"in/"}, prune);
  EXPECT_EQ(report.deleted, 3u);
  EXPECT_TRUE(report.published);
  EXPECT_THAT(index.titles(), ElementsAre(Key("PMID:1"), Key("PMID:2"), Key("PMID:6")));
  EXPECT_FALSE(index.update({"in"}, prune).published);

  // It is a new file when it reappears; records that it had replaced return with their own file.
  index.write_set("in/sub/b.xml", articles(3, 5, "B"));
  EXPECT_EQ(index.update({"in"}, prune).added, 3u);
}

TEST(Prune, LeavesNoTombstones) {
  const PaperIndex index;
  index.write_set("in/a.xml", articles(1, 2, "A"));
  index.write_set("in/b.xml", articles(2, 2, "B"));
  index.update({"in"});
  std::filesystem::remove(index.paper("in/b.xml"));
  UpdateOptions options;
  options.prune = true;
  index.update({"in"}, options);
  EXPECT_THAT(index.titles(), ElementsAre(Pair("PMID:1", "A 1")));
  options.reapply = true;
  index.update({"in"}, options);
  EXPECT_THAT(index.titles(), ElementsAre(Pair("PMID:1", "A 1"), Pair("PMID:2", "A 2")));
}

// Dry runs.

TEST(DryRun, ReportsButWritesNothing) {
  const PaperIndex index;
  index.write_set("a.xml", articles(1, 5, "A"));
  UpdateOptions dry;
  dry.dry_run = true;
  EXPECT_EQ(index.update({"a.xml"}, dry).added, 5u);
  EXPECT_FALSE(std::filesystem::exists(index.path()));
  std::filesystem::create_directory(index.path());
  EXPECT_EQ(index.update({"a.xml"}, dry).added, 5u);
  EXPECT_TRUE(std::filesystem::is_empty(index.path()));

  index.update({"a.xml"});
  index.write_set("b.xml", articles(5, 6, "B") + deletion(1));
  const UpdateReport report = index.update({"b.xml"}, dry);
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.replaced, 1u);
  EXPECT_EQ(report.deleted, 1u);
  EXPECT_FALSE(report.published);
  EXPECT_EQ(index.generation(), 1u);
  EXPECT_EQ(index.titles().at("PMID:5"), "A 5");
  EXPECT_EQ(index.update({"b.xml"}).added, 1u) << "the file does not count as applied";
}

// Files with the same FILE: ids.

class FileIds : public testing::Test {
 protected:
  static std::string line(const std::string& title) { return "{\"title\": \"" + title + "\"}\n"; }
  PaperIndex index_;
};

TEST_F(FileIds, ConsistOfRootPathAndRecord) {
  index_.write("in/sub/a.jsonl", line("one") + line("two"));
  index_.update({"in"});
  EXPECT_THAT(index_.titles(), ElementsAre(Pair("FILE:in/sub/a.jsonl#1", "one"), Pair("FILE:in/sub/a.jsonl#2", "two")));
}

TEST_F(FileIds, AreStableWhenTheFileIsFoundAnotherWay) {
  index_.write("in/sub/a.jsonl", line("one"));
  index_.update({"in"});
  index_.write("in/sub/a.jsonl", line("changed"));
  EXPECT_EQ(index_.update({"in/sub/a.jsonl"}).replaced, 1u);
  index_.write("in/sub/a.jsonl", line("again"));
  EXPECT_EQ(index_.update({"in/sub"}).replaced, 1u);
  EXPECT_THAT(index_.titles(), ElementsAre(Pair("FILE:in/sub/a.jsonl#1", "again")));
}

TEST_F(FileIds, ClaimedTwiceAreAnErrorWithBothFiles) {
  index_.write("x/a.jsonl", line("one"));
  index_.write("y/a.jsonl", line("two"));
  std::string message;
  EXPECT_EQ(error_of([&] { index_.update({"x/a.jsonl", "y/a.jsonl"}); }, &message), ErrorCode::invalid_argument);
  EXPECT_THAT(message, HasSubstr("FILE:a.jsonl#1"));
  EXPECT_THAT(message, HasSubstr(index_.paper("x/a.jsonl")));
  EXPECT_THAT(message, HasSubstr(index_.paper("y/a.jsonl")));
  EXPECT_EQ(error_of([&] { index_.generation(); }), ErrorCode::index_missing) << "nothing was published";
  index_.update({"x/a.jsonl"});
  EXPECT_EQ(error_of([&] { index_.update({"y/a.jsonl"}); }, &message), ErrorCode::invalid_argument);
  EXPECT_THAT(message, HasSubstr(index_.paper("x/a.jsonl")));
  EXPECT_THAT(index_.titles(), ElementsAre(Pair("FILE:a.jsonl#1", "one")));
  EXPECT_TRUE(index_.update({"x", "y"}).published) << "ids differ by folder";
}

TEST_F(FileIds, DoNotMatterForRecordsWithTheirOwnIds) {
  index_.write("x/a.jsonl", "{\"pmid\": 1, \"title\": \"one\"}\n");
  index_.write("y/a.jsonl", "{\"pmid\": 2, \"title\": \"two\"}\n");
  index_.write("z/a.jsonl", line("three"));
  index_.update({"x/a.jsonl", "y/a.jsonl"});
  index_.update({"z/a.jsonl"});
  EXPECT_THAT(index_.titles(), ElementsAre(Key("FILE:a.jsonl#1"), Key("PMID:1"), Key("PMID:2")));
}

}  // namespace
}  // namespace il2search
