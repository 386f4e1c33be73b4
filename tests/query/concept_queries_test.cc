// Concepts in queries: narrower concepts, exact matches, names, settings, provenance and mentions, and the diagnostics
// about them.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/query/sample_vocabulary.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

Entity carried(const char* curie, EntityType type, Provenance provenance, std::uint32_t mentions = 0,
               const char* name = "") {
  Entity entity;
  entity.id = curie;
  entity.vocabulary = entity.id.substr(0, entity.id.find(':'));
  entity.type = type;
  entity.name = name;
  entity.provenance = provenance;
  entity.mentions = mentions;
  return entity;
}

Document paper(const char* number, std::vector<Entity> entities) {
  Document document;
  document.id = std::string("T:") + number;
  document.title = "A paper about something";
  document.entities = std::move(entities);
  return document;
}

std::vector<Document> concept_papers() {
  using enum EntityType;
  using enum Provenance;
  Entity main_point = carried("MESH:D008181", other, indexed, 0, "Lupus Nephritis");
  main_point.major = true;
  main_point.qualifiers = {{"drug therapy", "Q000188", false}};
  Entity only_name;
  only_name.name = "Lupus Nephritis";
  only_name.provenance = indexed;
  only_name.qualifiers = {{"drug therapy", "", false}};
  return {
      paper("1", {main_point}),
      paper("2", {carried("MONDO:0005556", disease, annotated, 3)}),
      paper("3", {carried("MESH:D009393", other, indexed, 0, "Nephritis")}),
      paper("4", {carried("MESH:D008180", other, indexed, 0, "Lupus Erythematosus, Systemic")}),
      paper("5", {carried("DOID:0080162", disease, annotated)}),
      paper("6", {carried("NCBIGene:3558", gene, tagged, 2, "IL2")}),
      paper("7", {only_name}),
      paper("8", {carried("MONDO:0000777", disease, annotated)}),
      paper("9", {carried("MESH:D008181", disease, tagged, 1)}),
      paper("10", {carried("MESH:C000999", chemical, listed, 0, "Inventinib")}),
      paper("11", {carried("NCBIGene:3558", gene, annotated, 1, "IL2")}),
      paper("12", {carried("MESH:D007674", disease, listed)}),
      paper("13", {carried("MONDO:0007179", disease, annotated), carried("MONDO:0007915", disease, annotated, 1)}),
      paper("14", {carried("HP:0000123", disease, annotated, 0, "Nephritis")}),
  };
}

// The sample vocabulary and a symptom with the name of a heading.
std::vector<VocabularyPart> concept_vocabulary() {
  std::vector<VocabularyPart> parts = sample_vocabulary();
  Concept symptom;
  symptom.id = "HP:0000123";
  symptom.vocabulary = "HP";
  symptom.type = EntityType::disease;
  symptom.label = "Nephritis";
  parts.push_back({"obo-hp", "2026", "hp.obo", {symptom}, {}, {}});
  return parts;
}

// Ids without "T:", in numerical order.
std::string numbers_of(const Results& results) {
  std::vector<int> numbers;
  for (const Hit& hit : results.hits) numbers.push_back(std::stoi(hit.id.substr(2)));
  std::sort(numbers.begin(), numbers.end());
  std::string out;
  for (const int number : numbers) out += (out.empty() ? "" : " ") + std::to_string(number);
  return out;
}

std::string codes_of(const Results& results) {
  std::string out;
  for (const Diagnostic& diagnostic : results.diagnostics) out += (out.empty() ? "" : " ") + diagnostic.code;
  return out;
}

struct Row {
  const char* query;
  const char* numbers;
  const char* codes = "";
};

class ConceptQueries : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    {
      WriterOptions options;
      options.jobs = 1;
      options.tag = false;
      IndexWriter writer(index_->path(), options);
      int count = 0;
      for (const Document& document : concept_papers()) {
        writer.add(document);
        if (++count % 5 == 0) writer.publish();  // several segments
      }
      writer.publish();
    }
    without_ = new TestIndex;
    without_->add(concept_papers());
    publish_vocabulary(index_->path(), concept_vocabulary());
  }
  static void TearDownTestSuite() {
    delete index_;
    delete without_;
    index_ = without_ = nullptr;
  }
  static Results search(const std::string& query, SearchOptions options = {}) {
    options.limit = 100;
    return Searcher(index_->path()).search(query, options);
  }
  static void expect_rows(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      const Results results = search(row.query);
      EXPECT_EQ(numbers_of(results), row.numbers) << row.query;
      EXPECT_EQ(codes_of(results), row.codes) << row.query;
    }
  }
  static TestIndex* index_;
  static TestIndex* without_;  // no vocabulary
};
TestIndex* ConceptQueries::index_ = nullptr;
TestIndex* ConceptQueries::without_ = nullptr;

