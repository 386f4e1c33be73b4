// il2search as a user sees it: its output in each format and mode, and its exit codes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/paths.h"
#include "tests/program.h"
#include "tests/query/sample_documents.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

using test::ProgramEnd;
using test::ProgramOptions;
using Words = std::vector<std::string>;

Document hostile() {
  Document d;
  d.id = "X:evil \xE2\x80\xAE[2J";  // not a control character, which no index accepts, but it reverses the line
  d.title = "Hostile \x1b[31mtitle\x07 with\ttab and\nline\\ \xE2\x80\xAE turned";
  d.abstract = {{"", "zyzzyva \x1b]0;owned\x07 text"}};
  return d;
}

class Il2search : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    std::vector<Document> documents = sample_documents();
    documents.push_back(hostile());
    index_->add(documents);
  }
  static void TearDownTestSuite() {
    delete index_;
    index_ = nullptr;
  }

  static ProgramEnd run(Words words, ProgramOptions options = {}) {
    words.insert(words.begin(), test::build_path("bin/il2search"));
    options.environment.push_back("IL2SEARCH_INDEX=" + index_->path());
    return test::run_program(std::move(words), options);
  }
  static std::string file(const std::string& name, const std::string& content) {
    std::string path = (index_->folder() / name).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  static TestIndex* index_;
};
TestIndex* Il2search::index_ = nullptr;

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// No control characters except line feeds, and tabs where they separate columns.
bool is_safe(const std::string& text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) return false;
  }
  const Words marks = {"\xC2\x9B", "\xE2\x80\xA8", "\xE2\x80\xAE", "\xE2\x81\xA6"};
  return std::none_of(marks.begin(), marks.end(), [&](const std::string& mark) { return contains(text, mark); });
}

