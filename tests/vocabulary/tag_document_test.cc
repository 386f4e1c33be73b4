// Tagging documents: which fields are read, where spans are, which types are skipped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/vocabulary/tag_concepts.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Document tagged(Document document) {
  Tagger tagger = test::small_tag_vocabulary().tagger();
  tagger.tag(document);
  return document;
}

Document lupus_paper() {
  Document document;
  document.title = "\xCE\x9B: lupus nephritis";
  document.abstract = {{"AIMS", "Lithium, IL-2."}, {"RESULTS", "Lupus nephritis got better."}};
  return document;
}

std::vector<std::string> ids_of(const Document& document) {
  std::vector<std::string> ids;
  for (const Entity& entity : document.entities) ids.push_back(entity.id);
  return ids;
}

Entity entity(const std::string& id, const std::string& vocabulary, EntityType type, Provenance provenance) {
  Entity result;
  result.id = id;
  result.vocabulary = vocabulary;
  result.type = type;
  result.provenance = provenance;
  return result;
}

TEST(TagDocument, AddsEntitiesInOrderOfFirstMention) {
  const Document document = tagged(lupus_paper());
  ASSERT_THAT(ids_of(document), ElementsAre("MESH:D008181", "MESH:D008094", "NCBIGene:3558"));
  const Entity& lupus = document.entities[0];
  EXPECT_EQ(lupus.name, "Lupus Nephritis");
  EXPECT_EQ(lupus.vocabulary, "MESH");
  EXPECT_EQ(lupus.type, EntityType::disease);
  EXPECT_EQ(lupus.provenance, Provenance::tagged);
  EXPECT_EQ(lupus.mentions, 2u);
  EXPECT_FALSE(lupus.major);
  EXPECT_EQ(document.entities[2].vocabulary, "NCBIGene");
}

TEST(TagDocument, SpansAreBytesOfTitleAndAbstract) {
  const Document document = tagged(lupus_paper());
  const std::string text = document.title + "\n" + document.abstract[0].text + "\n" + document.abstract[1].text;
  const std::vector<std::vector<std::string>> expected = {
      {"lupus nephritis", "Lupus nephritis"}, {"Lithium"}, {"IL-2"}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::vector<std::string> texts;
    for (const Span& span : document.entities[i].spans) texts.push_back(text.substr(span.start, span.end - span.start));
    EXPECT_EQ(texts, expected[i]);
  }
}

TEST(TagDocument, SummariesCountWithoutSpans) {
  Document document;
  document.tldr = "Lithium.";
  document.contribution = "Lithium again.";
  document.key_findings = {"More lithium.", "TNF."};
  document.body = {{"Methods", "methods", "Schizophrenia."}};
  document = tagged(std::move(document));
  ASSERT_THAT(ids_of(document), ElementsAre("MESH:D008094", "NCBIGene:7124"));
  EXPECT_EQ(document.entities[0].mentions, 3u);
  EXPECT_THAT(document.entities[0].spans, IsEmpty());
}

TEST(TagDocument, SkipsTypesThatTheSourceGives) {
  struct Case {
    Entity given;
    std::vector<std::string> added;
  };
  const std::string nephritis = "MESH:D008181";
  const std::string lithium = "MESH:D008094";
  const std::string gene = "NCBIGene:3558";
  const Case cases[] = {
      {entity("MESH:D000818", "MESH", EntityType::other, Provenance::indexed), {gene}},
      {entity("MESH:D000001", "MESH", EntityType::chemical, Provenance::annotated), {nephritis, gene}},
      {entity("MONDO:0000001", "MONDO", EntityType::disease, Provenance::listed), {lithium, gene}},
      {entity("NCBIGene:1", "NCBIGene", EntityType::gene, Provenance::annotated), {nephritis, lithium}},
      {entity("", "", EntityType::disease, Provenance::annotated), {nephritis, lithium, gene}},
      {entity("NCBITaxon:9606", "NCBITaxon", EntityType::species, Provenance::annotated), {nephritis, lithium, gene}},
  };
  for (const Case& row : cases) {
    Document document = lupus_paper();
    document.entities = {row.given};
    document = tagged(std::move(document));
    std::vector<std::string> expected{row.given.id};
    expected.insert(expected.end(), row.added.begin(), row.added.end());
    EXPECT_EQ(ids_of(document), expected) << row.given.id;
    EXPECT_EQ(document.entities.front(), row.given);
  }
}

TEST(TagDocument, AddsNothingIfTheSourceGivesAllTypes) {
  Document document = lupus_paper();
  document.entities = {entity("MESH:D000818", "MESH", EntityType::other, Provenance::indexed),
                       entity("NCBIGene:1", "NCBIGene", EntityType::gene, Provenance::listed)};
  EXPECT_EQ(tagged(document), document);
}

TEST(TagDocument, TaggingAgainReplacesTheTags) {
  const Document once = tagged(lupus_paper());
  Document changed = once;
  EXPECT_EQ(tagged(changed), once);
  changed.title.clear();
  changed.abstract.clear();
  EXPECT_THAT(ids_of(tagged(changed)), IsEmpty());
}

// The texts of a document are analyzed one by one; spans and meanings must be those of one text with a line for each.
TEST(TagDocument, TagsPiecesLikeOneText) {
  const std::vector<std::vector<std::string>> papers = {
      {"Lupus nephritis", "with lithium"},
      {"Systemic lupus", "erythematosus (SLE). SLE", "", "SLE and breast and", "ovarian cancer"},
      {"", "IL-", "2 and lupus nephritis -", "positive"},
      {"Lithium " + std::string(100, 'x'), "lupus nephritis"},
      {"\xCE\x9B-lithium", "\xCE\xBB lupus nephritis\nkidney disease ", " hepatitis B and C"},
  };
  for (const std::vector<std::string>& lines : papers) {
    Document document;
    document.title = lines.front();
    std::string whole = lines.front();
    for (std::size_t i = 1; i < lines.size(); ++i) {
      document.abstract.push_back({"lupus nephritis", lines[i]});
      whole += "\n" + lines[i];
    }
    std::map<std::string, std::vector<Span>> expected;
    Tagger tagger = test::small_tag_vocabulary().tagger();
    for (const TagMention& mention : tagger.mentions(whole)) expected[mention.id].push_back(mention.span);
    std::map<std::string, std::vector<Span>> found;
    for (const Entity& entity : tagged(document).entities) found[entity.id] = entity.spans;
    EXPECT_EQ(found, expected) << whole;
  }
}

TEST(TagDocument, RemovingTagsKeepsTheRest) {
  Document document = tagged(lupus_paper());
  const Entity given = entity("MESH:D000001", "MESH", EntityType::chemical, Provenance::annotated);
  document.entities.push_back(given);
  remove_tags(document);
  EXPECT_THAT(document.entities, ElementsAre(given));
}

}  // namespace
}  // namespace il2search