// D008181 is narrower than D008180 and an exact match of MONDO:0005556, which is one of DOID:0080162. Paper 7 has only
// the name of D008181.
TEST_F(ConceptQueries, Explosion) {
  expect_rows({{"mesh:D008181", "1 2 5 7 9"},
               {"MESH:D008181", "1 2 5 7 9"},
               {"entity:MESH:D008181", "1 2 5 7 9"},
               {"MONDO:0005556", "1 2 5 7 9"},
               {"disease:MONDO:0005556", "1 2 5 7 9"},
               {"mondo:5556", "1 2 5 7 9"},
               {"mesh:D008180", "1 2 4 5 7 9 13"},
               {"D008180[mh:noexp]", "4 13"},
               {"MESH:D008180[entity:noexp]", "4 13"},
               {"0007915[mondo:noexp]", "4 13"},
               {"D001327[mh]", "1 2 4 7 9 13"},
               {"D001327[mh:explode=1]", "4 13"},
               {"D001327[mh:explode=2]", "1 2 4 7 9 13"},
               {"D001327[mh:explode=0]", "", "unknown-heading"},
               {"mesh:D001327 explode:1", "4 13"},
               {"D001327[mh:explode=2] explode:1", "1 2 4 7 9 13"},
               {"mesh:D009393", "1 2 3 7 9 10"},
               {"D008181[majr]", "1"},
               {"D009393[majr]", "1"},
               {"D009393[majr:noexp]", "", "unknown-heading"},
               {"D009393/dt[mh]", "1 7"},
               {"Nephritis/drug therapy[mh]", "1 7"},
               {"D009393/dt[majr]", "1"},
               {"D009393/dt[mh:noexp]", "", "unknown-heading"},
               {"disease:inventinib OR mesh:D009393 NOT mesh:D008181", "3 10", "unknown-name mixed-operators"}});
}

TEST_F(ConceptQueries, TreeNumbers) {
  expect_rows({{"mesh:C12", "1 2 3 7 9 10 12"},
               {"mesh:c12.777.419.570", "1 2 3 7 9 10"},
               {"mesh:C", "1 2 3 4 7 9 10 12 13"},
               {"C[majr]", "1"},
               {"C12.777.419[mh:noexp]", "12"},
               {"C12.777.419[mh:explode=1]", "3 12"},
               {"C12.777.419[mh:explode=2]", "3 10 12"},
               {"mesh:Z99", "", "unknown-heading"}});
}

TEST_F(ConceptQueries, Bridge) {
  expect_rows({{"DOID:0080162", "1 2 5 7 9"},
               {"DOID:0080162[entity:noexp]", "1 2 5 7 9"},
               {"MONDO:0000777", "1 2 4 5 7 8 9 13", "replaced-id"},
               {"0000777[mondo:noexp]", "4 8 13", "replaced-id"}});
}

TEST_F(ConceptQueries, Names) {
  expect_rows({{"\"lupus nephritis\"[mh]", "1 2 5 7 9"},
               {"mesh:\"Glomerulonephritis, Lupus\"", "1 2 5 7 9"},
               {"mondo:\"lupus nephritis\"", "1 2 5 7 9"},
               {"disease:\"lupus nephritis\"", "1 2 5 7 9"},
               {"entity:\"lupus nephritis\"", "1 2 5 7 9"},
               {"\"lupus nephritis\"[mh:noexp]", "1 2 7 9"},
               {"mesh:\"renal lupus\"", "1 2 5 7 9", "loose-name"},
               {"disease:nephritis", "1 2 3 7 9 10 14", "ambiguous-name"},
               {"mesh:nephritis", "1 2 3 7 9 10"},
               {"mondo:\"disseminated lupus\"", "1 2 4 5 7 8 9 13", "replaced-id"},
               {"gene:IL2", "6 11"},
               {"gene:il2", "6 11"},
               {"gene:TCGF", "6 11"},
               {"gene:\"interleukin 2\"", "6 11"},
               {"chemical:inventinib", "10"},
               {"disease:inventinib", "", "unknown-name"},
               {"mesh:lupsu", "", "unknown-heading"}});
}

