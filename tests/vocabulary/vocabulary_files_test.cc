// The real files of the data folder, compiled together: the hierarchy against an independent computation, and counts
// against the sources.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/base/data_folder.h"
#include "tests/vocabulary/compiled.h"
#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using Levels = std::map<std::string, std::uint32_t>;

class VocabularyFiles : public DataFolderTest {
 protected:
  // Reads and compiles once for all tests.
  static void SetUpTestSuite() {
    if (test_data_folder().empty()) return;
    const std::pair<const char*, const char*> files[] = {
        {"mesh", "mesh/desc2019.xml.gz"},
        {"mesh-trees", "mesh/mtrees2019.bin"},
        {"mondo", "mondo/mondo.obo.gz"},
        {"sssom", "mondo/mondo_exactmatch_mesh.sssom.tsv"},
    };
    std::vector<VocabularyPart> parts;
    for (const auto& [kind, path] : files) parts.push_back(read_vocabulary_file(kind, data(path)).part);
    sources = std::make_unique<std::vector<VocabularyPart>>(parts);
    compiled = std::make_unique<CompiledVocabulary>(std::move(parts));
  }
  static void TearDownTestSuite() {
    sources.reset();
    compiled.reset();
  }

  static Levels below(ConceptNumber number) {
    Levels levels;
    for (const Descendant& d : (*compiled)->descendants(number)) levels.emplace((*compiled)->id(d.number), d.level);
    return levels;
  }

  static std::unique_ptr<std::vector<VocabularyPart>> sources;
  static std::unique_ptr<CompiledVocabulary> compiled;
};

std::unique_ptr<std::vector<VocabularyPart>> VocabularyFiles::sources;
std::unique_ptr<CompiledVocabulary> VocabularyFiles::compiled;

TEST_F(VocabularyFiles, HaveEveryConceptOfTheSources) {
  EXPECT_EQ((*compiled)->size(), 29351u + 36006u);
  for (const VocabularyPart& part : *sources) {
    for (const Concept& data : part.concepts) {
      const ConceptNumber number = (*compiled)->find(data.id);
      ASSERT_NE(number, 0u) << data.id;
      ASSERT_EQ((*compiled)->head(number).label, data.label);
      ASSERT_EQ((*compiled)->full_concept(number).definition, data.definition);
    }
  }
}

// Walks up from each tree number, while the compiler walks down.
TEST_F(VocabularyFiles, DescendantsOfMeshEqualThoseByTreeNumber) {
  std::map<std::string, std::vector<std::string>> ids_at;
  for (ConceptNumber n = 1; n <= (*compiled)->size(); ++n) {
    const Concept data = (*compiled)->full_concept(n);
    for (const std::string& tree_number : data.tree_numbers) ids_at[tree_number].push_back(data.id);
  }
  std::map<std::string, Levels> expected;
  std::size_t places = 0;
  for (const auto& [tree_number, ids] : ids_at) {
    std::uint32_t level = 0;
    places += ids.size();
    for (std::string above = tree_number; above.rfind('.') != std::string::npos;) {
      above.resize(above.rfind('.'));
      ++level;
      const auto found = ids_at.find(above);
      if (found == ids_at.end()) continue;
      for (const std::string& ancestor : found->second) {
        for (const std::string& id : ids) {
          if (id == ancestor) continue;
          const auto [at, fresh] = expected[ancestor].emplace(id, level);
          if (!fresh) at->second = std::min(at->second, level);
        }
      }
    }
  }
  EXPECT_EQ(places, 60050u);
  std::size_t compared = 0;
  for (ConceptNumber n = 1; n <= (*compiled)->size(); ++n) {
    const std::string id((*compiled)->id(n));
    if (!id.starts_with("MESH:")) continue;
    ++compared;
    ASSERT_EQ(below(n), expected[id]) << id;
  }
  EXPECT_EQ(compared, 29351u);
}

// Level by level along is_a as it is in the source.
TEST_F(VocabularyFiles, DescendantsOfMondoEqualTheClosureOfIsA) {
  std::unordered_map<std::string, std::vector<std::string>> children;
  std::size_t edges = 0;
  for (const VocabularyPart& part : *sources)
    for (const Concept& data : part.concepts)
      for (const std::string& parent : data.parents) {
        children[parent].push_back(data.id);
        ++edges;
      }
  EXPECT_EQ(edges, 37579u);
  std::size_t compared = 0;
  for (ConceptNumber n = 1; n <= (*compiled)->size(); ++n) {
    const std::string id((*compiled)->id(n));
    if (!id.starts_with("MONDO:")) continue;
    Levels expected;
    std::vector<std::string> above{id};
    for (std::uint32_t level = 1; !above.empty(); ++level) {
      std::vector<std::string> met;
      for (const std::string& parent : above)
        for (const std::string& child : children[parent])
          if (child != id && expected.emplace(child, level).second) met.push_back(child);
      above = std::move(met);
    }
    ASSERT_EQ(below(n), expected) << id;
    ++compared;
  }
  EXPECT_EQ(compared, 36006u);
}

TEST_F(VocabularyFiles, AncestorsAreTheInverseOfDescendants) {
  std::map<std::string, std::vector<std::string>> expected;
  for (ConceptNumber n = 1; n <= (*compiled)->size(); ++n)
    for (const Descendant& d : (*compiled)->descendants(n))
      expected[std::string((*compiled)->id(d.number))].emplace_back((*compiled)->id(n));
  for (ConceptNumber n = 1; n <= (*compiled)->size(); ++n) {
    const std::string id((*compiled)->id(n));
    ASSERT_EQ(compiled->ids((*compiled)->ancestors(n)), expected[id]) << id;
  }
}

TEST_F(VocabularyFiles, EveryMappingCountsInBothDirections) {
  std::size_t rows = 0;
  for (const VocabularyPart& part : *sources) {
    for (const MappingRow& row : part.mappings) {
      ++rows;
      const ConceptNumber subject = (*compiled)->find(row.subject);
      const ConceptNumber object = (*compiled)->find(row.object);
      if (subject == 0 || object == 0) continue;
      if ((*compiled)->head(subject).obsolete || (*compiled)->head(object).obsolete) continue;
      const auto has = [&](ConceptNumber of, const std::string& id) {
        const std::vector<BridgeMatch> matches = (*compiled)->matches(of);
        return std::any_of(matches.begin(), matches.end(), [&](const BridgeMatch& m) { return m.id == id; });
      };
      ASSERT_TRUE(has(subject, row.object)) << row.subject;
      ASSERT_TRUE(has(object, row.subject)) << row.object;
    }
  }
  EXPECT_EQ(rows, 8181u);
}

}  // namespace
}  // namespace il2search
