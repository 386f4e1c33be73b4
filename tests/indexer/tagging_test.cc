// What loaded vocabularies add to documents before they are indexed: tags and ids of headings; retag.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/vocabulary.h>

#include "tests/indexer/papers.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kDiseases =
    "format-version: 1.4\nontology: mondo\n\n"
    "[Term]\nid: MONDO:0007915\nname: systemic lupus erythematosus\n\n"
    "[Term]\nid: MONDO:0005556\nname: lupus nephritis\nis_a: MONDO:0007915\n\n";
constexpr const char* kMoreDiseases = "[Term]\nid: MONDO:0005240\nname: kidney disease\n\n";
constexpr const char* kHeadings =
    "<?xml version=\"1.0\"?>\n<DescriptorRecordSet LanguageCode=\"eng\"><DescriptorRecord DescriptorClass=\"1\">"
    "<DescriptorUI>D011507</DescriptorUI><DescriptorName><String>Proteinuria</String></DescriptorName>"
    "<TreeNumberList><TreeNumber>C12.777.934.734</TreeNumber></TreeNumberList></DescriptorRecord>"
    "</DescriptorRecordSet>\n";

class Tagging : public testing::Test {
 protected:
  Tagging() {
    options_.writer.jobs = 2;
    index_.write("mondo.obo", kDiseases);
    index_.write("mondo2.obo", std::string(kDiseases) + kMoreDiseases);
    index_.write("mesh.xml", kHeadings);
    index_.write("a.txt",
                 "Living with lupus nephritis\nSystemic lupus erythematosus can harm the kidneys. Some speak of kidney "
                 "disease.\n");
    index_.write("b.nbib",
                 "PMID- 90000042\nTI  - A study of urine\nMH  - *Proteinuria/drug therapy\nMH  - Unheard Of\n");
  }

  VocabularyReport load(const std::vector<std::string>& files) const {
    std::vector<VocabularyFile> list;
    for (const std::string& file : files)
      list.push_back({file.starts_with("mesh") ? "mesh" : "mondo", index_.paper(file)});
    return load_vocabularies(index_.path(), list);
  }

  // The ids of a document's entities.
  std::vector<std::string> tags(const std::string& title) const {
    std::vector<std::string> ids;
    for (const auto& [id, document] : test::documents_of(index_.path())) {
      if (document.title != title) continue;
      for (const Entity& entity : document.entities)
        if (entity.provenance == Provenance::tagged) ids.push_back(entity.id);
    }
    return ids;
  }

  // The number of documents with the term, including deleted ones.
  std::uint32_t count(const std::string& term) const {
    return test::documents_with(*Snapshot::open(index_.path()), term);
  }

  test::PaperIndex index_;
  UpdateOptions options_;
};

TEST_F(Tagging, FindsEntitiesInTextsWithoutIds) {
  load({"mondo.obo"});
  index_.update({"a.txt"});
  EXPECT_THAT(tags("Living with lupus nephritis"), UnorderedElementsAre("MONDO:0005556", "MONDO:0007915"));
  EXPECT_EQ(count("E:MONDO:0005556"), 1u);
  EXPECT_EQ(count("ET:MONDO:0005556"), 1u);
  EXPECT_FALSE(index_status(index_.path()).retag_needed);
}

TEST_F(Tagging, CanBeTurnedOff) {
  load({"mondo.obo"});
  options_.writer.tag = false;
  index_.update({"a.txt"}, options_);
  EXPECT_THAT(tags("Living with lupus nephritis"), IsEmpty());
  EXPECT_FALSE(index_status(index_.path()).retag_needed) << "no tags were requested";
}

TEST_F(Tagging, NeedsVocabularies) {
  index_.update({"a.txt"});
  EXPECT_THAT(tags("Living with lupus nephritis"), IsEmpty());
  EXPECT_FALSE(index_status(index_.path()).retag_needed);
}

TEST_F(Tagging, RetagEqualsAFreshLoad) {
  index_.update({"a.txt", "b.nbib"});
  EXPECT_TRUE(load({"mondo.obo", "mesh.xml"}).retag_needed);
  retag_index(index_.path());
  EXPECT_THAT(tags("Living with lupus nephritis"), UnorderedElementsAre("MONDO:0005556", "MONDO:0007915"));
  EXPECT_TRUE(load({"mondo2.obo"}).retag_needed);
  const RebuildReport report = retag_index(index_.path());
  EXPECT_EQ(report.documents, 2u);
  EXPECT_FALSE(index_status(index_.path()).retag_needed);

  const test::PaperIndex fresh;
  load_vocabularies(fresh.path(), {{"mondo", index_.paper("mondo2.obo")}, {"mesh", index_.paper("mesh.xml")}});
  update_index(fresh.path(), {index_.paper("a.txt"), index_.paper("b.nbib")});
  EXPECT_EQ(test::documents_of(index_.path()), test::documents_of(fresh.path()));
  EXPECT_THAT(tags("Living with lupus nephritis"),
              UnorderedElementsAre("MONDO:0005556", "MONDO:0007915", "MONDO:0005240"));
}

