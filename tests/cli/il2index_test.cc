// il2index as its users see it: the output of each command and its exit code.
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/base/test_files.h"
#include "tests/cli/il2index_runs.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::article_set;
using test::articles;
using test::ProgramEnd;
using test::ProgramOptions;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
using testing::StartsWith;

// Options and commands.

struct Usage {
  std::vector<std::string> words;
  const char* says;
};

TEST_F(Il2Index, WrongOptionsExitWith2) {
  const Usage rows[] = {
      {{}, "no command given"},
      {{"explode"}, "unknown command: explode"},
      {{"--index", "x", "status"}, "unknown command: --index"},
      {{"update"}, "no input given"},
      {{"delete"}, "no id given"},
      {{"status", "x"}, "unexpected argument: x"},
      {{"status", "--colour"}, "colour"},
      {{"status", "--ind", "x"}, "ind"},
      {{"update", "--jobs", "-1", "x"}, "--jobs"},
      {{"update", "--jobs", "many", "x"}, "jobs"},
      {{"update", "--jobs", "1000", "x"}, "--jobs"},
      {{"update", "--memory", "1", "x"}, "--memory"},
      {{"update", "--max-bad", "101", "x"}, "--max-bad"},
      {{"update", "--max-bad", "nan", "x"}, "max-bad"},
      {{"update", "--publish-every", "soon", "x"}, "--publish-every"},
      {{"update", "--wait", "-5", "x"}, "--wait"},
      {{"update", "--progress", "maybe", "x"}, "--progress"},
      {{"status", "--progress", "never"}, "progress"},
      {{"update", "--index", "", "x"}, "index"},
      {{"status", "--max-age", "5y"}, "--max-age"},
      {{"help", "explode"}, "unknown command: explode"},
      {{"explode\x1b[31m\n"}, "unknown command"},
  };
  for (const Usage& row : rows) {
    const ProgramEnd end = run(row.words);
    EXPECT_EQ(end.code, 2) << row.says;
    EXPECT_THAT(end.err, AllOf(StartsWith("il2index: "), HasSubstr(row.says), HasSubstr("\nhint: ")));
    EXPECT_EQ(end.out, "");
    expect_clean_messages(end.err);
  }
}

TEST_F(Il2Index, HelpListsCommandsAndOptions) {
  for (const char* word : {"--help", "-h", "help"}) {
    const ProgramEnd end = run({word});
    EXPECT_EQ(end.code, 0);
    for (const char* command : {"update", "delete", "rebuild", "merge", "status", "check", "gc", "rollback"})
      EXPECT_THAT(end.out, HasSubstr(std::string("il2index ") + command));
    EXPECT_EQ(end.err, "");
  }
  const ProgramEnd end = run({"update", "--help"});
  EXPECT_EQ(end.code, 0);
  for (const char* option : {"--index", "--format", "--jobs", "--memory", "--report", "--max-bad", "--keep-partial",
                             "--dry-run", "--prune", "--reapply", "--wait", "--progress", "--publish-every"})
    EXPECT_THAT(end.out, HasSubstr(option));
}

TEST_F(Il2Index, VersionListsComponents) {
  const ProgramEnd end = run({"--version"});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.out, AllOf(StartsWith("il2search "), HasSubstr("xapian 1.4")));
}

// Loading.

TEST_F(Il2Index, UpdateReportsItsCounts) {
  const std::string first = write("a.xml", article_set(articles(1, 5, "A")));
  const std::string second = write("b.xml", article_set(articles(5, 6, "B") + test::deletion(1)));
  ProgramEnd end = update({first});
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.out, "");
  EXPECT_THAT(end.err, AllOf(HasSubstr("5 added, 0 replaced, 0 deleted, 0 unchanged"),
                             HasSubstr("5 records from 1 file"), HasSubstr("generation 1")));
  expect_clean_messages(end.err);
  end = update({first, second});
  EXPECT_THAT(end.err, AllOf(HasSubstr("1 added, 1 replaced, 1 deleted, 0 unchanged"),
                             HasSubstr("1 file applied before and left alone"), HasSubstr("generation 2")));
  end = update({first, second});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.err, HasSubstr("generation 2 as before"));
  EXPECT_EQ(titles().size(), 5u);
}