TEST_F(Il2search, ExitCodes) {
  struct Case {
    Words words;
    int code;
    const char* message;  // on standard error
  };
  const std::string nowhere = (index_->folder() / "nowhere").string();
  const std::string empty = (index_->folder() / "empty").string();
  std::filesystem::create_directories(empty);
  const Case cases[] = {
      {{"lupus"}, 0, ""},
      {{"low-dose", "AND", "proteinuria"}, 0, ""},
      {{"xyzzy"}, 1, "occurs nowhere"},
      {{"--match", "all", "lupus xyzzy"}, 1, ""},
      {{"lupus["}, 2, ""},
      {{"lupus[tii]"}, 2, "There is no field"},
      {{"\"lupus"}, 2, "never closed"},
      {{"(lupus"}, 2, "never closed"},
      {{"NOT lupus"}, 2, ""},
      {{}, 2, "no query"},
      {{"--limit", "x", "lupus"}, 2, ""},
      {{"--limit", "10001", "lupus"}, 2, ""},
      {{"--format", "ris", "lupus"}, 2, ""},
      {{"--facet", "year", "lupus"}, 2, "facet"},
      {{"--nonsense"}, 2, "nonsense"},
      {{"--since", "soon", "lupus"}, 2, ""},
      {{"--after", "x", "lupus"}, 2, "token"},
      {{"--explode", "x", "lupus"}, 2, ""},
      {{"--explode", "-1", "lupus"}, 2, "--explode"},
      {{"--explode", "2", "--no-explode", "lupus"}, 2, "cannot be combined"},
      {{"--explode", "0", "--no-explode", "mesh:D008181"}, 0, ""},
      {{"--explode", "2", "--close", "mesh:D008181"}, 0, ""},
      {{"--provenance", "guessed", "gene:IL2"}, 2, "one of indexed"},
      {{"--provenance", "", "gene:IL2"}, 2, "--provenance"},
      {{"--provenance", "tagged,annotated", "gene:IL2"}, 0, ""},
      {{"--provenance", "tagged", "--provenance", "listed", "gene:IL2"}, 1, ""},
      {{"--min-mentions", "2", "gene:3558"}, 0, ""},
      {{"--min-mentions", "3", "gene:3558"}, 1, ""},
      {{"--min-mentions", "-1", "gene:3558"}, 2, "--min-mentions"},
      {{"--count", "--explain", "lupus"}, 2, "--explain does not apply to --count"},
      {{"--show", "PMID:1001", "--format", "ids"}, 2, "--show has no format ids"},
      {{"--show", "PMID:1001", "--limit", "3"}, 2, "--limit does not apply to --show"},
      {{"--fields", "--format", "json"}, 2, "--format does not apply to --fields"},
      {{"--tokens", "lupus", "lupus"}, 2, "--tokens takes no query"},
      {{"--topic", "t1", "lupus"}, 2, "--topic only applies to --format trec"},
      {{"--format", "ids", "--explain", "lupus"}, 2, "--explain only applies to"},
      {{"--limit", "0", "lupus"}, 0, ""},
      {{"--offset", "1000", "lupus"}, 0, ""},
      {{"--limit", "0", "xyzzy"}, 1, ""},
      {{"--limit", "1", "--limit", "2", "lupus"}, 2, "limit"},
      {{"--lint", "lupus"}, 0, ""},
      {{"--lint", "lupus[tii]"}, 2, "There is no field"},
      {{"--show", "PMID:1001"}, 0, ""},
      {{"--show", "PMID:7"}, 1, "no such document"},
      {{"--show", ""}, 2, "--show: empty"},
      {{"--mesh", "", "lupus"}, 2, "--mesh: empty"},
      {{"--mesh", "D008181", "--mesh", " ", "lupus"}, 2, "--mesh: empty"},
      {{"--mondo", "", "lupus"}, 2, "--mondo: empty"},
      {{"--gene", "", "lupus"}, 2, "--gene: empty"},
      {{"--entity", "", "lupus"}, 2, "--entity: empty"},
      {{"--index", nowhere, "lupus"}, 4, ""},
      {{"--index", empty, "lupus"}, 4, ""},
      {{"-f", nowhere}, 2, "cannot read"},
      {{"--help"}, 0, ""},
      {{"--version"}, 0, ""},
      {{"--fields"}, 0, ""},
  };
  for (const Case& c : cases) {
    const ProgramEnd end = run(c.words);
    std::string line;
    for (const std::string& word : c.words) line += word + " ";
    EXPECT_EQ(end.code, c.code) << line << end.err;
    EXPECT_TRUE(contains(end.err, c.message)) << line << end.err;
    EXPECT_TRUE(c.code <= 1 || end.err.starts_with("il2search: ")) << line << end.err;
    EXPECT_EQ(end.signal, 0);
  }
}

TEST_F(Il2search, TextOutput) {
  const ProgramEnd end = run({"proteinuria", "low-dose"});
  EXPECT_TRUE(contains(end.out, "Low-dose interleukin-2 in lupus nephritis")) << end.out;
  EXPECT_TRUE(contains(end.out, "Smith JR, M\xC3\xBCller K")) << end.out;
  EXPECT_TRUE(contains(end.out, "2021-05-03"));
  EXPECT_TRUE(contains(end.out, "PMID:1001"));
  EXPECT_TRUE(contains(end.out, "Lupus Nephritis (MESH:D008181)"));
  EXPECT_TRUE(contains(end.out, "1-1 of 1"));
  EXPECT_FALSE(contains(end.out, "\x1b"));  // no terminal
  EXPECT_EQ(end.err, "");
}

// A page without hits is not a search without matches.
TEST_F(Il2search, EmptyPagesSayHowManyMatch) {
  EXPECT_EQ(run({"--limit", "0", "lupus[ti]"}).out, "3 matches, none on this page\n");
  EXPECT_EQ(run({"--offset", "9", "lupus[ti]"}).out, "3 matches, none on this page\n");
  EXPECT_EQ(run({"--limit", "0", "--match", "all", "xyzzy"}).out, "no matches\n");
}

