// document_terms(): the terms, values and token stream of a document. schema/field_table.h has the prefixes.
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/documents/document_limits.h"
#include "indexer/documents/document_terms.h"
#include "indexer/documents/term_bag.h"
#include "schema/field_table.h"
#include "schema/identifiers.h"
#include "schema/value_slots.h"
#include "storage/token_stream.h"
#include "tests/schema/filled_document.h"

namespace il2search {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;
using testing::Pair;

// A copy of the result of document_terms().
struct Terms {
  std::map<std::string, std::uint32_t> terms;
  std::set<std::string> words;
  std::map<unsigned, std::string> values;
  std::vector<std::pair<Region, std::vector<std::string>>> runs;  // "" for a gap
  std::uint64_t dropped_words = 0;
};

Terms terms_of(const Document& document, const Origin& origin = {}) {
  DocumentAnalyzer analyzer;
  const DocumentTerms& given = analyzer.document_terms(document, origin);
  Terms result;
  for (const TermFrequency& t : given.terms)
    EXPECT_TRUE(result.terms.emplace(t.term, t.wdf).second) << t.term << " occurs twice";
  for (const Word& word : given.words)
    EXPECT_TRUE(result.words.emplace(word.text).second) << word.text << " occurs twice";
  for (const SlotValue& v : given.values) EXPECT_TRUE(result.values.emplace(v.slot, v.value).second) << v.slot;
  RegionReader reader(given.tokens);
  std::vector<std::uint32_t> numbers;
  while (reader.next()) {
    auto& words = result.runs.emplace_back(reader.region(), std::vector<std::string>{}).second;
    decode_words(reader.codes(), numbers);
    for (const std::uint32_t n : numbers) words.emplace_back(n == kNoWord ? "" : given.words.at(n - 1).text);
  }
  result.dropped_words = given.dropped_words;
  return result;
}

std::vector<std::string> names(const std::map<std::string, std::uint32_t>& terms) {
  std::vector<std::string> result;
  for (const auto& [term, wdf] : terms) result.push_back(term);
  return result;
}

Entity entity_of(const std::string& id, const std::string& name, EntityType type, Provenance provenance) {
  Entity entity;
  entity.id = id;
  entity.vocabulary = id.substr(0, id.find(':'));
  entity.name = name;
  entity.type = type;
  entity.provenance = provenance;
  return entity;
}

TEST(DocumentTerms, TitleWordsCountMore) {
  Document document;
  document.title = "Nephritis";
  document.abstract = {{"AIM", "Nephritis and cells"}};
  const Terms terms = terms_of(document);
  const std::string in_title = "Z" + std::string(field(FieldId::title).term_prefix) + "nephriti";
  EXPECT_THAT(terms.terms, Contains(Pair("Znephriti", kTitleWeight + 1)));
  EXPECT_THAT(terms.terms, Contains(Pair(in_title, 1u)));
  EXPECT_THAT(terms.terms, Contains(Pair("Zcell", 1u)));
  EXPECT_THAT(terms.terms, Contains(Pair("Zaim", 1u)));
  EXPECT_THAT(terms.words, ElementsAre("aim", "and", "cells", "nephritis"));
}

TEST(DocumentTerms, TokenStreamHasTheWordsOfEachTextInOrder) {
  Document document;
  document.title = "Low-dose IL-2";
  document.abstract = {{"AIM", "Cells"}, {"", "Cells"}};
  document.keywords = {"lupus", "renal flare"};
  const Terms terms = terms_of(document);
  const auto run = [](Region region, const std::vector<std::string>& words) { return std::pair(region, words); };
  EXPECT_THAT(terms.runs, ElementsAre(run(Region::title, {"low", "dose", "il", "2"}), run(Region::abstract, {"aim"}),
                                      run(Region::abstract, {"cells"}), run(Region::abstract, {"cells"}),
                                      run(Region::keyword, {"lupus"}), run(Region::keyword, {"renal", "flare"})));
  EXPECT_THAT(names(terms.terms), IsSupersetOf({"il2", "lowdose"}));
}

TEST(DocumentTerms, WordsTooLongToBeTermsKeepTheirPosition) {
  Document document;
  document.title = "before " + std::string(300, 'x') + " later";
  const Terms terms = terms_of(document);
  EXPECT_THAT(terms.runs, ElementsAre(Pair(Region::title, ElementsAre("before", "", "later"))));
  EXPECT_EQ(terms.dropped_words, 1u);
  EXPECT_THAT(terms.words, ElementsAre("before", "later"));
}

// How [tiab] and [abstract] exclude words that occur elsewhere. One row per text with the word "flare".
struct Marker {
  const char* what;
  bool in_title, in_abstract, in_heading;
  bool expects_outside_tiab, expects_outside_abstract;
};

TEST(DocumentTerms, MarksStemsThatOccurOnlyElsewhere) {
  const Marker rows[] = {
      {"title", true, false, false, false, true},
      {"abstract", false, true, false, false, false},
      {"heading", false, false, true, true, false},
      {"title and abstract", true, true, false, false, false},
      {"title and heading", true, false, true, false, true},
      {"abstract and heading", false, true, true, false, false},
  };
  for (const Marker& row : rows) {
    Document document;
    if (row.in_title) document.title = "flare";
    if (row.in_abstract) document.abstract = {{"", "flare"}};
    if (row.in_heading) document.entities = {entity_of("MESH:D1", "flare", EntityType::disease, Provenance::indexed)};
    const Terms terms = terms_of(document);
    EXPECT_EQ(terms.terms.contains(std::string(prefix::only_outside_tiab) + "flare"), row.expects_outside_tiab)
        << row.what;
    EXPECT_EQ(terms.terms.contains(std::string(prefix::only_outside_abstract) + "flare"), row.expects_outside_abstract)
        << row.what;
  }
}

TEST(DocumentTerms, MarkersAndFieldsShareNoPrefix) {
  for (const Field& f : field_table()) {
    if (f.kind != FieldKind::text) continue;
    const std::string own = std::string(prefix::stem) + std::string(f.term_prefix);
    EXPECT_NE(own, prefix::only_outside_tiab) << f.name;
    EXPECT_NE(own, prefix::only_outside_abstract) << f.name;
  }
}

TEST(DocumentTerms, FullTextAndAffiliationsAreNotInTheCombinedList) {
  Document document;
  document.body = {{"Setting", "methods", "Kidneys were weighed"}};
  document.authors.resize(1);
  document.authors[0].affiliation = "Institute";
  document.conflict_of_interest = "Honoraria";
  const std::vector<std::string> terms = names(terms_of(document).terms);
  for (const char* word : {"Zkidney", "Zset", "Zinstitut", "Zhonoraria"}) EXPECT_THAT(terms, Not(Contains(word)));
  const std::string body = "Z" + std::string(field(FieldId::body).term_prefix);
  const std::string affiliation = "Z" + std::string(field(FieldId::affiliation).term_prefix);
  EXPECT_THAT(terms, IsSupersetOf({body + "kidney", body + "set", affiliation + "institut"}));
}

TEST(DocumentTerms, IdentifiersAreWholeTerms) {
  Document document;
  document.id = "PMID:7";
  document.pmid = "7";
  document.pmcid = "PMC9";
  document.doi = "10.1/Ab";
  document.url = "https://example.org/ A";
  document.other_ids = {{"pii", "S 12-X"}, {"rn", "0 "}};
  EXPECT_THAT(names(terms_of(document).terms), IsSupersetOf({"QPMID:7", "I:PMID:7", "I:PMCID:PMC9", "I:DOI:10.1/ab",
                                                             "I:url:https://example.org/a", "I:pii:s12-x"}));
}

TEST(DocumentTerms, TheLongestIdIsNotCut) {
  Document document;
  document.id = "FILE:" + std::string(kMaxIdBytes - 5, 'x');
  EXPECT_THAT(names(terms_of(document).terms), IsSupersetOf({"Q" + document.id, "I:" + document.id}));
}

TEST(DocumentTerms, PeopleAreFoundByLastNameAndInitials) {
  Document document;
  document.authors.resize(5);
  document.authors[0] = {"M\xc3\xbcller", "Jens", "J", "", "", "", "0000-0002-1825-0097"};
  document.authors[1] = {"O'Brien", "", "", "", "", "", ""};
  document.authors[2] = {"Brunserud", "", "Ø", "", "", "", ""};
  document.authors[3] = {"Quollson", "", "AE", "", "", "", ""};
  document.authors[4].collective = "Trial Records Group";
  const auto with = [](FieldId id, const std::string& value) { return std::string(field(id).term_prefix) + value; };
  EXPECT_THAT(
      names(terms_of(document).terms),
      IsSupersetOf({with(FieldId::author, "muller j"), with(FieldId::full_author, "muller jens"),
                    with(FieldId::author, "obrien"), with(FieldId::author, "brunserud o"),
                    with(FieldId::author, "quollson ae"), with(FieldId::corporate_author, "trial records group"),
                    with(FieldId::first_author, "muller j"), with(FieldId::last_author, "trial records group"),
                    with(FieldId::orcid, "0000-0002-1825-0097")}));
}

TEST(DocumentTerms, HeadingsGiveIdsNamesAndSubheadings) {
  Document document;
  document.entities = {entity_of("MESH:D008181", "Lupus Nephritis", EntityType::disease, Provenance::indexed)};
  document.entities[0].major = true;
  document.entities[0].qualifiers = {{"drug therapy", "Q000188", true}};
  document.entities.push_back(entity_of("", "Mycophenolate", EntityType::chemical, Provenance::listed));
  document.entities.push_back(entity_of("", "Calcium", EntityType::chemical, Provenance::indexed));
  const std::vector<std::string> terms = names(terms_of(document).terms);
  EXPECT_THAT(terms, IsSupersetOf({"E:MESH:D008181", "EM:MESH:D008181", "EQ:MESH:D008181/Q000188", "Hlupus nephritis",
                                   "HM:lupus nephritis", "HQ:lupus nephritis/drug therapy", "XSHdrug therapy",
                                   "XSHq000188", "XNDlupus nephritis", "XNCmycophenolate"}));
  EXPECT_THAT(terms, Not(Contains("Hmycophenolate"))) << "a substance is not a heading";
  EXPECT_THAT(terms, Contains("Hcalcium")) << "a heading that is also a substance is a heading";
  EXPECT_THAT(terms, Contains("XNCcalcium"));
}

TEST(DocumentTerms, EntitiesOfOtherVocabulariesAreNotHeadings) {
  Document document;
  document.entities = {entity_of("NCBIGene:3558", "IL2", EntityType::gene, Provenance::annotated)};
  document.entities[0].aliases = {"interleukin 2"};
  const std::vector<std::string> terms = names(terms_of(document).terms);
  EXPECT_THAT(terms, IsSupersetOf({"E:NCBIGene:3558", "Nil 2", "XNGil 2", "XNGinterleukin 2"}));
  EXPECT_THAT(terms, Not(Contains(testing::StartsWith("H"))));
}

TEST(DocumentTerms, FlagsTellWhatADocumentHas) {
  Document document;
  document.abstract = {{"AIM", "text"}};
  document.status.retracted = true;
  document.dates.published = {2024, 0, 0};
  const std::vector<std::string> terms = names(terms_of(document).terms);
  EXPECT_THAT(terms, IsSupersetOf({"Fhasabstract", "Fhasstructuredabstract", "Fretracted", "Y2024"}));
  EXPECT_THAT(terms, Not(Contains("Fpreprint")));
}

TEST(DocumentTerms, EveryFlagIsInTheFieldTable) {
  std::set<std::string> known;
  for (const Flag& flag : flag_table()) known.insert("F" + std::string(flag.name));
  test::FilledDocuments documents(1);
  for (int i = 0; i < 100; ++i) {
    for (const std::string& term : names(terms_of(documents.next()).terms)) {
      EXPECT_TRUE(!term.starts_with("F") || known.contains(term)) << term;
    }
  }
}

TEST(DocumentTerms, ValuesOfSortKeysAndPrecedence) {
  Document document;
  document.id = "PMID:7";
  document.title = "Zebra";
  document.version = 2;
  document.dates.published = {2024, 2, 0};
  const std::map<unsigned, std::string> values = terms_of(document, {202600001, 5}).values;
  const auto value = [&](Slot slot) {
    const auto found = values.find(static_cast<unsigned>(slot));
    return found == values.end() ? std::string("none") : found->second;
  };
  EXPECT_EQ(value(Slot::id), "PMID:7");
  EXPECT_EQ(value(Slot::title_key), "zebra");
  EXPECT_EQ(value(Slot::journal_key), "none");
  EXPECT_EQ(value(Slot::published), pack_date({2024, 2, 0}));
  EXPECT_EQ(unpack_precedence(value(Slot::precedence)), (Precedence{2, 202600001}));
  EXPECT_EQ(unpack_u32(value(Slot::source)), 5u);
  EXPECT_EQ(value(Slot::revised), "none");
}

TEST(DocumentTerms, ADocumentWithoutOriginHasNoValueForIt) {
  Document document;
  document.id = "PMID:7";
  EXPECT_THAT(terms_of(document).values, ElementsAre(Pair(0u, "PMID:7")));
}

TEST(DateValue, OrderOfBytesIsOrderOfDates) {
  const Date dates[] = {{1, 0, 0},    {1, 1, 1},     {1999, 12, 31}, {2000, 0, 0},
                        {2000, 1, 0}, {2000, 1, 31}, {2000, 2, 1},   {9999, 12, 31}};
  for (std::size_t i = 1; i < std::size(dates); ++i) EXPECT_LT(pack_date(dates[i - 1]), pack_date(dates[i])) << i;
  for (const Date& none :
       {Date{0, 1, 1}, Date{-5, 1, 1}, Date{10'000, 1, 1}, Date{2000, 13, 1}, Date{2000, 1, 32}, Date{2000, -1, 0}})
    EXPECT_EQ(pack_date(none), "");
}

// If Xapian rejects a document, all documents since its last commit are lost.
TEST(DocumentTerms, XapianAcceptsTheTermsOfHostileDocuments) {
  test::FilledDocuments documents(2);
  for (int i = 0; i < 300; ++i) {
    Document document = documents.next();
    document.url = std::string(500, '\0') + "x";
    document.languages.push_back(std::string(500, '\0'));
    document.doi = std::string(120, '\0') + std::string(500, 'y');
    document.pmid = std::string(1, '\0');
    for (const auto& [term, wdf] : terms_of(document).terms) {
      const auto nuls = static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
      ASSERT_LE(term.size() + nuls, 245u);
      ASSERT_FALSE(term.empty());
    }
  }
}

TEST(DocumentTerms, IsPure) {
  test::FilledDocuments documents(3);
  DocumentAnalyzer analyzer;
  for (int i = 0; i < 50; ++i) {
    const Document document = documents.next();
    const Terms expected = terms_of(document);
    analyzer.document_terms(documents.next(), {});
    const DocumentTerms& again = analyzer.document_terms(document, {});
    ASSERT_EQ(again.terms.size(), expected.terms.size());
    for (const TermFrequency& t : again.terms) ASSERT_EQ(t.wdf, expected.terms.at(std::string(t.term))) << t.term;
  }
}

TEST(Precedence, DecidesByVersionThenNlmFileThenOrder) {
  struct Row {
    Precedence earlier, later;
    bool replaces;
  };
  const Row rows[] = {
      {{1, 0}, {1, 0}, true},  {{2, 0}, {1, 0}, false}, {{1, 0}, {2, 0}, true}, {{1, 5}, {1, 4}, false},
      {{1, 5}, {1, 5}, true},  {{1, 5}, {1, 6}, true},  {{1, 5}, {1, 0}, true}, {{1, 0}, {1, 5}, true},
      {{2, 5}, {1, 6}, false}, {{1, 6}, {2, 5}, true},  {{0, 0}, {1, 0}, true}, {{1, 0}, {0, 9}, false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(row.later.replaces(row.earlier), row.replaces)
        << row.earlier.version << "/" << row.earlier.nlm_file << " then " << row.later.version << "/"
        << row.later.nlm_file;
    EXPECT_EQ(unpack_precedence(pack(row.later)), row.later);
  }
  EXPECT_EQ(pack(Precedence{}), "");
  EXPECT_EQ(unpack_precedence("odd"), Precedence{});
}

TEST(DocumentLimits, FootprintCountsEveryText) {
  Document document;
  const std::uint64_t empty = footprint(document);
  document.tldr = std::string(1'000'000, 'x');
  document.entities.resize(1);
  document.entities[0].aliases = {std::string(1'000'000, 'x')};
  document.extra = {{"a", std::string(1'000'000, 'x')}};
  EXPECT_GT(footprint(document), empty + 3'000'000);
  EXPECT_LT(footprint(document), empty + 3'010'000);
}

TEST(DocumentLimits, FindsInvalidUtf8InAnyMember) {
  test::FilledDocuments documents(4);
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(is_all_utf8(documents.next()));
  for_each_member<Document>([&](const auto& member) {
    Document document;
    if constexpr (std::is_same_v<std::decay_t<decltype(document.*(member.pointer))>, std::string>) {
      document.*(member.pointer) = "a\xff";
      EXPECT_FALSE(is_all_utf8(document)) << member.name;
    }
  });
  Document document;
  document.entities.resize(1);
  document.entities[0].aliases = {"\xc3"};
  EXPECT_FALSE(is_all_utf8(document));
  document.entities.clear();
  document.extra = {{"a", "\xc3"}};
  EXPECT_FALSE(is_all_utf8(document));
}

TEST(DocumentLimits, TellsWhyATextCannotBeAnId) {
  EXPECT_EQ(id_error("PMID:1"), "");
  EXPECT_EQ(id_error("\xc3\xa9 with blanks"), "");
  EXPECT_EQ(id_error(std::string(kMaxIdBytes, 'x')), "");
  EXPECT_EQ(id_error(std::string(kMaxIdBytes + 1, 'x')), "the id is longer than 200 bytes");
  EXPECT_EQ(id_error(""), "there is no id");
  for (const char* id : {"a\nb", "\x1b[31m", "a\x7f"}) EXPECT_EQ(id_error(id), "the id holds control characters");
  EXPECT_EQ(id_error("a\xff"), "the id is not UTF-8");
}

}  // namespace
}  // namespace il2search