TEST_F(ConceptQueries, ProvenanceAndMentions) {
  expect_rows({{"tagged:NCBIGene:3558", "6"},
               {"annotated:NCBIGene:3558", "11"},
               {"tagged:MESH:D009393", "9"},
               {"annotated:MESH:D009393", "1 2 3 7 10"},
               {"tagged:IL2", "6"},
               {"annotated:IL2", "11"},
               {"gene:3558 provenance:tagged", "6"},
               {"provenance:listed mesh:D007674", "10 12"},
               {"mesh:D007674 provenance:indexed", "1 3 7"},
               {"mesh:D007674 provenance:indexed,listed", "1 3 7 10 12"},
               {"mesh:D007674 provenance:(indexed listed)", "1 3 7 10 12"},
               {"gene:3558 provenance:indexed,annotated,listed", "11"},
               {"D008181[majr] provenance:indexed", "1"},
               {"D008181[majr] provenance:tagged", ""},
               {"D008181/dt[mh] provenance:indexed", "1 7"},
               {"gene:3558 min_mentions:2", "6"},
               {"gene:3558 min_mentions:1", "6 11"},
               {"gene:IL2 min_mentions:3", ""},
               {"mondo:0007179 min_mentions:2", "2 13"},
               {"mondo:0007179 min_mentions:2 explode:0", ""},
               {"gene:3558 min_mentions:2 provenance:annotated", ""},
               {"tagged:NCBIGene:3558 provenance:listed", "", "contradictory-provenance"}});
}

TEST_F(ConceptQueries, Settings) {
  expect_rows({{"explode:2", "", "empty-query"},
               {"(explode:2 min_mentions:2)", "", "empty-query"},
               {"gene:3558 OR explode:2", "", "misplaced-setting"},
               {"gene:3558 NOT explode:2", "", "misplaced-setting"},
               {"(gene:3558 AND explode:2) OR paper", "", "misplaced-setting"},
               {"explode:2 NOT paper", "", "nothing-to-subtract"},
               {"gene:3558 min_mentions:2 NOT mesh:D008181", "6"},
               {"(gene:3558 AND (min_mentions:2 AND paper))", "6"},
               {"2[min_mentions] gene:3558", "6"},
               {"provenance:tagged paper", "1 2 3 4 5 6 7 8 9 10 11 12 13 14", "setting-without-effect"},
               {"gene:3558 explode:x", "", "invalid-setting"},
               {"gene:3558 explode:-1", "", "invalid-setting"},
               {"gene:3558 explode:9999999", "", "invalid-setting"},
               {"gene:3558 provenance:guessed", "", "invalid-setting"},
               {"gene:3558 provenance:(tagged OR listed)", "", "invalid-setting"},
               {"gene:3558 explode:1 explode:2", "", "repeated-setting"},
               {"gene:3558 provenance:tagged provenance:listed", "", "repeated-setting"},
               {"gene:3558[entity:explode=x]", "", "two-fields"},
               {"3558[gene:explode=x]", "", "unknown-modifier"},
               {"lupus[ti:explode=2]", "", "unknown-modifier"}});
}

struct OptionRow {
  SearchOptions options;
  const char* query;
  const char* numbers;
  const char* interpreted;
};

TEST_F(ConceptQueries, OptionsWorkLikeSettings) {
  SearchOptions no_explode;
  no_explode.explode_levels = 0;
  SearchOptions one_level;
  one_level.explode_levels = 1;
  SearchOptions close;
  close.close_matches = true;
  SearchOptions tagged;
  tagged.provenance = {Provenance::tagged, Provenance::listed};
  SearchOptions twice;
  twice.min_mentions = 2;
  SearchOptions filters;
  filters.filters = {Query::field("mesh", "D009393"), Query::field("mondo", "lupus nephritis")};
  const OptionRow rows[] = {
      {no_explode, "mesh:D008180", "4 13", "mesh:D008180 AND explode:0"},
      {no_explode, "mesh:D001327 explode:1", "4 13", "mesh:D001327 AND explode:1"},
      {one_level, "mesh:D001327", "4 13", "mesh:D001327 AND explode:1"},
      {close, "MONDO:0005556", "1 2 3 5 7 9", "MONDO:0005556"},
      {tagged, "mesh:D007674", "9 10 12", "mesh:D007674 AND provenance:tagged,listed"},
      {tagged, "mesh:D007674 provenance:indexed", "1 3 7", "mesh:D007674 AND provenance:indexed"},
      {twice, "gene:3558", "6", "gene:3558 AND min_mentions:2"},
      {filters, "", "1 2 7 9", "mesh:\"D009393\" AND mondo:\"lupus nephritis\""},
      {filters, "explode:0", "", "mesh:\"D009393\" AND mondo:\"lupus nephritis\" AND explode:0"},
  };
  for (const OptionRow& row : rows) {
    const Results results = search(row.query, row.options);
    EXPECT_EQ(numbers_of(results), row.numbers) << row.query << " " << row.interpreted;
    EXPECT_EQ(results.interpreted, row.interpreted);
    EXPECT_EQ(numbers_of(search(results.interpreted)), row.options.close_matches ? "1 2 5 7 9" : row.numbers);
  }
}

std::string only_message(const Results& results) {
  if (results.diagnostics.size() != 1) return "not one diagnostic: " + codes_of(results);
  const Diagnostic& diagnostic = results.diagnostics.front();
  return diagnostic.message + " / " + diagnostic.hint;
}

