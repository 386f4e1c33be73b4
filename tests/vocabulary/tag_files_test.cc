// The tagger with the real vocabularies of the data folder: well-known names.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/base/data_folder.h"
#include "tests/sanitized.h"
#include "tests/vocabulary/tag_concepts.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {
namespace {

class TagFiles : public DataFolderTest {
 protected:
  static std::vector<Concept> concepts_of(const std::string& kind, const std::string& file) {
    PartOptions options;
    options.file = file;
    return read_part(kind, data(file), options).concepts;
  }
};

TEST_F(TagFiles, FindsWellKnownNames) {
  if (test::kIsSanitized) GTEST_SKIP() << "takes minutes; smaller vocabularies run the same code";
  std::vector<Concept> all = concepts_of("mesh", "mesh/desc2019.xml.gz");
  for (Concept& gene : concepts_of("gene", "genes/Homo_sapiens.gene_info.gz")) all.push_back(std::move(gene));
  const test::TagFixture dictionary(all);
  Tagger tagger = dictionary.tagger();
  const std::pair<const char*, const char*> cases[] = {
      {"systemic lupus erythematosus", "MESH:D008180"},
      {"renal cell carcinoma", "MESH:D002292"},
      {"aspirin", "MESH:D001241"},
      {"Methotrexate", "MESH:D008727"},
      {"BRCA1", "NCBIGene:672"},
      {"interleukin 2", "NCBIGene:3558"},
  };
  for (const auto& [name, id] : cases) {
    const auto mentions = tagger.mentions(std::string("Women with ") + name + ".");
    ASSERT_EQ(mentions.size(), 1u) << name;
    EXPECT_EQ(mentions.front().id, id) << name;
  }
  EXPECT_TRUE(tagger.mentions("There was no water and the cat was set to rest.").empty());
}

}  // namespace
}  // namespace il2search
