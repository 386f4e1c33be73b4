// Compiling: merging of parts, warnings about what does not fit together, and the copy of the parts.
#include "vocabulary/store/compiler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/vocabulary/compiled.h"
#include "vocabulary/store/store_format.h"

namespace il2search {
namespace {

using test::error_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

VocabularyPart mapping_set(const std::string& name, std::vector<MappingRow> rows) {
  VocabularyPart part = make_part(name, {});
  part.mappings = std::move(rows);
  return part;
}

Concept mapped(const std::string& id, std::vector<ConceptMapping> mappings) {
  Concept data = make_concept(id, "label of " + id);
  data.mappings = std::move(mappings);
  return data;
}

TEST(Compile, MergesAConceptOfSeveralParts) {
  Concept ncbi =
      make_concept("NCBIGene:3558", "IL2", {{"interleukin 2", NameScope::related}, {"TCGF", NameScope::abbreviation}});
  ncbi.type = EntityType::gene;
  Concept hgnc =
      make_concept("NCBIGene:3558", "IL-2 gene", {{"interleukin 2", NameScope::exact}, {"IL2", NameScope::exact}});
  hgnc.mappings = {{"HGNC:6001", MappingPredicate::exact, "hgnc"}};
  hgnc.definition = "a cytokine";
  CompiledVocabulary v({make_part("gene-hgnc", {hgnc}), make_part("gene", {ncbi})});
  EXPECT_EQ(v->size(), 1u);
  const Concept merged = v->full_concept(1);
  EXPECT_EQ(merged.label, "IL2");
  EXPECT_EQ(merged.type, EntityType::gene);
  EXPECT_EQ(merged.definition, "a cytokine");
  EXPECT_THAT(merged.names,
              ElementsAre(ConceptName{"interleukin 2", NameScope::exact}, ConceptName{"TCGF", NameScope::abbreviation},
                          ConceptName{"IL-2 gene", NameScope::exact}));
  EXPECT_EQ(merged.mappings.size(), 1u);
  EXPECT_THAT(v.warnings, ElementsAre("concepts in several files, merged: 1"));
}

TEST(Compile, TreeNumbersFindHeadingsByIdLabelAndKey) {
  VocabularyPart trees = make_part("mesh-trees", {});
  trees.tree_numbers = {{"", "MESH:D1", "C05"},
                        {"Joint Diseases", "", "C05.550"},
                        {"bone disease", "", "C05.116"},
                        {"Nobody", "", "C99"}};
  CompiledVocabulary v(
      {make_part("mesh",
                 {heading("MESH:D1", "Musculoskeletal Diseases", {"A01"}), heading("MESH:D2", "Joint Diseases", {}),
                  heading("MESH:D3", "Bone Diseases", {}), heading("MESH:D4", "Kept", {"C12"})}),
       trees});
  EXPECT_THAT(v.warnings, ElementsAre(HasSubstr("no heading Nobody for tree number C99")));
  EXPECT_THAT(v->full_concept(1).tree_numbers, ElementsAre("C05"));
  EXPECT_THAT(v->full_concept(4).tree_numbers, ElementsAre("C12"));
  EXPECT_THAT(v.below("MESH:D1"), ElementsAre("MESH:D2 1", "MESH:D3 1"));
  EXPECT_EQ(v->head(3).type, EntityType::disease);
}

TEST(Compile, MappedHeadingsThatAreNotLoadedAreReported) {
  Concept substance = make_concept("MESH:C1", "a substance");
  substance.mapped_to = {"name:Nobody", "MESH:D9"};
  CompiledVocabulary v({make_part("mesh-supplementary", {substance})});
  EXPECT_EQ(v.warnings.size(), 2u);
  EXPECT_THAT(v->full_concept(1).mapped_to, IsEmpty());
}

TEST(Compile, MappingSetsWinOverCrossReferences) {
  CompiledVocabulary v({make_part("mesh", {make_concept("MESH:D1", "one"), make_concept("MESH:D2", "two"),
                                           make_concept("MESH:D3", "three")}),
                        make_part("mondo", {mapped("MONDO:1", {{"MESH:D2", MappingPredicate::xref, "mondo"},
                                                               {"OMIM:5", MappingPredicate::xref, "mondo"}}),
                                            mapped("MONDO:2", {{"MESH:D1", MappingPredicate::xref, "mondo"}}),
                                            mapped("MONDO:3", {{"MESH:D3", MappingPredicate::xref, "mondo"},
                                                               {"MESH:D2", MappingPredicate::close, "mondo"}})}),
                        mapping_set("sssom-set", {{"MONDO:1", MappingPredicate::exact, "MESH:D1"}})});
  EXPECT_THAT(v.matched("MONDO:1"), ElementsAre("MESH:D1 exact set", "OMIM:5 xref mondo foreign"));
  EXPECT_THAT(v.matched("MESH:D1"), ElementsAre("MONDO:1 exact set"));
  EXPECT_THAT(v.matched("MONDO:2"), IsEmpty());
  EXPECT_THAT(v.matched("MONDO:3"), ElementsAre("MESH:D3 xref mondo"));
  EXPECT_THAT(v.matched("MONDO:3", true), ElementsAre("MESH:D2 close mondo", "MESH:D3 xref mondo"));
  EXPECT_THAT(v->full_concept(v->find("MONDO:1")).mappings,
              ElementsAre(ConceptMapping{"OMIM:5", MappingPredicate::xref, "mondo"},
                          ConceptMapping{"MESH:D1", MappingPredicate::exact, "set"}));
}

TEST(Compile, MappingsToIdsMissingFromALoadedVocabularyAreCounted) {
  CompiledVocabulary v({make_part("mesh", {make_concept("MESH:D1", "one")}),
                        make_part("mondo", {make_concept("MONDO:1", "one")}),
                        mapping_set("sssom-set", {{"MONDO:1", MappingPredicate::exact, "MESH:D77"},
                                                  {"MONDO:99", MappingPredicate::exact, "MESH:D1"},
                                                  {"MONDO:1", MappingPredicate::exact, "OMIM:9"}})});
  EXPECT_THAT(v.warnings, ElementsAre("rows of set with ids missing from the loaded MESH: 1",
                                      "rows of set with ids missing from the loaded MONDO: 1"));
  EXPECT_THAT(v.matched("MONDO:1"), ElementsAre("MESH:D77 exact set foreign", "OMIM:9 exact set foreign"));
}

TEST(Compile, MappingsCountInBothDirections) {
  CompiledVocabulary v({make_part("mesh", {make_concept("MESH:D1", "one")}),
                        mapping_set("sssom-set", {{"MONDO:1", MappingPredicate::broad, "MESH:D1"},
                                                  {"MONDO:8", MappingPredicate::exact, "OMIM:9"}})});
  EXPECT_THAT(v.warnings, ElementsAre("rows of set between concepts that are not loaded: 1"));
  EXPECT_THAT(v.matched("MESH:D1"), IsEmpty());
  EXPECT_THAT(v.matched("MESH:D1", true), ElementsAre("MONDO:1 narrow set foreign"));
  EXPECT_THAT(v.described(v->matches_of_foreign("MONDO:1", true)), ElementsAre("MESH:D1 broad set"));
  EXPECT_THAT(v->matches_of_foreign("MONDO:1"), IsEmpty());
  EXPECT_THAT(v->matches_of_foreign("MONDO:8", true), IsEmpty());
}

TEST(Compile, ObsoleteConceptsMatchNothing) {
  Concept old = mapped("MONDO:1", {{"MESH:D1", MappingPredicate::exact, "mondo"}});
  old.obsolete = true;
  CompiledVocabulary v({make_part("mesh", {make_concept("MESH:D1", "one")}), make_part("mondo", {old})});
  EXPECT_THAT(v.matched("MESH:D1"), IsEmpty());
  EXPECT_THAT(v.matched("MONDO:1"), IsEmpty());
  EXPECT_EQ(v->full_concept(v->find("MONDO:1")).mappings.size(), 1u);
}

TEST(Compile, FindsAndShowsNamesLongerThanATerm) {
  const std::string name = "a " + std::string(60, 'x') + " " + std::string(60, 'y') + " " + std::string(60, 'z') + " " +
                           std::string(60, 'w');
  CompiledVocabulary v({make_part("mesh", {make_concept("MESH:C1", "short", {{name, NameScope::exact}})})});
  EXPECT_THAT(v.named(name), ElementsAre("MESH:C1 exact"));
  EXPECT_THAT(v.named(name + "v"), IsEmpty());
  EXPECT_THAT(v.names(v->complete("a " + std::string(60, 'x'), 5, v.analyzer)), ElementsAre(name));
}

// --- The copy of the parts in the compiled vocabulary.

std::vector<VocabularyPart> filled_parts() {
  Concept data = make_concept("MONDO:1", "lábel", {{"name", NameScope::broad}});
  data.type = EntityType::disease;
  data.parents = {"MONDO:2"};
  data.tree_numbers = {"C05"};
  data.mapped_to = {"name:Other"};
  data.mappings = {{"MESH:D1", MappingPredicate::narrow, "mondo"}};
  data.obsolete = true;
  data.replaced_by = {"MONDO:3"};
  data.consider = {"MONDO:4"};
  data.definition = std::string(3'000'000, 'd');
  VocabularyPart rows = make_part("mesh-trees", {});
  rows.tree_numbers = {{"Heading", "MESH:D1", "C05"}};
  rows.mappings = {{"A:1", MappingPredicate::close, "B:1"}};
  return {make_part("mondo", {data, make_concept("MONDO:5", "")}), rows};
}

TEST(Compile, PartsAreReadBackUnchanged) {
  CompiledVocabulary v(filled_parts());
  const std::vector<VocabularyPart> back = read_compiled_parts(v.folder());
  ASSERT_EQ(back.size(), 2u);
  EXPECT_EQ(back[0].name, "mesh-trees");
  EXPECT_EQ(back[1].concepts, filled_parts()[0].concepts);
  EXPECT_EQ(back[1].version, "2026");
  EXPECT_EQ(back[1].source, "mondo.txt");
  EXPECT_EQ(back[0].tree_numbers[0].id, "MESH:D1");
  EXPECT_EQ(back[0].mappings[0].predicate, MappingPredicate::close);
  EXPECT_EQ(content_hash(back), content_hash(filled_parts()));
}

TEST(Compile, TheHashDependsOnContentButNotOnTheOrderOfParts) {
  std::vector<VocabularyPart> parts = filled_parts();
  const std::string hash = content_hash(parts);
  EXPECT_EQ(hash.size(), 32u);
  std::swap(parts[0], parts[1]);
  EXPECT_EQ(content_hash(parts), hash);
  parts[1].concepts[0].names[0].scope = NameScope::exact;
  EXPECT_NE(content_hash(parts), hash);
}

TEST(Compile, TheHashDoesNotDependOnFileNames) {
  std::vector<VocabularyPart> parts = filled_parts();
  const std::string hash = content_hash(parts);
  parts[0].source = "other.txt";
  EXPECT_EQ(content_hash(parts), hash);
  for (std::string VocabularyPart::*text : {&VocabularyPart::version, &VocabularyPart::name}) {
    std::vector<VocabularyPart> others = parts;
    others[0].*text += "1";
    EXPECT_NE(content_hash(others), hash);
  }
}

TEST(Compile, DamagedPartsAreRefused) {
  CompiledVocabulary v(filled_parts());
  const std::string path = v.folder() + "/part-mondo";
  const std::string whole = test::read_file(path);
  ASSERT_GT(whole.size(), 100u);
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{40}, whole.size() - 8, whole.size() - 1}) {
    test::write_file(path, whole.substr(0, size));
    EXPECT_EQ(error_of([&] { read_compiled_parts(v.folder()); }), ErrorCode::index_corrupt) << size;
  }
  test::write_file(path, whole + "more");
  EXPECT_EQ(error_of([&] { read_compiled_parts(v.folder()); }), ErrorCode::index_corrupt);
  for (std::size_t at = 0; at < whole.size(); at += 97) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    test::write_file(path, damaged);
    try {
      read_compiled_parts(v.folder());
    } catch (const Error&) {
      continue;  // or another text was read: checksums are up to the manifest
    }
  }
}

