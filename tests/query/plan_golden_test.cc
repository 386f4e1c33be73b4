// The golden table of plans, tests/golden/plan.tsv: what each stage makes of a query, and which documents it finds. Set
// IL2SEARCH_GOLDEN=write in the environment to rewrite the table, and read the difference before you commit it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "tests/paths.h"
#include "tests/query/sample_documents.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

const std::string kTable = test::source_path("tests/golden/plan.tsv");

// Lines without a tab are comments or empty. The columns after the query are the output of the stages.
std::vector<std::string> read_lines() {
  std::vector<std::string> lines;
  std::ifstream file(kTable);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// An outline on one line; each level of indentation becomes a ">".
std::string compact(const std::string& outline) {
  std::string out;
  for (std::size_t at = 0; at < outline.size(); ++at) {
    if (outline[at] != '\n') {
      out += outline[at];
      continue;
    }
    if (at + 1 == outline.size()) break;
    out += " ";
    for (; outline.compare(at + 1, 2, "  ") == 0; at += 2) out += ">";
    if (out.back() == '>') out += " ";
  }
  return out;
}

// Escapes other bytes: Xapian's descriptions have packed dates.
std::string ascii(const std::string& text) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) out += c;
    else out.append("\\x").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
  }
  return out;
}

std::string row_of(const Searcher& searcher, const std::string& query) {
  SearchOptions options;
  options.explain = true;
  options.match = Match::all;
  options.snippets = false;
  options.sort = Sort::id;
  const Results results = searcher.search(query, options);
  std::string ids;
  for (const std::string& id : ids_of(results)) ids += (ids.empty() ? "" : " ") + id;
  std::string codes;
  for (const Diagnostic& diagnostic : results.diagnostics) codes += (codes.empty() ? "" : " ") + diagnostic.code;
  const Explanation& e = *results.explanation;
  return query + "\t" + compact(e.tree) + "\t" + compact(e.resolved) + "\t" + ascii(compact(e.compiled)) + "\t" + ids +
         "\t" + codes;
}

TEST(PlanGolden, EveryStage) {
  TestIndex index;
  index.add(sample_documents());
  const Searcher searcher(index.path());
  const std::vector<std::string> lines = read_lines();
  ASSERT_GT(lines.size(), 80u);
  std::vector<std::string> now;
  for (const std::string& line : lines) {
    const auto tab = line.find('\t');
    now.push_back(tab == std::string::npos ? line : row_of(searcher, line.substr(0, tab)));
  }
  const char* mode = std::getenv("IL2SEARCH_GOLDEN");
  if (mode != nullptr && std::string(mode) == "write") {
    std::ofstream file(kTable);
    for (const std::string& line : now) file << line << "\n";
    return;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(now[i], lines[i]);
}

}  // namespace
}  // namespace il2search
