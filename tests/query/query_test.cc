// Query: literal builders, combination as set operations, printing, places, limits.
#include <il2search/query.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <il2search/error.h>
#include <il2search/searcher.h>
#include <il2search/text.h>

#include "query/query_data.h"
#include "query/syntax/print.h"
#include "tests/query/oracle.h"
#include "tests/query/query_generator.h"
#include "tests/query/sample_documents.h"
#include "tests/query/syntax_support.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

using Ids = std::set<std::string>;

std::string codes_of(const Query& query) {
  std::string codes;
  for (const Diagnostic& d : query.diagnostics()) codes += (codes.empty() ? "" : " ") + d.code;
  return codes;
}

// The text of the query at the place of its first diagnostic.
std::string first_place(const Query& query) {
  const Diagnostic& d = query.diagnostics().front();
  return query.text().substr(d.start, d.end - d.start);
}

Query from_tree(const syntax::Tree& tree) { return Query::parse(syntax::print(tree)); }

TEST(Query, ParsesAnyText) {
  EXPECT_TRUE(Query().empty());
  EXPECT_EQ(Query().text(), "");
  EXPECT_EQ(Query().to_string(), "");
  EXPECT_FALSE(Query().has_errors());
  for (const char* text : {"", " \n", "lupus", "(a OR", "\xff", "\"x", "AND", "a[ti]"}) {
    EXPECT_EQ(Query::parse(text).text(), text);
  }
  EXPECT_EQ(codes_of(Query::parse("(lupus OR sle")), "unclosed-parenthesis");
  EXPECT_TRUE(Query::parse("(lupus OR sle").has_errors());
  EXPECT_EQ(codes_of(Query::parse("a OR b AND c")), "mixed-operators");
  EXPECT_EQ(Query::parse("a  OR b AND c").to_string(), "(a OR b) AND c");
  EXPECT_EQ(Query::parse("lupus[ti]"), Query::parse(" ((lupus)[ti] )\n"));
  EXPECT_FALSE(Query::parse("lupus[ti]") == Query::parse("lupus[ab]"));
}

TEST(Query, BuildersTakeTextLiterally) {
  struct Case {
    Query query;
    const char* text;
  };
  const Case cases[] = {
      {Query::words("lupus nephritis"), "lupus nephritis"},
      {Query::words("  IL-2\tCa(2+)  R&D "), "IL-2 Ca(2+) R&D"},
      {Query::words("cats AND dogs OR (mice)"), "cats and dogs or mice"},
      {Query::words("(AND title:lupus nephrit* \"x\" a[ti]"), "and title lupus nephrit x a ti"},
      {Query::words("MESH:D008180 2019:2020 colo?r"), "MESH D008180 2019:2020 colo r"},
      {Query::words("\xE2\x80\x9Clupus\xE2\x80\x9D \xFF"), "lupus \xEF\xBF\xBD"},
      {Query::words(" \n"), ""},
      {Query::phrase("regulatory T cells"), "\"regulatory T cells\""},
      {Query::phrase("say \"no\" to nephrit* colo?r HLA-DRB1*04:01"), "\"say no to nephrit colo r HLA-DRB1*04:01\""},
      {Query::phrase("AND"), "\"and\""},
      {Query::field("mesh", "D008181"), "mesh:\"D008181\""},
      {Query::field("mesh", "Lupus Nephritis/drug therapy"), "mesh:\"Lupus Nephritis/drug therapy\""},
      {Query::field("Title/Abstract", "low dose"), "\"low dose\"[Title/Abstract]"},
      {Query::field("mesh:noexp", "D008181"), "\"D008181\"[mesh:noexp]"},
      {Query::published("2019", ""), "date:2019.."},
      {Query::published("", "2023-06"), "date:..2023-06"},
      {Query::published("2019/1/5", "2023"), "date:2019-01-05..2023"},
      {Query::published("", ""), ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(c.query.text(), c.text);
    EXPECT_EQ(codes_of(c.query), "") << c.text;
    EXPECT_EQ(Query::parse(c.query.to_string()), c.query) << c.text;
  }
  EXPECT_EQ(codes_of(Query::phrase(" ")), "empty-phrase");
  EXPECT_EQ(codes_of(Query::field("mesh", "")), "empty-phrase");
  for (const char* name : {"", " ", "a]b", "\"", "\xff"}) EXPECT_THROW(Query::field(name, "x"), Error) << name;
  for (const char* date : {"yesterday", "2019-13", "19"}) EXPECT_THROW(Query::published(date, ""), Error) << date;
}

TEST(Query, ErrorsOfBuildersAreSafeForTerminals) {
  for (const char* text : {"\033[31m", "\xff\xff", "\xC2\x9B", "a\nb]"}) {
    for (const bool is_date : {true, false}) {
      try {
        is_date ? Query::published(text, "") : Query::field(text, "x");
        ADD_FAILURE() << text;
      } catch (const Error& error) {
        EXPECT_EQ(terminal_safe(error.what(), false), error.what());
      }
    }
  }
}

// Whatever is in the text, the builder makes one leaf of it, or nothing.
TEST(Query, BuildersMakeOneLeafOfAnyText) {
  std::mt19937 random(7);
  const std::string characters = "ab 1A\"'()[]|&*?:.,;~-/<>=#@\\\n\t\xE2\x80\x9C";
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) text += characters[random() % characters.size()];
    if (random() % 4 == 0) text += " AND not or";
    const Query words = Query::words(text);
    EXPECT_FALSE(words.has_errors()) << text;
    const auto& root = words.data().parsed.tree.root;
    EXPECT_TRUE(!root || (std::holds_alternative<syntax::WordRun>(root->value) && !root->field)) << text;
    EXPECT_EQ(Query::parse(words.to_string()), words) << text;
    const Query phrase = Query::field("tiab", text);
    EXPECT_TRUE(phrase.empty() || std::holds_alternative<syntax::Phrase>(phrase.data().parsed.tree.root->value))
        << text;
    EXPECT_EQ(phrase.empty(), phrase.has_errors()) << text;
    EXPECT_EQ(Query::parse(phrase.to_string()), phrase) << text;
  }
}

