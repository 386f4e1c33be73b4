// Concepts as an application sees them: lookup by id and name, their place in the hierarchy, counts, completion, names of
// entities in hits.
#include <il2search/searcher.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <il2search/json.h>
#include <il2search/text.h>

#include <nlohmann/json.hpp>

#include "query/concepts/concept_paths.h"
#include "storage/index_directory.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Texts = std::vector<std::string>;

class Concepts : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    index_->add(sample_concept_documents());
    index_->remove({"PMID:7"});
    publish_vocabulary(index_->path(), sample_vocabulary());
  }
  static void TearDownTestSuite() {
    delete index_;
    index_ = nullptr;
  }
  static Searcher searcher() { return Searcher(index_->path()); }
  static ConceptView one(const std::string& id) {
    const std::vector<ConceptView> found = searcher().find_concepts(id);
    EXPECT_EQ(found.size(), 1u) << id;
    return found.empty() ? ConceptView{} : found.front();
  }
  static TestIndex* index_;
};
TestIndex* Concepts::index_ = nullptr;

Texts ids_of(const std::vector<ConceptView>& views) {
  Texts ids;
  for (const ConceptView& view : views) ids.push_back(view.data.id);
  return ids;
}

Texts ids_of(const std::vector<ConceptSummary>& summaries) {
  Texts ids;
  for (const ConceptSummary& summary : summaries) ids.push_back(summary.id);
  return ids;
}

TEST_F(Concepts, IdsInAnySpellingAndNames) {
  struct Case {
    const char* typed;
    Texts ids;
  };
  const Case cases[] = {
      {"MESH:D008181", {"MESH:D008181"}},
      {"mesh:d008181", {"MESH:D008181"}},
      {"D008181", {"MESH:D008181"}},
      {"c000999", {"MESH:C000999"}},
      {" MONDO_0005556\n", {"MONDO:0005556"}},
      {"http://purl.obolibrary.org/obo/MONDO_0005556", {"MONDO:0005556"}},
      {"Gene:3558", {"NCBIGene:3558"}},
      {"DOID:0080162", {"MONDO:0005556"}},  // not loaded: the concept that maps to it
      {"Lupus Nephritis", {"MESH:D008181", "MONDO:0005556"}},
      {"lupus glomerulonephritis", {"MESH:D008181"}},
      {"il-2", {"NCBIGene:3558"}},
      {"TCGF", {"NCBIGene:3558"}},
      {"renal lupus", {"MESH:D008181"}},
      {"systemic lupus erythematosus", {"MONDO:0007915"}},  // a label there, a synonym in MeSH
      {"disseminated lupus", {"MONDO:0000777"}},
      {"PMID:1", {}},
      {"1", {}},
      {"MESH:D999999", {}},
      {"no such name", {}},
      {"", {}},
      {" \t", {}},
      {":", {}},
      {"\xff\xfe", {}},
  };
  const Searcher s = searcher();
  for (const Case& c : cases) EXPECT_EQ(ids_of(s.find_concepts(c.typed)), c.ids) << c.typed;
  EXPECT_THAT(s.find_concepts(std::string(1 << 20, 'x')), IsEmpty());
}

TEST_F(Concepts, CountsAreThoseOfQueries) {
  struct Case {
    const char* id;
    std::uint64_t documents;
    std::uint64_t all_documents;
  };
  const Case cases[] = {
      {"MESH:D008181", 3, 4},  // by id, by name, as MONDO:0005556; all_documents: also as DOID:0080162
      {"MONDO:0005556", 4, 4}, {"MESH:D009393", 1, 4},  {"MESH:D007674", 0, 4},  {"MESH:D001327", 0, 4},
      {"MONDO:0000001", 0, 5}, {"MONDO:0007915", 1, 5}, {"MONDO:0000777", 1, 5},  // its replacement counts
      {"NCBIGene:3558", 1, 1}, {"NCBIGene:3559", 0, 0},
  };
  const Searcher s = searcher();
  for (const Case& c : cases) {
    const ConceptView view = one(c.id);
    EXPECT_EQ(view.documents, c.documents) << c.id;
    EXPECT_EQ(view.all_documents, c.all_documents) << c.id;
    SearchOptions options;
    options.exact_total = true;
    EXPECT_EQ(s.search(c.id, options).total, view.all_documents) << c.id;
    options.explode_levels = 0;
    EXPECT_EQ(s.search(c.id, options).total, view.documents) << c.id;
  }
}

