// parse(): what the golden table does not show: spans, raw texts, hints, caps, speed, and properties of many inputs.
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "tests/base/data_folder.h"
#include "tests/query/syntax_support.h"

namespace il2search::syntax {
namespace {

std::string at(const std::string& query, Span span) { return query.substr(span.start, span.end - span.start); }

const Node& only_child(const Tree& tree, std::size_t index) {
  return std::get<Boolean>(tree.root.value().value).children.at(index);
}

std::string repeat(const std::string& text, std::size_t bytes) {
  std::string all;
  while (all.size() + text.size() <= bytes) all += text;
  return all;
}

std::string codes(const Parsed& parsed) {
  std::string all;
  for (const Diagnostic& d : parsed.diagnostics) all += (all.empty() ? "" : " ") + d.code;
  return all;
}

TEST(SyntaxParser, SpansAndRawTexts) {
  const std::string query = "a OR (lupus  Nephritis/drug therapy[MeSH Terms]) AND title:\"hip pain\"~3";
  const Parsed parsed = parse(query);
  ASSERT_TRUE(parsed.ok());
  const Node& phrase = only_child(parsed.tree, 1);
  EXPECT_EQ(at(query, phrase.span), "title:\"hip pain\"~3");
  EXPECT_EQ(phrase.raw, "hip pain");
  EXPECT_EQ(at(query, phrase.field.value().span), "title:");
  const Node& either = only_child(parsed.tree, 0);
  const Node& run = std::get<Boolean>(either.value).children.at(1);
  EXPECT_TRUE(run.grouped);
  EXPECT_EQ(at(query, run.span), "(lupus  Nephritis/drug therapy[MeSH Terms])");
  EXPECT_EQ(run.raw, "lupus  Nephritis/drug therapy");
  EXPECT_EQ(run.field.value().name, "mesh terms");
  EXPECT_EQ(at(query, std::get<WordRun>(run.value).words.at(1).span), "Nephritis/drug");
}

TEST(SyntaxParser, IgnoredOperatorsKeepSpansRight) {
  const std::string query = "bile duct[tiab] or biliary tract[tiab]";
  const Parsed parsed = parse(query);
  const Node& run = only_child(parsed.tree, 1);
  EXPECT_EQ(at(query, run.span), "biliary tract[tiab]");
  EXPECT_EQ(run.raw, "biliary tract");
}

TEST(SyntaxParser, MixedOperatorsShowBothReadings) {
  struct Case {
    const char* query;
    const char* hint;
  };
  const Case cases[] = {
      {"a OR b AND c", "Read as: (a OR b) AND c; for the other reading write: a OR (b AND c)"},
      {"a AND b OR c", "Read as: (a AND b) OR c; for the other reading write: a AND (b OR c)"},
      {"a OR b NOT c", "Read as: (a OR b) NOT c; for the other reading write: a OR (b NOT c)"},
      {"a[ti] OR b[ti] c[ti]",
       "Read as: (a[ti] OR b[ti]) AND c[ti]; for the other reading write: a[ti] OR (b[ti] AND c[ti])"},
      {"a OR b AND c OR d", "Read as: ((a OR b) AND c) OR d; for the other reading write: a OR (b AND c) OR d"},
  };
  for (const Case& c : cases) {
    const Parsed parsed = parse(c.query);
    ASSERT_EQ(codes(parsed), "mixed-operators") << c.query;
    EXPECT_EQ(parsed.diagnostics[0].hint, c.hint);
  }
}

TEST(SyntaxParser, LongReadingsAreShortened) {
  std::string query = "first AND " + repeat("(alpha OR beta OR gamma OR delta) OR ", 4000) + "last";
  const Parsed parsed = parse(query);
  ASSERT_EQ(codes(parsed), "mixed-operators");
  EXPECT_LT(parsed.diagnostics[0].hint.size(), 1500u);
}

TEST(SyntaxParser, PlainTextHasOnlyWords) {
  const Parsed parsed = parse_plain("What is \"lupus\"? (IL-2) AND [ti] title:x neph* NOT");
  EXPECT_TRUE(parsed.diagnostics.empty());
  const WordRun& run = std::get<WordRun>(parsed.tree.root.value().value);
  ASSERT_EQ(run.words.size(), 9u);
  EXPECT_EQ(run.words[2].text, "\"lupus\"?");
  EXPECT_FALSE(run.words[7].truncated);
  EXPECT_EQ(codes(parse_plain("\xFF")), "invalid-utf8");
  EXPECT_EQ(codes(parse_plain(" ?! ")), "nothing-to-search");
}

TEST(SyntaxParser, Caps) {
  struct Case {
    std::string query;
    const char* codes;
  };
  const Case cases[] = {
      {std::string(kMaxQueryBytes, 'a'), ""},
      {std::string(kMaxQueryBytes + 1, 'a'), "too-long"},
      {repeat("a ", 2 * kMaxTerms), ""},
      {repeat("a ", 2 * kMaxTerms + 2), "too-many-terms"},
      {"\"" + repeat("a ", 2 * kMaxTerms + 2) + "\"", "too-many-terms"},
      {repeat("(", kMaxDepth) + "a" + repeat(")", kMaxDepth), ""},
      {repeat("(", kMaxDepth + 1) + "a" + repeat(")", kMaxDepth + 1), "too-deep"},
      {"lupus \xE2\x80", "invalid-utf8"},
      {"lupus \xC0\xAF nephritis", "invalid-utf8"},
      {"\xED\xA0\x80", "invalid-utf8"},
  };
  for (const Case& c : cases) {
    const Parsed parsed = parse(c.query);
    EXPECT_EQ(codes(parsed), c.codes) << c.query.substr(0, 40);
    EXPECT_EQ(parsed.tree.root.has_value(), parsed.ok()) << c.query.substr(0, 40);
  }
}

TEST(SyntaxParser, AlternatingOperatorsCountAsDepth) {
  EXPECT_EQ(codes(parse("a" + repeat(" OR b AND c", 11 * 50))), "mixed-operators");
  EXPECT_EQ(codes(parse("a" + repeat(" OR b AND c", 11 * 51))), "too-deep mixed-operators");
}

TEST(SyntaxParser, HostileTextIsFast) {
  const char* pieces[] = {
      "(",           ")",   "a OR ",  "\"",          "\" ", "[",  "a[",        "]",       "a[b]",
      "a(",          "a(b", "a:",     "a::",         "*",   "a*", "?a",        "a?",      "AND ",
      "NOT ",        "~1",  "“",      "a&",          "|",   "&",  "MESH:1",    "1:2[",    "1 : ",
      "\"1\"[d] : ", "x.",  "or ",    "a or \"b\" ", "(a",  "a)", "(a or b) ", "a[b][c]", "a[ti] OR b AND ",
      "\t",          "..",  "1..2[d]"};
  for (const char* piece : pieces) {
    const std::string query = repeat(piece, kMaxQueryBytes);
    const auto start = std::chrono::steady_clock::now();
    const Parsed parsed = parse(query);
    const std::string printed = print(parsed.tree);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 500.0) << piece;  // takes about 5 ms; the rest is for sanitizers and busy machines
    EXPECT_LE(parsed.diagnostics.size(), 101u) << piece;
    EXPECT_EQ(span_errors(query, parsed), "") << piece;
  }
}

TEST(SyntaxParser, DiagnosticsAreOrderedAndBounded) {
  const Parsed parsed = parse(repeat("() ", 3000));
  ASSERT_EQ(parsed.diagnostics.size(), 101u);
  EXPECT_EQ(parsed.diagnostics.back().code, "more-problems");
  EXPECT_EQ(parsed.diagnostics.back().message, "900 more problems are not listed.");
  for (std::size_t i = 1; i < parsed.diagnostics.size(); ++i) {
    EXPECT_LE(parsed.diagnostics[i - 1].start, parsed.diagnostics[i].start);
  }
}

TEST(SyntaxParser, RandomTreesSurvivePrinting) {
  std::mt19937 random(20260401);
  for (int i = 0; i < 3000; ++i) {
    const Tree tree = random_tree(random, 12);
    const std::string printed = print(tree);
    const Parsed parsed = parse(printed);
    ASSERT_TRUE(parsed.ok()) << printed << "\n" << compact_diagnostics(parsed.diagnostics);
    ASSERT_TRUE(same_meaning(parsed.tree, tree)) << printed << "\n" << outline(tree) << outline(parsed.tree);
  }
}

TEST(SyntaxParser, RandomTextSurvivesPrinting) {
  static const char* const kPieces[] = {"lupus",  "a",    " ",   " ",  " ",   "(",   ")",       "\"",    "[ti]",
                                        "[",      "]",    "AND", "OR", "NOT", "or",  "*",       "?",     ":",
                                        "title:", "2019", "..",  "~3", "&",   "|",   "MESH:D1", "“",     "/",
                                        "neph*",  "-",    ",",   "é",  "HP:", "not", "#1",      "12:30", "[dp]"};
  std::mt19937 random(7);
  for (int i = 0; i < 30000; ++i) {
    std::string query;
    for (std::size_t count = 1 + random() % 14; count > 0; --count) query += kPieces[random() % std::size(kPieces)];
    const Parsed parsed = parse(query);
    ASSERT_EQ(span_errors(query, parsed), "") << query;
    if (!parsed.ok()) continue;
    const Parsed again = parse(print(parsed.tree));
    ASSERT_TRUE(again.ok()) << query << "\nprinted " << print(parsed.tree) << "\n"
                            << compact_diagnostics(again.diagnostics);
    ASSERT_TRUE(same_meaning(again.tree, parsed.tree)) << query << "\nprinted " << print(parsed.tree);
  }
}

TEST(SyntaxParser, SameMeaningDistinguishesTrees) {
  const char* queries[] = {
      "a",           "b",      "a*",      "\"a\"",         "\"a\"~2",         "a b",       "a[ti]",         "a[ti:x]",
      "a AND b",     "a OR b", "a NOT b", "a AND b AND c", "(a AND b) AND c", "2019:[dp]", "2019:2020[dp]", "PMID:1",
      "(a OR b)[ti]"};
  for (const char* x : queries) {
    for (const char* y : queries) {
      EXPECT_EQ(same_meaning(parse(x).tree, parse(y).tree), std::string(x) == y) << x << " and " << y;
    }
  }
  EXPECT_TRUE(same_meaning(parse("ti:a").tree, parse(" (a)[ TI ] ").tree));
  EXPECT_FALSE(same_meaning(parse("").tree, parse("a").tree));
}

class RealQueries : public DataFolderTest {};

TEST_F(RealQueries, AreReadAndPrinted) {
  const std::vector<std::string> queries = real_queries(test_data_folder());
  ASSERT_GE(queries.size(), 90u);
  std::string errors;
  for (const std::string& query : queries) {
    const Parsed parsed = parse(query);
    EXPECT_EQ(span_errors(query, parsed), "") << query;
    for (const Diagnostic& d : parsed.diagnostics) {
      if (d.severity == Severity::error) errors += d.code + " ";
    }
    if (!parsed.ok()) continue;
    EXPECT_TRUE(same_meaning(parse(print(parsed.tree)).tree, parsed.tree)) << query;
  }
  // One strategy has a star before a word, two are Ovid's "exp *heading/".
  EXPECT_EQ(errors, "misplaced-star misplaced-star misplaced-star ");
}

}  // namespace
}  // namespace il2search::syntax