TEST(Compile, CanBeCancelled) {
  const test::TestFolder folder;
  CompileOptions options;
  options.cancelled = [] { return true; };
  EXPECT_EQ(error_of([&] { compile_vocabulary(filled_parts(), folder / "v", options); }), ErrorCode::cancelled);
}

TEST(Compile, PartsNeedUniqueNames) {
  const test::TestFolder folder;
  for (const std::string& name : {std::string(), std::string("../x"), std::string("a b"), std::string(201, 'a')})
    EXPECT_EQ(error_of([&] { compile_vocabulary({make_part(name, {})}, folder / "v", {}); }),
              ErrorCode::invalid_argument)
        << name;
  EXPECT_EQ(error_of([&] {
              compile_vocabulary({make_part("a", {}), make_part("a", {})}, folder / "v", {});
            }),
            ErrorCode::invalid_argument);
  EXPECT_FALSE(std::filesystem::exists(folder / "v"));
}

TEST(Compile, UnusualBytesInIdsAreKept) {
  const std::string odd("X:\0\0\x1f", 5);
  CompiledVocabulary v({make_part("mondo", {mapped("MONDO:1", {{odd, MappingPredicate::exact, "mondo"}})})});
  EXPECT_THAT(v.described(v->matches_of_foreign(odd)), ElementsAre("MONDO:1 exact mondo"));
  EXPECT_THAT(v->matches_of_foreign("X:"), IsEmpty());
}