TEST_F(Concepts, PathsFollowTreeNumbers) {
  const ConceptView view = one("MESH:D008181");
  ASSERT_EQ(view.paths.size(), 2u);  // C12 and C13 go through the same headings
  EXPECT_THAT(ids_of(view.paths[0]), ElementsAre("MESH:D001327", "MESH:D008180"));
  EXPECT_THAT(ids_of(view.paths[1]), ElementsAre("MESH:D007674", "MESH:D009393", "MESH:D005921"));
  EXPECT_EQ(view.paths[1][1].label, "Nephritis");
  EXPECT_EQ(view.paths[1][1].documents, 1u);
  EXPECT_EQ(view.paths[1][1].all_documents, 4u);
  // Systemic lupus is also at C17.300.480, where no heading above it is loaded.
  EXPECT_EQ(one("MESH:D008180").paths.size(), 1u);
}

TEST_F(Concepts, PathsFollowParents) {
  const ConceptView view = one("MONDO:0005556");
  ASSERT_EQ(view.paths.size(), 2u);
  EXPECT_THAT(ids_of(view.paths[0]), ElementsAre("MONDO:0000001", "MONDO:0005240"));
  EXPECT_THAT(ids_of(view.paths[1]), ElementsAre("MONDO:0000001", "MONDO:0007179", "MONDO:0007915"));
  EXPECT_THAT(one("MONDO:0000001").paths, IsEmpty());
  const ConceptView substance = one("MESH:C000999");
  ASSERT_EQ(substance.paths.size(), 1u);
  EXPECT_THAT(ids_of(substance.paths[0]), ElementsAre("MESH:D007674", "MESH:D009393"));
}

TEST_F(Concepts, ChildrenByLabelAndDescendants) {
  const ConceptView nephritis = one("MESH:D009393");
  EXPECT_THAT(ids_of(nephritis.children), ElementsAre("MESH:D005921", "MESH:C000999"));
  EXPECT_EQ(nephritis.descendants, 3u);
  EXPECT_EQ(nephritis.children[0].all_documents, 3u);
  EXPECT_THAT(ids_of(one("MONDO:0000001").children), ElementsAre("MONDO:0007179", "MONDO:0005240"));
}

TEST_F(Concepts, MappingsInBothDirections) {
  Texts mesh;
  for (const MappedConcept& mapped : one("MESH:D008181").mappings) {
    mesh.push_back(mapped.other.id + " " + mapped.other.label + " " + to_string(mapped.predicate) + " " +
                   mapped.source);
  }
  EXPECT_THAT(mesh, ElementsAre("MONDO:0005556 lupus nephritis exact mondo"));
  const ConceptView mondo = one("MONDO:0005556");
  ASSERT_EQ(mondo.mappings.size(), 3u);
  EXPECT_EQ(mondo.mappings[0].other.id, "DOID:0080162");
  EXPECT_EQ(mondo.mappings[0].other.label, "");
  EXPECT_EQ(mondo.mappings[0].other.documents, 4u);
  EXPECT_EQ(mondo.mappings[2].other.id, "MESH:D009393");
  EXPECT_EQ(mondo.mappings[2].predicate, MappingPredicate::broad);
}

TEST_F(Concepts, ObsoleteWithSuccessors) {
  const ConceptView old = one("MONDO:0000777");
  EXPECT_TRUE(old.data.obsolete);
  EXPECT_THAT(ids_of(old.successors), ElementsAre("MONDO:0007915"));
  EXPECT_EQ(old.successors[0].label, "systemic lupus erythematosus");
  EXPECT_THAT(old.data.consider, ElementsAre("MONDO:0005556"));
}