TEST_F(Il2search, GeneratesDocuments) {
  EXPECT_TRUE(contains(run({"--generate", "man-options"}).out, ".B \\-\\-limit \\fIN\\fR\n"));
  EXPECT_TRUE(contains(run({"--generate", "bash-completion"}).out, "complete -F _il2search il2search"));
  EXPECT_FALSE(contains(run({"--help"}).out, "generate"));
}

TEST_F(Il2search, DiagnosticsShowTheirPlace) {
  const ProgramEnd end = run({"k\xC3\xA4se AND lupus[tii]"});
  EXPECT_EQ(end.code, 2);
  EXPECT_TRUE(contains(end.err, "\n  k\xC3\xA4se AND lupus[tii]\n" + std::string(2 + 14, ' ') + "^^^^^")) << end.err;
  EXPECT_TRUE(contains(end.err, "hint: Did you mean"));
  EXPECT_EQ(end.out, "");
}

// Diagnostics of options have no place in the query.
TEST_F(Il2search, DiagnosticsOfOptionsShowNoPlace) {
  const ProgramEnd end = run({"--mesh", "garbage", "lupus"});
  EXPECT_EQ(end.code, 1) << end.err;
  EXPECT_TRUE(contains(end.err, "garbage")) << end.err;
  EXPECT_FALSE(contains(end.err, "^")) << end.err;
  EXPECT_FALSE(contains(end.err, "\n  lupus\n")) << end.err;
}

TEST_F(Il2search, JsonHasTheDocumentedMembers) {
  const ProgramEnd end = run({"--format", "json", "proteinuria low-dose"});
  EXPECT_EQ(end.code, 0);
  const auto json = nlohmann::json::parse(end.out);
  for (const char* name :
       {"query", "interpreted", "generation", "total", "total_relation", "took_ms", "diagnostics", "hits"}) {
    EXPECT_TRUE(json.contains(name)) << name;
  }
  EXPECT_EQ(json["total"], 1);
  EXPECT_EQ(json["total_relation"], "exact");
  const auto& hit = json["hits"][0];
  EXPECT_EQ(hit["rank"], 1);
  EXPECT_EQ(hit["id"], "PMID:1001");
  EXPECT_EQ(hit["date"], "2021-05-03");
  EXPECT_EQ(hit["authors"][0], "Smith JR");
  EXPECT_EQ(hit["entities"].size(), 3u);
  EXPECT_EQ(hit["entities"][0]["provenance"], "indexed");
  const std::string text = hit["snippet"]["text"];
  const auto& mark = hit["snippet"]["highlights"][0];
  EXPECT_EQ(text.substr(mark[0], mark[1].get<std::size_t>() - mark[0].get<std::size_t>()), "Proteinuria");
  EXPECT_TRUE(hit["status"].empty());

  const ProgramEnd none = run({"--format", "json", "--match", "all", "xyzzy plugh"});
  EXPECT_EQ(none.code, 1);
  EXPECT_TRUE(nlohmann::json::parse(none.out)["hits"].empty());
  const ProgramEnd wrong = run({"--format", "json", "lupus[tii]"});
  EXPECT_EQ(wrong.code, 2);
  const auto diagnostic = nlohmann::json::parse(wrong.out)["diagnostics"][0];
  EXPECT_EQ(diagnostic["code"], "unknown-field");
  EXPECT_EQ(diagnostic["severity"], "error");
  EXPECT_EQ(diagnostic["start"], 5);
}

TEST_F(Il2search, FormatsForPrograms) {
  const ProgramEnd ids = run({"--format", "ids", "--sort", "id", "lupus[ti]"});
  EXPECT_EQ(ids.out, "FILE:lay/lupus.txt#1\nPMID:1001\nPMID:1002\n");
  const ProgramEnd trec = run({"--format", "trec", "--topic", "t7", "proteinuria"});
  EXPECT_TRUE(trec.out.starts_with("t7 Q0 PMID:1001 1 ")) << trec.out;
  EXPECT_TRUE(trec.out.ends_with(" il2search\n"));
  const ProgramEnd lines = run({"--format", "jsonl", "lupus[ti]"});
  EXPECT_EQ(std::count(lines.out.begin(), lines.out.end(), '\n'), 3);
  EXPECT_TRUE(nlohmann::json::parse(lines.out.substr(0, lines.out.find('\n'))).contains("id"));
  const ProgramEnd tsv = run({"--format", "tsv", "zyzzyva"});
  EXPECT_TRUE(contains(tsv.out, "with\\ttab and\\nline\\\\")) << tsv.out;
}

