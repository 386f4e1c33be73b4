// The real files of the data folder: every record is in. The counts are from another XML parser and from grep.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

#include "base/byte_source.h"
#include "tests/vocabulary/mesh_outcome.h"

namespace il2search {
namespace {

class MeshDataFolder : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("IL2SEARCH_TEST_DATA");
    if (folder != nullptr) {
      folder_ = folder;
      return;
    }
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string(ci) == "true") FAIL() << "IL2SEARCH_TEST_DATA is not set";
    GTEST_SKIP() << "IL2SEARCH_TEST_DATA is not set";
  }

  MeshOutcome read_file(ReadMesh read, const std::string& name) const {
    PartOptions options;
    options.file = folder_ + "/mesh/" + name;
    const auto source = open_source(options.file);
    return read_mesh(read, *source, options);
  }

  std::string folder_;
};

TEST_F(MeshDataFolder, EveryDescriptorIsIn) {
  const MeshOutcome outcome = read_file(read_mesh_xml, "desc2019.xml.gz");
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
  EXPECT_EQ(names, 123'901u);  // 153,253 terms; one stands twice, and 29,351 are the labels
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

TEST_F(MeshDataFolder, EveryRowOfTheTreesIsIn) {
  const MeshOutcome mtrees = read_file(read_mesh_trees, "mtrees2019.bin");
  EXPECT_FALSE(mtrees.error.has_value());
  EXPECT_THAT(mtrees.problems, testing::IsEmpty());
  EXPECT_EQ(mtrees.part.tree_numbers.size(), 60'050u);
  EXPECT_EQ(mtrees.part.version, "2019");
  const MeshOutcome table = read_file(read_mesh_trees, "MeshTree2017.txt.gz");
  EXPECT_FALSE(table.error.has_value());
  EXPECT_THAT(table.problems, testing::IsEmpty());
  EXPECT_EQ(table.part.tree_numbers.size(), 57'840u);
  EXPECT_EQ(table.part.version, "2017");
  EXPECT_TRUE(std::all_of(table.part.tree_numbers.begin(), table.part.tree_numbers.end(),
                          [](const TreeRow& row) { return row.id.starts_with("MESH:D"); }));
}

}  // namespace
}  // namespace il2search