TEST_F(Il2Index, EnvironmentSelectsTheIndex) {
  const std::string paper = write("a.xml", article_set(articles(1, 2, "A")));
  ProgramOptions options;
  options.environment = {"IL2SEARCH_INDEX=" + index()};
  EXPECT_EQ(run({"update", paper}, options).code, 0);
  EXPECT_EQ(titles().size(), 2u);
  EXPECT_THAT(run({"status"}, options).out, HasSubstr("documents    2"));
  options.environment = {"IL2SEARCH_INDEX=", "XDG_DATA_HOME=" + folder_.path()};
  EXPECT_EQ(run({"update", paper}, options).code, 0);
  EXPECT_EQ(test::titles_of(folder_ / "il2search/index").size(), 2u);
}

TEST_F(Il2Index, ReadsStandardInput) {
  ProgramOptions options;
  options.input = article_set(articles(1, 3, "A") + test::deletion(2));
  EXPECT_EQ(update({"-"}, options).code, 0);
  EXPECT_THAT(titles(), ElementsAre(Key("PMID:1"), Key("PMID:3")));
  options.input = article_set(articles(1, 1, "A") + articles(3, 3, "A"));
  const ProgramEnd again = update({"-"}, options);
  EXPECT_THAT(again.err, HasSubstr("0 added, 0 replaced, 0 deleted, 2 unchanged"));
  EXPECT_THAT(again.err, HasSubstr("generation 1 as before"));
  options.input = gzip(article_set(articles(4, 5, "A")));
  EXPECT_EQ(update({"-"}, options).code, 0);
  EXPECT_EQ(titles().size(), 4u);
  options.input = "";
  EXPECT_EQ(update({"-"}, options).code, 3) << "empty input";
}

// A closed descriptor must not be taken by a file of the index.
TEST_F(Il2Index, ClosedStandardInputIsEmpty) {
  const ProgramEnd end = test::run_program(
      {"/bin/sh", "-c", test::build_path("bin/il2index") + " update --index '" + index() + "' - <&-"}, {});
  EXPECT_EQ(end.code, 3) << end.err;
  EXPECT_THAT(end.err, HasSubstr("standard input"));
}

TEST_F(Il2Index, DryRunCreatesNoIndex) {
  const std::string paper = write("a.xml", article_set(articles(1, 3, "A")));
  const ProgramEnd end = update({"--dry-run", paper});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.err, HasSubstr("3 added"));
  EXPECT_FALSE(fs::exists(index()));
}

TEST_F(Il2Index, PruneDeletesDocumentsOfMissingFiles) {
  write("in/a.xml", article_set(articles(1, 2, "A")));
  const std::string gone = write("in/b.xml", article_set(articles(3, 4, "B")));
  ASSERT_EQ(update({folder_ / "in"}).code, 0);
  fs::remove(gone);
  EXPECT_THAT(update({"--prune", folder_ / "in"}).err, HasSubstr("2 deleted"));
  EXPECT_THAT(titles(), ElementsAre(Key("PMID:1"), Key("PMID:2")));
}

TEST_F(Il2Index, DeletesByIdAndDigits) {
  make_index();
  const ProgramEnd end = run({"delete", "--index", index(), "1", "PMID:3", "PMID:77"});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.err, HasSubstr("2 documents deleted, 1 id not found"));
  EXPECT_THAT(titles(), ElementsAre(Key("PMID:2")));
  EXPECT_EQ(run({"delete", "--index", folder_ / "none", "1"}).code, 4);
}

TEST_F(Il2Index, ShowFindsEverySpellingOfAnId) {
  const std::string page =
      write("page.md", "# A short registrant\n\nDOI: 10.12/ABC.2\n\n## Abstract\n\nOne sentence.\n");
  ASSERT_EQ(update({page}).code, 0);
  for (const char* typed : {"DOI:10.12/abc.2", "DOI:10.12/ABC.2", "doi:10.12/abc.2", "doi: 10.12/ABC.2", "10.12/abc.2",
                            "10.12/ABC.2", "https://doi.org/10.12/abc.2", "http://dx.doi.org/10.12/ABC.2"}) {
    const ProgramEnd shown =
        test::run_program({test::build_path("bin/il2search"), "--index", index(), "--format", "json", "--show", typed});
    ASSERT_EQ(shown.code, 0) << typed << ": " << shown.err;
    EXPECT_EQ(json::parse(shown.out)["id"], "DOI:10.12/abc.2") << typed;
  }
}

