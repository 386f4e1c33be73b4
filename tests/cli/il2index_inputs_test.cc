// il2index and its inputs: what is skipped, refused or waited for; progress and --quiet.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/cli/il2index_runs.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::article_set;
using test::articles;
using test::ProgramEnd;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(Il2IndexBadInput, SkipBrokenPublishesTheRestAndExitsWith10) {
  write("in/a.xml", article_set(articles(10, 12, "A")));
  const std::string cut = write("in/b.xml", "<PubmedArticleSet><PubmedArticle>");
  const std::string table = write("in/c.csv", "pmid,title,year\n1,A,2020\n");
  write("in/d.pdf", "%PDF-1.7");
  fs::create_symlink("nowhere", folder_ / "in/e.xml");
  ProgramEnd end = update({folder_ / "in"});
  EXPECT_EQ(end.code, 3);
  EXPECT_THAT(end.err,
              AllOf(HasSubstr("il2index: broken: "), HasSubstr(": " + cut + "\n"), HasSubstr(": " + table + "\n"),
                    HasSubstr("2 inputs are broken"), HasSubstr("hint: "), HasSubstr("--skip-broken")));
  expect_clean_messages(end.err);
  expect_as_made();

  end = update({"--skip-broken", "--report", folder_ / "report.json", folder_ / "in"});
  EXPECT_EQ(end.code, 10);
  EXPECT_THAT(end.err, AllOf(HasSubstr("3 added"), HasSubstr("skipped: a PDF file: " + folder_.path() + "/in/d.pdf\n"),
                             HasSubstr("warning: not read: a link to nothing: " + folder_.path() + "/in/e.xml\n"),
                             HasSubstr("il2index: broken: "), HasSubstr(": " + cut + "\n"),
                             HasSubstr("2 inputs skipped; the rest is served\n")));
  expect_clean_messages(end.err);
  EXPECT_EQ(titles().size(), 6u);
  const json report = json::parse(test::read_file(folder_ / "report.json"));
  std::vector<std::string> kinds;
  for (const json& file : report["skipped_files"]) {
    kinds.push_back(file["kind"].get<std::string>());
    EXPECT_NE(file["reason"].get<std::string>(), "");
    EXPECT_TRUE(file["path"].get<std::string>().starts_with(folder_.path()));
  }
  EXPECT_THAT(kinds, testing::UnorderedElementsAre("broken", "broken", "not-a-paper", "unreachable"));

  EXPECT_EQ(update({"--skip-broken", cut}).code, 3) << "nothing is left";
  EXPECT_EQ(update({"--skip-broken", "--quiet", folder_ / "in"}).code, 10);
  fs::remove(cut);
  fs::remove(table);
  EXPECT_EQ(update({"--skip-broken", folder_ / "in"}).code, 0);
}

TEST_F(Il2IndexBadInput, PipesAndDevicesDoNotHang) {
  const std::string fifo = folder_ / "fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  expect_refused({fifo}, 3, AllOf(HasSubstr("neither a file nor a folder"), HasSubstr(fifo)));
  expect_refused({"/dev/zero"}, 3, HasSubstr("/dev/zero"));
  EXPECT_EQ(run({"vocabulary", "--index", index(), "mesh=" + fifo}).code, 3);
  const std::string paper = write("a.xml", article_set(articles(10, 11, "A")));
  ASSERT_EQ(::mkfifo((paper + ".md5").c_str(), 0600), 0);
  const std::string other = write("b.xml", article_set(articles(12, 13, "B")));
  fs::create_symlink("/dev/zero", other + ".md5");
  const ProgramEnd end = update({paper, other});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, AllOf(HasSubstr("warning: "), HasSubstr("a.xml.md5: it is not a regular file"),
                             HasSubstr("b.xml.md5: it is not a regular file")));
  EXPECT_EQ(titles().size(), 7u);
}

// Standard input on which nothing arrives.
TEST_F(Il2Index, SignalsEndTheWaitForStandardInput) {
  make_index();
  const std::string fifo = folder_ / "fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const int writer = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(writer, 0);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    test::RunningProgram program({"/bin/sh", "-c",
                                  "exec " + test::build_path("bin/il2index") + " update --progress always --index '" +
                                      index() + "' - < '" + fifo + "'"});
    program.wait_for_error_text();
    program.send(signal);
    const ProgramEnd end = program.wait();
    EXPECT_EQ(end.code, 128 + signal) << end.err;
    EXPECT_THAT(end.err, HasSubstr("cancelled"));
    expect_as_made();
  }
  ::close(writer);
}

TEST_F(Il2Index, AnIgnoredHangUpStaysIgnored) {
  const std::string paper = write("large.xml", article_set(articles(1, 3000, "large")));
  test::RunningProgram program({"/bin/sh", "-c",
                                "trap '' HUP; exec " + test::build_path("bin/il2index") +
                                    " update --progress always --index '" + index() + "' '" + paper + "'"});
  program.wait_for_error_text();
  program.send(SIGHUP);
  EXPECT_EQ(program.wait().code, 0);
}

TEST_F(Il2Index, LongCommandsShowTheirProgress) {
  make_index();
  const std::string ontology =
      write("x.obo", "format-version: 1.2\nontology: x\n\n[Term]\nid: X:1\nname: lupus nephritis\n");
  ProgramEnd end = run({"vocabulary", "--index", index(), "--progress", "always", "obo=" + ontology});
  EXPECT_THAT(end.err, AllOf(HasSubstr("\x1b[Kreading, "), HasSubstr("compiling"))) << end.code;
  for (const char* command : {"retag", "rebuild"}) {
    end = run({command, "--index", index(), "--progress", "always"});
    EXPECT_THAT(end.err, HasSubstr("indexing")) << command;
  }
  update({write("more.xml", article_set(articles(10, 20, "more")))});
  end = run({"merge", "--full", "--index", index(), "--progress", "always"});
  EXPECT_THAT(end.err, HasSubstr("merging")) << end.code;
}

TEST_F(Il2Index, QuietLeavesOnlyWarningsAndErrors) {
  const std::string paper = write("in/a.xml", article_set(articles(1, 5, "A")));
  write("in/README", "What this is.");
  const std::string ontology = write("x.obo", "format-version: 1.2\nontology: x\n\n[Term]\nid: X:1\nname: lupus\n");
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"update", folder_ / "in"},
                                                                                     {"vocabulary", "obo=" + ontology},
                                                                                     {"retag"},
                                                                                     {"rebuild"},
                                                                                     {"delete", "1"},
                                                                                     {"merge", "--full"},
                                                                                     {"check"},
                                                                                     {"gc"},
                                                                                     {"status"},
                                                                                     {"rollback"}}) {
    std::vector<std::string> all = words;
    all.insert(all.begin() + 1, {"--index", index(), "--quiet"});
    const ProgramEnd end = run(all);
    EXPECT_EQ(end.code, 0) << words[0] << ": " << end.err;
    EXPECT_EQ(end.out + end.err, "") << words[0];
  }
  EXPECT_THAT(run({"status", "--json", "--quiet", "--index", index()}).out, HasSubstr("\"generation\":"));
  const std::string bad = write("b.jsonl", "{\"pmid\": 11}\nbroken\n");
  const ProgramEnd end = update({"-q", bad});
  EXPECT_THAT(end.err, AllOf(StartsWith("il2index: record skipped: "), Not(HasSubstr("added"))));
}

}  // namespace
}  // namespace il2search