TEST_F(ConceptQueries, MessagesNameConcepts) {
  EXPECT_EQ(only_message(search("mondo:0000777")),
            "MONDO:0000777 (disseminated lupus) is obsolete, replaced by MONDO:0007915 (systemic lupus "
            "erythematosus); all of them are searched. / ");
  EXPECT_EQ(only_message(search("disease:nephritis")),
            "“nephritis” names several concepts, and all are searched: HP:0000123 (Nephritis), MESH:D009393 "
            "(Nephritis). / Write the identifier of the one you mean.");
  EXPECT_EQ(only_message(search("mesh:\"renal lupus\"")),
            "“renal lupus” is a related name of MESH:D008181 (Lupus Nephritis), which is searched instead. / ");
  EXPECT_EQ(only_message(search("mesh:D123456")),
            "No document has the heading “mesh:D123456”, and no loaded vocabulary has it. / ");
  EXPECT_EQ(only_message(search("mesh:D005921[mh]")),
            "The term already has a field. / Give it one field, or join two terms, as in lupus[ti] OR lupus[mh].");
  EXPECT_EQ(only_message(search("gene:3559")), "No document has the identifier “gene:3559”. / ");
  const std::string near = only_message(search("mesh:nefritis"));
  EXPECT_NE(near.find("Did you mean"), std::string::npos) << near;
  EXPECT_NE(near.find("MESH:D009393"), std::string::npos) << near;
}

TEST_F(ConceptQueries, MessagesNameFilters) {
  SearchOptions options;
  options.filters = {Query::field("mesh", "D123456")};
  EXPECT_EQ(only_message(search("paper", options)),
            "No document has the heading “D123456”, and no loaded vocabulary has it. / ");
}

TEST_F(ConceptQueries, ExplainNamesMappings) {
  SearchOptions options;
  options.explain = true;
  const Results results = search("mesh:D008180", options);
  EXPECT_EQ(results.explanation->resolved,
            "{E:DOID:0080162 | E:MESH:D008180 | E:MESH:D008181 | E:MONDO:0005556 | E:MONDO:0007915 | Hlupus "
            "erythematosus systemic | Hlupus nephritis}\n"
            "MESH:D008180 Lupus Erythematosus, Systemic: 1 narrower\n"
            "  exact: MONDO:0007915 systemic lupus erythematosus (mondo)\n"
            "  exact: DOID:0080162 (mondo)");
  EXPECT_EQ(search("mesh:C12", options).explanation->resolved.find("C12: 4 headings"),
            search("mesh:C12", options).explanation->resolved.find('\n') + 1);
}

TEST_F(ConceptQueries, WithoutVocabularyIdsStandForThemselves) {
  const Searcher searcher(without_->path());
  const auto numbers = [&](const char* query) { return numbers_of(searcher.search(query)); };
  EXPECT_EQ(numbers("mesh:D008181"), "1 9");
  EXPECT_EQ(numbers("mesh:D008180"), "4");
  EXPECT_EQ(numbers("\"lupus nephritis\"[mh]"), "1 7");
  EXPECT_EQ(numbers("mesh:C12"), "");
  EXPECT_EQ(codes_of(searcher.search("mesh:C12")), "unknown-heading");
}

TEST_F(ConceptQueries, LongListsAreWalkedTogether) {
  std::string query = "MESH:D008181";
  for (int i = 0; i < 1000; ++i) query += " OR MESH:D9" + std::to_string(10000 + i);
  const Results results = search(query);
  EXPECT_EQ(numbers_of(results), "1 2 5 7 9");
  EXPECT_EQ(results.diagnostics.size(), 101u);
  EXPECT_EQ(results.diagnostics.front().code, "unknown-heading");
  EXPECT_EQ(results.diagnostics.back().code, "more-problems");
  EXPECT_EQ(numbers_of(search("paper AND (" + query + ")")), "1 2 5 7 9");
  EXPECT_EQ(numbers_of(search("mesh:C NOT (" + query + ")")), "3 4 10 12 13");
}

TEST_F(ConceptQueries, TokensBelongToOneSetOfOptions) {
  SearchOptions options;
  options.limit = 1;
  const Searcher searcher(index_->path());
  const Results first = searcher.search("mesh:C", options);
  ASSERT_FALSE(first.next.empty());
  for (const auto change :
       {+[](SearchOptions& o) { o.explode_levels = 1; }, +[](SearchOptions& o) { o.min_mentions = 2; },
        +[](SearchOptions& o) { o.close_matches = true; },
        +[](SearchOptions& o) { o.provenance = {Provenance::tagged}; }}) {
    SearchOptions other = options;
    other.after = first.next;
    EXPECT_NO_THROW(searcher.search("mesh:C", other));
    change(other);
    EXPECT_THROW(searcher.search("mesh:C", other), Error);
  }
}

}  // namespace
}  // namespace il2search