TEST_F(Concepts, Completion) {
  struct Case {
    const char* beginning;
    CompletionOptions options;
    Texts names;  // name id documents
  };
  const Case cases[] = {
      {"lupus n", {10, ""}, {"Lupus Nephritis MESH:D008181 3", "lupus nephritis MONDO:0005556 4"}},
      {"lupus n", {1, ""}, {"Lupus Nephritis MESH:D008181 3"}},
      {"LUPUS N", {10, "mondo"}, {"lupus nephritis MONDO:0005556 4"}},
      {"interleukin", {10, "gene"}, {"interleukin 2 NCBIGene:3558 1", "interleukin 2 receptor NCBIGene:3559 0"}},
      {"interleukin", {10, "MESH"}, {}},
      {"interleukin", {0, ""}, {}},
      {"xyzzy", {10, ""}, {}},
      {"", {10, ""}, {}},
      {"  ", {10, ""}, {}},
      {"\xff", {10, ""}, {}},
  };
  const Searcher s = searcher();
  for (const Case& c : cases) {
    Texts names;
    for (const Completion& found : s.complete(c.beginning, c.options)) {
      names.push_back(found.name + " " + found.found.id + " " + std::to_string(found.found.documents));
    }
    EXPECT_EQ(names, c.names) << c.beginning << " " << c.options.vocabulary;
  }
  EXPECT_THAT(s.complete(std::string(1 << 20, 'x')), IsEmpty());
  EXPECT_THROW(s.complete("lupus", {1'001, ""}), Error);
  try {
    s.complete("interleukin", {10, "nonsense"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_EQ(error.hint(), "loaded: MESH, MONDO, NCBIGene");
  }
  try {
    s.complete("interleukin", {10, "\033[31m\xff"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(terminal_safe(error.what(), false), error.what());
  }
}

TEST_F(Concepts, SuggestionsForMistypedNames) {
  const std::vector<Completion> near = searcher().suggest("lupus nefritis");
  ASSERT_FALSE(near.empty());
  EXPECT_EQ(near.front().found.id, "MESH:D008181");
  EXPECT_THAT(searcher().suggest(""), IsEmpty());
}

TEST_F(Concepts, EntitiesOfHitsGetNamesAndIds) {
  const Results results = searcher().search("PMID:6");
  ASSERT_EQ(results.hits.size(), 1u);
  const std::vector<Entity>& entities = results.hits.front().entities;
  ASSERT_EQ(entities.size(), 3u);
  EXPECT_EQ(entities[0].name, "IL2");
  EXPECT_EQ(entities[1].id, "MESH:D008181");
  EXPECT_EQ(entities[1].vocabulary, "MESH");
  EXPECT_EQ(entities[1].name, "Lupus Nephritis");
  EXPECT_EQ(entities[2].id, "");
  EXPECT_EQ(searcher().document("PMID:6")->entities[0].name, "");  // the document itself is unchanged
}

TEST_F(Concepts, InfoNamesTheVocabularies) {
  EXPECT_THAT(searcher().info().vocabularies, ElementsAre("mesh", "mondo", "gene"));
}

TEST_F(Concepts, Json) {
  const Searcher s = searcher();
  const auto object = nlohmann::json::parse(to_json(s.find_concepts("D008181")));
  ASSERT_EQ(object["concepts"].size(), 1u);
  const auto& data = object["concepts"][0];
  EXPECT_EQ(data["id"], "MESH:D008181");
  EXPECT_EQ(data["vocabulary"], "MESH");
  EXPECT_EQ(data["type"], "disease");
  EXPECT_EQ(data["label"], "Lupus Nephritis");
  EXPECT_EQ(data["names"][2], (nlohmann::json{{"text", "Renal Lupus"}, {"scope", "related"}}));
  EXPECT_EQ(data["obsolete"], false);
  EXPECT_EQ(data["replaced_by"], nlohmann::json::array());
  EXPECT_EQ(data["definition"], "An invented definition:\nkidneys in lupus.");
  EXPECT_EQ(data["tree_numbers"].size(), 3u);
  EXPECT_EQ(data["documents"], 3);
  EXPECT_EQ(data["all_documents"], 4);
  EXPECT_EQ(data["paths"][0][1]["id"], "MESH:D008180");
  EXPECT_EQ(data["children"], nlohmann::json::array());
  EXPECT_EQ(data["descendants"], 0);
  EXPECT_EQ(data["mappings"][0]["predicate"], "exact");
  EXPECT_EQ(data["mappings"][0]["source"], "mondo");
  EXPECT_EQ(data["mappings"][0]["documents"], 4);
  const auto completions = nlohmann::json::parse(to_json("tcg", s.complete("tcg")));
  EXPECT_EQ(completions["complete"], "tcg");
  EXPECT_EQ(completions["completions"][0], (nlohmann::json{{"name", "TCGF"},
                                                           {"scope", "abbreviation"},
                                                           {"id", "NCBIGene:3558"},
                                                           {"label", "IL2"},
                                                           {"type", "gene"},
                                                           {"documents", 1}}));
  EXPECT_EQ(to_json("\xff\"", {}), "{\"complete\":\"\xEF\xBF\xBD\\\"\",\"completions\":[]}");
}

TEST(ConceptsWithout, FindsNothingWithoutVocabulary) {
  TestIndex index;
  index.add(sample_concept_documents());
  const Searcher searcher(index.path());
  EXPECT_THAT(searcher.find_concepts("MESH:D008181"), IsEmpty());
  EXPECT_THAT(searcher.complete("lupus"), IsEmpty());
  EXPECT_THAT(searcher.suggest("lupus"), IsEmpty());
  EXPECT_THAT(searcher.info().vocabularies, IsEmpty());
  const Results results = searcher.search("PMID:6");
  ASSERT_EQ(results.hits.size(), 1u);
  EXPECT_EQ(results.hits.front().entities[0].name, "");
}

TEST(ConceptLimits, EachConceptOnceAndTwentyAtMost) {
  VocabularyPart part{"obo-x", "", "x.obo", {}, {}, {}};
  for (int i = 10; i < 40; ++i) {
    Concept data;
    data.id = "HP:00000" + std::to_string(i);
    data.vocabulary = "HP";
    data.label = "one name for all";
    data.mappings = {{"OMIM:100100", MappingPredicate::exact, "a"}, {"OMIM:100100", MappingPredicate::xref, "b"}};
    part.concepts.push_back(std::move(data));
  }
  TestIndex index;
  index.add(sample_concept_documents());
  publish_vocabulary(index.path(), {part});
  const Searcher searcher(index.path());
  for (const char* typed : {"one name for all", "OMIM:100100"}) {
    const Texts ids = ids_of(searcher.find_concepts(typed));
    ASSERT_EQ(ids.size(), 20u) << typed;
    for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], "HP:00000" + std::to_string(10 + i)) << typed;
  }
}

// Twelve levels of two concepts, each a child of both concepts of the level above: 4,096 paths.
TEST(ConceptPaths, ManyAreCutToTheShortest) {
  VocabularyPart part{"obo-x", "", "x.obo", {}, {}, {}};
  const auto add = [&](const std::string& number, std::vector<std::string> parents) {
    Concept data;
    data.id = "HP:00000" + number;
    data.vocabulary = "HP";
    data.label = "level " + number;
    data.parents = std::move(parents);
    part.concepts.push_back(std::move(data));
  };
  add("10", {});
  for (int level = 1; level < 12; ++level) {
    const std::string above = std::to_string(9 + level);
    const Texts parents =
        level == 1 ? Texts{"HP:0000010"} : Texts{"HP:00000" + above, "HP:00000" + std::to_string(39 + level)};
    add(std::to_string(10 + level), parents);
    add(std::to_string(40 + level), parents);
  }
  add("90", {"HP:0000021", "HP:0000051", "HP:0000010"});
  TestIndex index;
  index.add(sample_concept_documents());
  publish_vocabulary(index.path(), {part});
  const Vocabulary vocabulary(Snapshot::open(index.path())->vocabulary_folder());
  const std::vector<ConceptPath> paths = paths_to(vocabulary.find("HP:0000090"), vocabulary, 20);
  ASSERT_EQ(paths.size(), 20u);
  EXPECT_EQ(paths[0].size(), 1u);
  for (std::size_t i = 1; i < paths.size(); ++i) {
    EXPECT_EQ(paths[i].size(), 12u);
    EXPECT_EQ(vocabulary.id(paths[i][0]), "HP:0000010");
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(paths[i], paths[j]);
  }
}

}  // namespace
}  // namespace il2search
