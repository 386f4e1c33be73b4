// The real files of the data folder: no record is lost. The counts come from another XML parser and from grep.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "base/byte_source.h"
#include "tests/base/data_folder.h"
#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

class MeshFiles : public DataFolderTest {
 protected:
  static PartOutcome read_file(ReadVocabulary read, const std::string& name) {
    PartOptions options;
    options.file = data("mesh/" + name);
    const auto source = open_source(options.file);
    return collect_part(options, [&](const PartOptions& o) { return read(*source, o); });
  }
};

TEST_F(MeshFiles, HaveEveryDescriptor) {
  const PartOutcome outcome = read_file(read_mesh_xml, "desc2019.xml.gz");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, testing::IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh");
  EXPECT_EQ(outcome.part.version, "2019");
  EXPECT_EQ(outcome.part.source, "desc2019.xml.gz");
  std::size_t names = 0;
  std::size_t tree_numbers = 0;
  std::size_t without_trees = 0;
  std::map<EntityType, std::size_t> types;
  for (const Concept& heading : outcome.part.concepts) {
    names += heading.names.size();
    tree_numbers += heading.tree_numbers.size();
    without_trees += heading.tree_numbers.empty() ? 1u : 0u;
    ++types[heading.type];
  }
  EXPECT_EQ(outcome.part.concepts.size(), 29'351u);
  EXPECT_EQ(names, 123'901u);  // 153,253 terms: one is a duplicate, and 29,351 are labels
  EXPECT_EQ(tree_numbers, 60'050u);
  EXPECT_EQ(without_trees, 9u);
  EXPECT_EQ(types, (std::map<EntityType, std::size_t>{{EntityType::chemical, 10169u},
                                                      {EntityType::other, 5568u},
                                                      {EntityType::anatomy, 1247u},
                                                      {EntityType::disease, 4923u},
                                                      {EntityType::species, 3820u},
                                                      {EntityType::procedure, 2885u},
                                                      {EntityType::cell_type, 515u},
                                                      {EntityType::cell_line, 41u},
                                                      {EntityType::publication_type, 183u}}));
}

TEST_F(MeshFiles, HaveEveryTreeNumber) {
  const PartOutcome mtrees = read_file(read_mesh_trees, "mtrees2019.bin");
  EXPECT_FALSE(mtrees.error.has_value());
  EXPECT_THAT(mtrees.problems, testing::IsEmpty());
  EXPECT_EQ(mtrees.part.tree_numbers.size(), 60'050u);
  EXPECT_EQ(mtrees.part.version, "2019");
  const PartOutcome table = read_file(read_mesh_trees, "MeshTree2017.txt.gz");
  EXPECT_FALSE(table.error.has_value());
  EXPECT_THAT(table.problems, testing::IsEmpty());
  EXPECT_EQ(table.part.tree_numbers.size(), 57'840u);
  EXPECT_EQ(table.part.version, "2017");
  EXPECT_TRUE(std::all_of(table.part.tree_numbers.begin(), table.part.tree_numbers.end(),
                          [](const TreeRow& row) { return row.id.starts_with("MESH:D"); }));
}

}  // namespace
}  // namespace il2search
