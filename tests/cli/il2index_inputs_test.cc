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

#include "tests/cli/il2index_runs.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::article_set;
using test::articles;
using test::ProgramEnd;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

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
    while (!program.has_ended() && program.error_text().empty())
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
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
  while (!program.has_ended() && program.error_text().empty())
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
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