TEST_F(Il2search, OutputHasNoControlCharacters) {
  for (const char* format : {"text", "json", "jsonl", "tsv", "ids", "trec"}) {
    const ProgramEnd end = run({"--format", format, "zyzzyva"});
    EXPECT_EQ(end.code, 0) << format;
    EXPECT_TRUE(is_safe(end.out)) << format << end.out;
  }
  const ProgramEnd shown = run({"--show", "X:evil \xE2\x80\xAE[2J"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_TRUE(is_safe(shown.out)) << shown.out;
  const ProgramEnd record = run({"--show", hostile().id, "--format", "json"});
  EXPECT_TRUE(is_safe(record.out)) << record.out;
  EXPECT_EQ(nlohmann::json::parse(record.out)["title"], hostile().title);
  for (const Words& words : {Words{"lupus\x1b[31m["}, Words{"--show", "\x1b[2J"}, Words{"--format", "\x1b[2J", "x"},
                             Words{"\"\x1b]0;x\x07"}, Words{"--index", "/\x1b[2J", "x"}, Words{"--\x1b[2J"}}) {
    const ProgramEnd end = run(words);
    EXPECT_TRUE(is_safe(end.err)) << end.err;
    EXPECT_TRUE(is_safe(end.out)) << end.out;
  }
}

// A parser reads the original values.
TEST_F(Il2search, JsonIsEscapedForTerminals) {
  const std::string query = "zyzzyva \x7F \xC2\x9B \xE2\x80\xA8 \xE2\x80\xAE \xE2\x81\xA6";
  for (const Words& words : {Words{"--format", "json", query}, Words{"--format", "json", "--lint", query + "\x7F["}}) {
    const ProgramEnd end = run(words);
    EXPECT_TRUE(is_safe(end.out)) << end.out;
    EXPECT_TRUE(nlohmann::json::accept(end.out));
  }
  const auto object = nlohmann::json::parse(run({"--format", "json", "--match", "any", query}).out);
  EXPECT_EQ(object["query"], query);
  EXPECT_EQ(object["hits"][0]["id"], hostile().id);
  EXPECT_EQ(object["hits"][0]["title"], hostile().title);
  const std::string topic = "t\x7F\xC2\x9B\xE2\x80\xAE\xCE\xB1";
  const ProgramEnd many = run({"--queries", file("steering.tsv", topic + "\tzyzzyva\n"), "--format", "json"});
  EXPECT_TRUE(is_safe(many.out)) << many.out;
  EXPECT_EQ(nlohmann::json::parse(many.out)["topic"], topic);
}

TEST_F(Il2search, CountsAndFilters) {
  EXPECT_EQ(run({"--count", "lupus[ti]"}).out, "3\n");
  EXPECT_EQ(run({"--count", "xyzzy"}).out, "0\n");
  EXPECT_EQ(run({"--count", "xyzzy"}).code, 1);
  EXPECT_EQ(run({"--count", "--mesh", "D008181"}).out, "1\n");
  EXPECT_EQ(run({"--count", "--gene", "3558", "--mesh", "D008181", "--since", "2021", "lupus"}).out, "1\n");
  EXPECT_EQ(run({"--count", "--mondo", "0007915"}).out, "1\n");
  EXPECT_EQ(run({"--count", "--until", "2018"}).out, "1\n");
}

TEST_F(Il2search, PagesByToken) {
  const auto first = nlohmann::json::parse(run({"--format", "json", "--limit", "2", "lupus"}).out);
  const std::string token = first["next"];
  const auto second = nlohmann::json::parse(run({"--format", "json", "--limit", "2", "--after", token, "lupus"}).out);
  EXPECT_EQ(second["hits"][0]["rank"], 3);
  EXPECT_FALSE(second.contains("next"));
  EXPECT_EQ(run({"--after", token, "kidney"}).code, 2);
  const ProgramEnd offset = run({"--format", "ids", "--limit", "2", "--offset", "2", "lupus"});
  EXPECT_EQ(std::count(offset.out.begin(), offset.out.end(), '\n'), 2);
}

TEST_F(Il2search, ReadsQueriesFromFiles) {
  ProgramOptions options;
  options.input = "lupus[ti]\n";
  EXPECT_EQ(run({"--count", "-"}, options).out, "3\n");
  EXPECT_EQ(run({"--count", "-f", file("query.txt", "lupus[ti]\r\n")}).out, "3\n");
  const std::string many = file("queries.tsv", "a\tproteinuria\nb\txyzzy\n\nc\tlow-dose\n");
  const ProgramEnd run_of_all = run({"--queries", many, "--format", "trec"});
  EXPECT_EQ(run_of_all.code, 0) << run_of_all.err;
  EXPECT_TRUE(contains(run_of_all.out, "a Q0 PMID:1001 1 ")) << run_of_all.out;
  EXPECT_TRUE(contains(run_of_all.out, "\nc Q0 PMID:1001 1 ")) << run_of_all.out;
  const ProgramEnd wrong = run({"--queries", file("wrong.tsv", "a\tlupus[tii]\nb\tlupus\n"), "--format", "ids"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(contains(wrong.out, "PMID:1001"));  // the other queries are still run
  const ProgramEnd json = run({"--queries", many, "--format", "json"});
  EXPECT_EQ(nlohmann::json::parse(json.out.substr(0, json.out.find('\n')))["topic"], "a");
}

TEST_F(Il2search, ShowsRecordsTokensFieldsAndVersions) {
  const auto record = nlohmann::json::parse(run({"--show", "1001", "--format", "json"}).out);
  EXPECT_EQ(record["doi"], "10.1000/low.dose.1");
  const ProgramEnd text = run({"--show", "10.1000/low.dose.1"});
  EXPECT_TRUE(contains(text.out, "Proteinuria fell under low doses of IL-2."));
  EXPECT_TRUE(contains(run({"--tokens", "TNF-\xCE\xB1"}).out, "tnfalpha"));
  EXPECT_TRUE(contains(run({"--fields"}).out, "title"));
  const ProgramEnd versions = run({"--version"});
  EXPECT_TRUE(contains(versions.out, "il2search "));
  EXPECT_TRUE(contains(versions.out, "xapian 1.4."));
  const ProgramEnd explained = run({"--explain", "lupus[ti] AND low-dose"});
  EXPECT_TRUE(contains(explained.out, "all(ZSlupus, phrase(low dose~))")) << explained.out;
}

TEST_F(Il2search, PlainTextHasNoSyntax) {
  const ProgramEnd end = run({"--plain", "--format", "ids", "\"lupus: (a review AND of the treatment"});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_TRUE(end.out.starts_with("PMID:1002\n"));
}

TEST_F(Il2search, AClosedPipeEndsTheProgramQuietly) {
  ProgramOptions options;
  const std::string index = index_->path();
  const ProgramEnd end = test::run_program(
      {"/bin/sh", "-c",
       test::build_path("bin/il2search") + " --index '" + index + "' --fields | head -c 1 >/dev/null; exit 0"},
      options);
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.err, "");
}

TEST_F(Il2search, ADamagedIndexIsReported) {
  const std::filesystem::path copy = index_->folder() / "damaged";
  std::filesystem::copy(index_->path(), copy, std::filesystem::copy_options::recursive);
  for (const auto& entry : std::filesystem::directory_iterator(copy)) {
    if (entry.path().filename().string().starts_with("MANIFEST")) std::filesystem::resize_file(entry.path(), 10);
  }
  const ProgramEnd end = run({"--index", copy.string(), "lupus"});
  EXPECT_EQ(end.code, 4) << end.err;
}

}  // namespace
}  // namespace il2search