TEST_F(Tagging, RebuildKeepsTags) {
  load({"mondo.obo"});
  index_.update({"a.txt"});
  const auto before = test::documents_of(index_.path());
  load({"mondo2.obo"});
  rebuild_index(index_.path());
  EXPECT_EQ(test::documents_of(index_.path()), before);
  EXPECT_TRUE(index_status(index_.path()).retag_needed);
}

TEST_F(Tagging, HeadingsByNameGetTheirIds) {
  load({"mesh.xml"});
  index_.update({"b.nbib"});
  EXPECT_EQ(count("E:MESH:D011507"), 1u);
  EXPECT_EQ(count("EM:MESH:D011507"), 1u);
  EXPECT_EQ(count("ET:MESH:D011507"), 0u);
  EXPECT_EQ(count("Hunheard of"), 1u);
  const auto documents = test::documents_of(index_.path());
  ASSERT_EQ(documents.size(), 1u);
  const std::vector<Entity>& entities = documents.begin()->second.entities;
  EXPECT_TRUE(std::all_of(entities.begin(), entities.end(), [](const Entity& e) { return e.id.empty(); }));
}

TEST_F(Tagging, HeadingsByNameKeepTheirIdsWhenSegmentsAreRebuilt) {
  load({"mesh.xml"});
  std::string records;
  for (int i = 1; i <= 5; ++i)
    records += "PMID- " + std::to_string(90000100 + i) + "\nTI  - A study of urine\nMH  - Proteinuria\n\n";
  index_.write("c.nbib", records);
  index_.update({"c.nbib"});
  delete_documents(index_.path(), {"90000101", "90000102"});  // enough to rebuild the segment
  EXPECT_EQ(count("E:MESH:D011507"), 3u);
  delete_documents(index_.path(), {"90000103"});
  merge_index(index_.path(), true);
  EXPECT_EQ(count("E:MESH:D011507"), 2u);
}

TEST_F(Tagging, EntitiesOfTheSourceAreNotTags) {
  load({"mondo.obo"});
  index_.write("d.jsonl",
               "{\"id\":\"p1\",\"title\":\"Lupus nephritis\",\"entities\":[{\"id\":\"MONDO:0005556\"}]}\n"
               "{\"id\":\"p2\",\"title\":\"Lupus nephritis\"}\n"
               "{\"id\":\"p3\",\"title\":\"Both ways\",\"entities\":[{\"id\":\"MONDO:0005556\"},"
               "{\"id\":\"MONDO:0005556\",\"provenance\":\"tagged\"}]}\n");
  options_.writer.tag = true;
  index_.update({"d.jsonl"});
  EXPECT_EQ(count("E:MONDO:0005556"), 3u);
  EXPECT_EQ(count("ET:MONDO:0005556"), 1u);

  const test::PaperIndex untagged;
  options_.writer.tag = false;
  options_.writer.jobs = 2;
  update_index(untagged.path(), {index_.paper("d.jsonl")}, options_);
  EXPECT_EQ(test::documents_with(*Snapshot::open(untagged.path()), "ET:MONDO:0005556"), 0u);
}

TEST_F(Tagging, TagsDocumentsOfIndexWriter) {
  load({"mondo.obo"});
  IndexWriter writer(index_.path(), options_.writer);
  Document document;
  document.id = "PMID:1";
  document.title = "Lupus nephritis in two words";
  writer.add(document);
  writer.publish();
  document.id = "PMID:2";
  writer.add(document);
  writer.publish();
  EXPECT_THAT(tags(document.title), ElementsAre("MONDO:0005556", "MONDO:0005556"));
}

TEST_F(Tagging, NewDocumentsDoNotHideThatRetagIsNeeded) {
  index_.update({"a.txt"});
  load({"mondo.obo"});
  index_.update({"b.nbib"});
  EXPECT_TRUE(index_status(index_.path()).retag_needed);
  retag_index(index_.path());
  EXPECT_FALSE(index_status(index_.path()).retag_needed);
}

}  // namespace
}  // namespace il2search
