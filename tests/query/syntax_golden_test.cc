// The golden table of query syntax, tests/golden/syntax.tsv: one query per line with its outline and diagnostics.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "tests/paths.h"
#include "tests/query/syntax_support.h"

namespace il2search::syntax {
namespace {

struct Row {
  std::string query;
  std::string outline;
  std::string diagnostics;
};

// Lines are query<TAB>outline<TAB>diagnostics, or comments, which start with "# ".
std::vector<Row> golden_rows() {
  std::vector<Row> rows;
  std::ifstream file(test::source_path("tests/golden/syntax.tsv"));
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with("# ")) continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    rows.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return rows;
}

TEST(SyntaxGolden, OutlineAndDiagnostics) {
  const std::vector<Row> rows = golden_rows();
  ASSERT_GT(rows.size(), 100u);
  for (const Row& row : rows) {
    const Parsed parsed = parse(row.query);
    EXPECT_EQ(compact_outline(parsed.tree), row.outline) << row.query;
    EXPECT_EQ(compact_diagnostics(parsed.diagnostics), row.diagnostics) << row.query;
  }
}

TEST(SyntaxGolden, SpansAreValid) {
  for (const Row& row : golden_rows()) EXPECT_EQ(span_errors(row.query, parse(row.query)), "") << row.query;
}

TEST(SyntaxGolden, PrintedQueriesHaveTheSameMeaning) {
  for (const Row& row : golden_rows()) {
    const Parsed parsed = parse(row.query);
    if (!parsed.ok()) continue;
    const std::string printed = print(parsed.tree);
    const Parsed again = parse(printed);
    EXPECT_TRUE(again.ok()) << printed;
    EXPECT_TRUE(same_meaning(again.tree, parsed.tree)) << row.query << "\nprinted " << printed;
    EXPECT_EQ(print(again.tree), printed);
  }
}

TEST(SyntaxGolden, DocumentationListsEveryCode) {
  std::ifstream file(test::source_path("docs/query-language.md"));
  const std::string manual((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::set<std::string> codes = {"too-long", "too-many-terms", "too-deep", "invalid-utf8", "more-problems"};
  for (const Row& row : golden_rows()) {
    for (const Diagnostic& d : parse(row.query).diagnostics) codes.insert(d.code);
  }
  EXPECT_GE(codes.size(), 28u);
  for (const std::string& code : codes) EXPECT_NE(manual.find("`" + code + "`"), std::string::npos) << code;
}

}  // namespace
}  // namespace il2search::syntax
