// update_index(): which record wins, which files are skipped, and what a broken input leaves.
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/ledger.h"
#include "indexer/segments/segment_view.h"
#include "tests/indexer/papers.h"

namespace il2search {
namespace {

using test::article;
using test::articles;
using test::deletion;
using test::error_of;
using test::PaperIndex;
using testing::Contains;
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
  EXPECT_THAT(check_index(index.path()), IsEmpty());
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

// Bad input.

class BadInput : public testing::Test {
 protected:
  BadInput() {
    index_.write_set("good.xml", articles(1, 3, "good"));
    index_.update({"good.xml"});
  }
  // The error of an update, which must leave the index unchanged.
  std::string refused(ErrorCode code, const std::vector<std::string>& names, const UpdateOptions& options = {}) {
    std::string message;
    EXPECT_EQ(error_of([&] { index_.update(names, options); }, &message), code) << message;
    EXPECT_EQ(index_.generation(), 1u);
    EXPECT_EQ(index_.titles().size(), 3u);
    return message;
  }
  static std::string jsonl(int good, int bad) {
    std::string lines;
    for (int i = 1; i <= good; ++i) lines += "{\"pmid\": " + std::to_string(1000 + i) + ", \"title\": \"t\"}\n";
    for (int i = 0; i < bad; ++i) lines += "{\"title\": 7\n";
    return lines;
  }
  PaperIndex index_;
};

TEST_F(BadInput, BrokenXmlPublishesNothingUnlessPartsAreKept) {
  const std::string whole = test::article_set(articles(10, 19, "broken"));
  index_.write("broken.xml", whole.substr(0, whole.size() * 2 / 3));
  index_.write_set("other.xml", articles(20, 21, "other"));
  EXPECT_THAT(refused(ErrorCode::broken_file, {"other.xml", "broken.xml"}), HasSubstr(index_.paper("broken.xml")));
  UpdateOptions keep;
  keep.keep_partial = true;
  std::vector<std::string> warnings;
  keep.on_warning = [&](const std::string& warning) { warnings.push_back(warning); };
  const UpdateReport report = index_.update({"other.xml", "broken.xml"}, keep);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("records before the damage are kept")));
  EXPECT_GE(report.added, 2u + 5u);
  EXPECT_LT(report.added, 2u + 10u);
  EXPECT_THAT(index_.titles(), Contains(Pair("PMID:10", "broken 10")));
}

TEST_F(BadInput, MissingEmptyAndUnknownFiles) {
  index_.write("empty.xml", "");
  index_.write("blank.xml", " \n\n");
  index_.write("strange.bin", std::string("\x7f"
                                          "ELF\x02\x01\x01\x00\x00\x00",
                                          10));
  index_.write_set("new.xml", articles(30, 31, "new"));
  EXPECT_THAT(refused(ErrorCode::path_missing, {"new.xml", "none.xml"}), HasSubstr("none.xml"));
  EXPECT_THAT(refused(ErrorCode::broken_file, {"new.xml", "empty.xml"}), HasSubstr("empty.xml"));
  EXPECT_THAT(refused(ErrorCode::broken_file, {"new.xml", "blank.xml"}), HasSubstr("blank.xml"));
  const std::string unknown = refused(ErrorCode::unknown_format, {"new.xml", "strange.bin"});
  EXPECT_THAT(unknown, HasSubstr("strange.bin"));
  EXPECT_THAT(unknown, HasSubstr("pubmed-xml"));
  UpdateOptions options;
  options.format = "papyrus";
  EXPECT_THAT(refused(ErrorCode::unknown_format, {"new.xml"}, options), HasSubstr("papyrus"));
}

TEST_F(BadInput, OneBadRecordOfThreeIsSkipped) {
  index_.write("few.jsonl", jsonl(2, 1));
  std::vector<RecordError> errors;
  UpdateOptions options;
  options.on_record_error = [&](const RecordError& error) { errors.push_back(error); };
  const UpdateReport report = index_.update({"few.jsonl"}, options);
  EXPECT_TRUE(report.published);
  EXPECT_EQ(report.records, 3u);
  EXPECT_EQ(report.added, 2u);
  EXPECT_EQ(report.bad, 1u);
  ASSERT_EQ(errors.size(), 1u);
  ASSERT_EQ(report.errors.size(), 1u);
  EXPECT_EQ(errors[0].file, index_.paper("few.jsonl"));
  EXPECT_EQ(errors[0].record, 3u);
  EXPECT_GT(errors[0].offset, 50u);
  EXPECT_TRUE(errors[0].skipped);
  EXPECT_NE(errors[0].message, "");
}

TEST_F(BadInput, ThreeBadRecordsOf200AreTooMany) {
  index_.write("many.jsonl", jsonl(197, 3));
  EXPECT_THAT(refused(ErrorCode::too_many_bad_records, {"many.jsonl"}), HasSubstr("3 of 200"));
  UpdateOptions options;
  options.max_bad_percent = 5;
  EXPECT_EQ(index_.update({"many.jsonl"}, options).added, 197u);
}

TEST_F(BadInput, TheLimitAppliesFrom100RecordsOn) {
  struct Row {
    int good, bad;
    bool published;
  };
  const Row rows[] = {{1, 98, true}, {50, 50, false}, {99, 1, true}, {98, 2, false}, {198, 2, true}};
  for (const Row& row : rows) {
    const PaperIndex index;
    index.write("in.jsonl", jsonl(row.good, row.bad));
    SCOPED_TRACE(testing::Message() << row.good << " good, " << row.bad << " bad");
    if (row.published) {
      EXPECT_NO_THROW(index.update({"in.jsonl"}));
    } else {
      EXPECT_EQ(error_of([&] { index.update({"in.jsonl"}); }), ErrorCode::too_many_bad_records);
    }
  }
}

TEST_F(BadInput, RecordsWithInvalidIdsAreBad) {
  index_.write("ids.jsonl",
               "{\"id\": \"" + std::string(201, 'x') + "\", \"title\": \"long\"}\n" +
                   "{\"id\": \"a\\nb\", \"title\": \"lines\"}\n{\"id\": \"\\u0000\", \"title\": \"nul\"}\n" +
                   "{\"id\": \"" + std::string(200, 'x') + "\", \"title\": \"just\"}\n");
  const UpdateReport report = index_.update({"ids.jsonl"});
  EXPECT_EQ(report.bad, 3u);
  EXPECT_EQ(report.added, 1u);
  EXPECT_THAT(index_.titles(), Contains(Pair(std::string(200, 'x'), "just")));
}

// Other members may contain anything.
TEST_F(BadInput, NulsInIdentifiersDoNotEndARun) {
  std::string nuls;
  for (int i = 0; i < 150; ++i) nuls += "\\u0000";
  index_.write("nul.jsonl", "{\"id\": \"x\", \"title\": \"" + nuls + "\", \"languages\": [\"" + nuls +
                                "\"], \"url\": \"" + nuls + "\", \"entities\": [{\"id\": \"MESH:" + nuls +
                                "\", \"name\": \"n\"}]}\n");
  const UpdateReport report = index_.update({"nul.jsonl"});
  EXPECT_EQ(report.added + report.bad, 1u);
}

// Threads, intervals, cancelling.

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