TEST_F(Il2Index, RebuildMergeRollbackAndGc) {
  make_index();
  for (int i = 0; i < 3; ++i)
    update({write("more" + std::to_string(i) + ".xml", article_set(articles(10 * i + 10, 10 * i + 15, "more")))});
  const test::TitlesById before = titles();
  EXPECT_EQ(run({"rebuild", "--index", index()}).code, 0);
  EXPECT_EQ(titles(), before);
  EXPECT_THAT(update({folder_ / "good.xml"}).err, HasSubstr("1 file applied before")) << "the ledger stays";
  EXPECT_EQ(run({"merge", "--full", "--index", index()}).code, 0);
  update({write("last.xml", article_set(articles(90, 90, "last")))});
  EXPECT_EQ(titles().size(), before.size() + 1);
  EXPECT_EQ(run({"rollback", "--index", index()}).code, 0);
  EXPECT_EQ(titles(), before);
  EXPECT_THAT(run({"gc", "--index", index()}).out, HasSubstr(" bytes freed\n"));
  EXPECT_EQ(titles(), before);
  EXPECT_EQ(run({"check", "--index", index()}).code, 0);
}

// Status and report.

TEST_F(Il2Index, StatusJsonHasTheDocumentedMembers) {
  make_index();
  update({write("b.xml", article_set(articles(3, 4, "B")))});
  const ProgramEnd end = run({"status", "--json", "--index", index()});
  ASSERT_EQ(end.code, 0) << end.err;
  const json status = json::parse(end.out);
  EXPECT_EQ(status["generation"], 2);
  EXPECT_EQ(status["documents"], 4);
  ASSERT_EQ(status["segments"].size(), 2u);
  EXPECT_THAT(status["segments"][0]["name"].get<std::string>(), testing::MatchesRegex("[0-9]{6}"));
  EXPECT_EQ(status["segments"][1]["documents"], 2);
  EXPECT_EQ(status["segments"][1]["deleted"], 0);
  EXPECT_GT(status["segments"][1]["bytes"].get<int>(), 1);
  EXPECT_GT(status["bytes"].get<int>(), status["segments"][0]["bytes"].get<int>());
  EXPECT_THAT(status["created"].get<std::string>(), testing::MatchesRegex("20..-..-..T..:..:..Z"));
  EXPECT_EQ(status["sources"], 2);
  EXPECT_EQ(status["vocabularies"], json::array());
  EXPECT_EQ(std::count(end.out.begin(), end.out.end(), '\n'), 1);
}