TEST(Compile, AnExistingFolderIsRefused) {
  const test::TestFolder folder;
  EXPECT_EQ(error_of([&] { compile_vocabulary({}, folder.path(), {}); }), ErrorCode::io);
}

TEST(Open, DamagedFilesAreRefused) {
  CompiledVocabulary v(filled_parts());
  for (const char* name :
       {"heads.data", "heads.offsets", "concepts.data", "names.offsets", "links.data", "down.data", "matches.offsets",
        "places.data", "info.data", "words", "postings.terms", "postings.lengths"}) {
    const std::string path = v.folder() + "/" + name;
    const std::string whole = test::read_file(path);
    test::write_file(path, whole.substr(0, whole.size() / 2));
    EXPECT_EQ(error_of([&] { Vocabulary opened(v.folder()); }), ErrorCode::index_corrupt) << name;
    std::filesystem::remove(path);
    EXPECT_EQ(error_of([&] { Vocabulary opened(v.folder()); }), ErrorCode::index_corrupt) << name;
    test::write_file(path, whole);
  }
  Vocabulary opened(v.folder());
  EXPECT_EQ(opened.size(), 2u);
}

TEST(Open, OtherFormatsAndAnalyzersAreRefusedWithAHint) {
  for (const std::uint32_t record : {kFormatRecord, kAnalyzerRecord}) {
    CompiledVocabulary v(filled_parts());
    test::replace_record(v.folder() + "/" + kVocabularyInfo, record, "other");
    std::string message;
    EXPECT_EQ(error_of([&] { Vocabulary opened(v.folder()); }, &message), ErrorCode::index_incompatible) << record;
    EXPECT_THAT(message, HasSubstr("`il2index ")) << record;
  }
}

}  // namespace
}  // namespace il2search