TEST(Query, CombinesTreesWhateverTheOperators) {
  const Query either = Query::parse("lupus OR sle");
  const Query mesh = Query::field("mesh", "D008181");
  const Query mice = Query::phrase("in mice");
  struct Case {
    Query query;
    const char* text;
    const char* printed;
  };
  const Case cases[] = {
      {either.and_(mesh), "(lupus OR sle) AND mesh:\"D008181\"", "(lupus OR sle) AND mesh:\"D008181\""},
      {either.or_(mice).and_(mesh), "(lupus OR sle OR \"in mice\") AND mesh:\"D008181\"",
       "(lupus OR sle OR \"in mice\") AND mesh:\"D008181\""},
      {mesh.without(either), "mesh:\"D008181\" NOT (lupus OR sle)", "mesh:\"D008181\" NOT (lupus OR sle)"},
      {mesh.without(mice).without(either), "mesh:\"D008181\" NOT \"in mice\" NOT (lupus OR sle)",
       "mesh:\"D008181\" NOT \"in mice\" NOT (lupus OR sle)"},
      {mesh.without(mice.without(either)), "mesh:\"D008181\" NOT (\"in mice\" NOT (lupus OR sle))",
       "mesh:\"D008181\" NOT (\"in mice\" NOT (lupus OR sle))"},
      {mesh.and_(mice).and_(either.and_(mesh)),
       "mesh:\"D008181\" AND \"in mice\" AND (lupus OR sle) AND mesh:\"D008181\"",
       "mesh:\"D008181\" AND \"in mice\" AND (lupus OR sle) AND mesh:\"D008181\""},
      {Query::parse("(lupus OR sle)").and_(Query::parse("\"a\" b")), "(lupus OR sle) AND \"a\" b",
       "(lupus OR sle) AND \"a\" AND b"},
      {Query::parse("a[ti] OR b").or_(Query::parse("(c OR d)[ab]")), "a[ti] OR b OR (c OR d)[ab]",
       "a[ti] OR b OR (c OR d)[ab]"},
      {Query::parse("(a AND b)").and_(Query::parse("c")), "(a AND b) AND c", "(a AND b) AND c"},
      {Query().and_(mesh), "mesh:\"D008181\"", "mesh:\"D008181\""},
      {mesh.or_(Query()), "mesh:\"D008181\"", "mesh:\"D008181\""},
      {mesh.without(Query::parse("  ")), "mesh:\"D008181\"", "mesh:\"D008181\""},
      {Query().or_(Query()), "", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(c.query.text(), c.text);
    EXPECT_EQ(c.query.to_string(), c.printed);
    EXPECT_EQ(Query::parse(c.query.text()), c.query);
    EXPECT_FALSE(c.query.has_errors());
  }
  const Query nothing = Query().without(mesh);
  EXPECT_EQ(codes_of(nothing), "nothing-to-subtract");
  EXPECT_EQ(nothing.text(), "NOT (mesh:\"D008181\")");
}

TEST(Query, PlacesReferToTheCombinedText) {
  const Query wrong = Query::parse("nephritis AND OR kidney");
  ASSERT_EQ(first_place(wrong), "OR");
  const Query both = Query::parse("lupus OR sle").and_(wrong).without(Query::parse("a OR b AND c"));
  EXPECT_TRUE(both.has_errors());
  EXPECT_EQ(both.text(), "((lupus OR sle) AND (nephritis AND OR kidney)) NOT (a OR b AND c)");
  EXPECT_EQ(codes_of(both), "operator-without-operand mixed-operators");
  EXPECT_EQ(first_place(both), "OR");
  EXPECT_EQ(both.diagnostics()[0].start, both.text().find("OR kidney"));
  EXPECT_EQ(both.diagnostics()[1].start, both.text().find("OR b"));
}

TEST(Query, RandomTreesSurvivePrinting) {
  std::mt19937 random(20260101);
  for (int i = 0; i < 3000; ++i) {
    const syntax::Tree tree = syntax::random_tree(random, 1 + static_cast<unsigned>(i % 12));
    const Query query = from_tree(tree);
    ASSERT_FALSE(query.has_errors()) << query.text();
    ASSERT_TRUE(syntax::same_meaning(query.data().parsed.tree, tree)) << query.text();
    ASSERT_EQ(Query::parse(query.to_string()), query) << query.text();
  }
}

TEST(Query, RandomCombinationsSurvivePrintingAndKeepPlaces) {
  std::mt19937 random(5);
  for (int i = 0; i < 1500; ++i) {
    Query query = from_tree(syntax::random_tree(random, 4));
    for (unsigned n = 0; n < 4; ++n) {
      const Query other = from_tree(syntax::random_tree(random, 1 + n));
      switch (random() % 4) {
        case 0: query = query.and_(other); break;
        case 1: query = query.or_(other); break;
        case 2: query = query.without(other); break;
        default: query = other.without(query); break;
      }
    }
    ASSERT_EQ(Query::parse(query.to_string()), query) << query.to_string();
    ASSERT_EQ(syntax::span_errors(query.text(), query.data().parsed), "") << query.text();
  }
}

TEST(Query, LimitsHoldForCombinations) {
  Query wide = Query::words("lupus nephritis");
  for (int i = 0; i < 200; ++i) wide = wide.and_(Query::words("kidney"));
  EXPECT_FALSE(wide.has_errors());
  Query deep = wide;
  for (int i = 0; i < 110 && !deep.has_errors(); ++i) deep = Query::words("a").without(deep);
  EXPECT_EQ(codes_of(deep), "too-deep");
  EXPECT_TRUE(deep.empty());
  Query many = Query::words("a b c d");
  for (int i = 0; i < 60; ++i) many = many.or_(many);  // doubles
  EXPECT_TRUE(many.has_errors());
  EXPECT_LE(many.text().size(), 70'000u);
  Query faulty = Query::parse("a AND OR b");
  for (int i = 0; i < 40; ++i) faulty = faulty.or_(faulty);
  EXPECT_LE(faulty.diagnostics().size(), 101u);
}

// --- against the index

Ids found_by(const Searcher& searcher, const Query& query) {
  SearchOptions options;
  options.match = Match::all;
  options.map = false;
  Ids ids;
  searcher.for_each_match(query, options, [&](std::string_view id) {
    ids.emplace(id);
    return true;
  });
  return ids;
}

TEST(Query, CombinationsAreSetOperations) {
  TestIndex index;
  index.add(sample_documents());
  const Searcher searcher(index.path());
  Analyzer analyzer;
  std::vector<oracle::AnalyzedDocument> analyzed;
  for (const Document& document : sample_documents()) analyzed.push_back(oracle::analyze(document, analyzer));
  oracle::QueryGenerator generator(analyzed, 3);
  int matching = 0;
  for (int i = 0; i < 400; ++i) {
    const Query a = Query::parse(generator.next());
    const Query b = i % 5 == 0 ? Query::field("mesh", "D008181") : Query::parse(generator.next());
    const Ids in_a = found_by(searcher, a);
    const Ids in_b = found_by(searcher, b);
    Ids both, either, rest;
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(both, both.end()));
    std::set_union(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(either, either.end()));
    std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(rest, rest.end()));
    EXPECT_EQ(found_by(searcher, a.and_(b)), both) << a.text() << " | " << b.text();
    EXPECT_EQ(found_by(searcher, a.or_(b)), either) << a.text() << " | " << b.text();
    EXPECT_EQ(found_by(searcher, a.without(b)), rest) << a.text() << " | " << b.text();
    EXPECT_EQ(found_by(searcher, b.or_(a).without(a.and_(b))), found_by(searcher, a.without(b).or_(b.without(a))));
    EXPECT_EQ(found_by(searcher, Query::parse(a.without(b).to_string())), rest);
    SearchOptions filtered;
    filtered.match = Match::all;
    filtered.map = false;
    filtered.filters = {b};
    EXPECT_EQ(searcher.search(a, filtered).total, both.size());
    matching += in_a.empty() ? 0 : 1;
  }
  EXPECT_GT(matching, 100);
}

TEST(Query, ResultsReferToItsText) {
  TestIndex index;
  index.add(sample_documents());
  const Searcher searcher(index.path());
  const Query query = Query::parse("lupus OR xyzzy").and_(Query::parse("mouse[tii]"));
  const Results results = searcher.search(query);
  EXPECT_EQ(results.query, query.text());
  ASSERT_EQ(results.diagnostics.size(), 1u);
  EXPECT_EQ(results.diagnostics[0].code, "unknown-field");
  EXPECT_EQ(query.text().substr(results.diagnostics[0].start), "[tii]");
  EXPECT_EQ(searcher.lint(query), results.diagnostics);
  SearchOptions plain;
  plain.plain = true;
  EXPECT_THROW(searcher.search(query, plain), Error);
}

}  // namespace
}  // namespace il2search