TEST_F(Il2Index, StatusChecksTheAge) {
  make_index();
  EXPECT_EQ(run({"status", "--max-age", "1h", "--index", index()}).code, 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  const ProgramEnd end = run({"status", "--max-age", "0", "--index", index()});
  EXPECT_EQ(end.code, 9);
  EXPECT_THAT(end.err, HasSubstr("old"));
  EXPECT_THAT(end.out, HasSubstr("documents    3"));
  EXPECT_EQ(run({"status", "--index", folder_ / "none"}).code, 4);
}

TEST_F(Il2Index, ReportIsWrittenAsJson) {
  const std::string paper = write("few.jsonl", "{\"pmid\": 1}\n{\"pmid\": 2}\nbroken\n");
  ASSERT_EQ(update({"--report", folder_ / "report.json", paper}).code, 0);
  json report = json::parse(test::read_file(folder_ / "report.json"));
  const json counts = {{"generation", 1}, {"published", true}, {"files", 1},    {"files_unchanged", 0},
                       {"records", 3},    {"added", 2},        {"replaced", 0}, {"deleted", 0},
                       {"unchanged", 0},  {"superseded", 0},   {"skipped", 1},  {"warnings", 0}};
  for (const auto& [name, value] : counts.items()) EXPECT_EQ(report[name], value) << name;
  EXPECT_GT(report["seconds"].get<double>(), 0);
  ASSERT_EQ(report["errors"].size(), 1u);
  EXPECT_EQ(report["errors"][0]["file"], paper);
  EXPECT_EQ(report["errors"][0]["record"], 3);
  EXPECT_EQ(report["errors"][0]["skipped"], true);
  EXPECT_EQ(update({"--report", folder_ / "none/report.json", paper}).code, 6);
}

TEST_F(Il2Index, ReportOfARefusedRunNamesTheBadRecords) {
  std::string lines;
  for (int i = 1; i <= 100; ++i) lines += i % 10 == 0 ? "broken\n" : "{\"pmid\": " + std::to_string(i) + "}\n";
  const std::string paper = write("many.jsonl", lines);
  EXPECT_EQ(update({"--report", folder_ / "report.json", paper}).code, 3);
  const json report = json::parse(test::read_file(folder_ / "report.json"));
  EXPECT_EQ(report["published"], false);
  EXPECT_EQ(report["skipped"], 10);
  ASSERT_EQ(report["errors"].size(), 10u);
  EXPECT_EQ(report["errors"][9]["record"], 100);
}

TEST_F(Il2Index, ProgressIsShownOnATerminalOrOnRequest) {
  const std::string paper = write("a.xml", article_set(articles(1, 50, "A")));
  EXPECT_THAT(update({paper}).err, Not(HasSubstr("\r")));
  EXPECT_THAT(update({"--reapply", "--progress", "always", paper}).err, AllOf(HasSubstr("\r"), HasSubstr("records, ")));
  EXPECT_THAT(update({"--reapply", "--progress", "never", paper}).err, Not(HasSubstr("\r")));
}

// Indexes that are missing, damaged or locked.

TEST_F(Il2Index, AFolderWithoutAnIndexIsNotTouched) {
  write("index/letter.txt", "dear reader");
  const std::string paper = write("a.xml", article_set(articles(1, 2, "A")));
  const ProgramEnd end = update({paper});
  EXPECT_EQ(end.code, 4) << end.err;
  EXPECT_THAT(end.err, HasSubstr("not an il2search index"));
  EXPECT_EQ(test::read_file(index() + "/letter.txt"), "dear reader");
  EXPECT_EQ(std::distance(fs::directory_iterator(index()), {}), 1);
  for (const char* command : {"status", "check", "rebuild", "merge", "gc", "rollback"})
    EXPECT_EQ(run({command, "--index", index()}).code, 4) << command;
  EXPECT_NE(run({"update", "--index", paper, paper}).code, 0) << "a file is not an index";
}

TEST_F(Il2Index, ASecondWriterIsRefused) {
  make_index();
  const IndexWriter writer(index());
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"update", "--index", index(), folder_ / "good.xml"},
        {"delete", "--index", index(), "1"},
        {"rebuild", "--index", index()},
        {"merge", "--index", index()},
        {"gc", "--index", index()},
        {"rollback", "--index", index()}}) {
    const ProgramEnd end = run(words);
    EXPECT_EQ(end.code, 5) << words[0] << ": " << end.err;
    EXPECT_THAT(end.err, HasSubstr("hint: "));
  }
  EXPECT_EQ(update({"--wait", "1", folder_ / "good.xml"}).code, 5);
  EXPECT_EQ(run({"status", "--index", index()}).code, 0) << "readers need no lock";
}

TEST_F(Il2Index, CheckFindsAFlippedBit) {
  make_index();
  ProgramEnd end = run({"check", "--index", index()});
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.out, testing::MatchesRegex("no errors found: [0-9]+ files of 1 generation\n"));
  const std::string file = index() + "/segments/000001/heads.data";
  std::string bytes = test::read_file(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  test::write_file(file, bytes);
  end = run({"check", "--index", index()});
  EXPECT_EQ(end.code, 4);
  EXPECT_THAT(end.err, AllOf(HasSubstr("segments/000001/heads.data"), HasSubstr("1 error found"), HasSubstr("hint: ")));
  expect_clean_messages(end.err);
}

// Stopping.

TEST_F(Il2Index, ATerminatedLoadKeepsThePreviousGeneration) {
  make_index();
  const std::string paper = write("large.xml", article_set(articles(1, 60'000, "large")));
  for (const int signal : {SIGTERM, SIGINT}) {
    test::RunningProgram program(
        {test::build_path("bin/il2index"), "update", "--index", index(), "--jobs", "2", "--progress", "always", paper});
    // The first sign of progress: running, and far from done.
    program.wait_for_error_text();
    program.send(signal);
    const ProgramEnd end = program.wait();
    EXPECT_EQ(end.code, 128 + signal) << end.err;
    EXPECT_THAT(end.err, HasSubstr("cancelled"));
    expect_as_made();
  }
  const ProgramEnd end = update({write("small.xml", article_set(articles(10, 20, "small")))});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_EQ(titles().size(), 14u);
  EXPECT_TRUE(fs::is_empty(index() + "/tmp"));
  EXPECT_EQ(run({"check", "--index", index()}).code, 0);
}

}  // namespace
}  // namespace il2search
