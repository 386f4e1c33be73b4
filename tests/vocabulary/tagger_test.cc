// Text -> mentions, with a small vocabulary: each row is a rule of docs/tagger.md.
#include "vocabulary/tagger/tagger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "tests/vocabulary/tag_concepts.h"

namespace il2search {
namespace {

using testing::IsEmpty;

// "words=id" of each mention, in order.
std::vector<std::string> mentions_in(const std::string& text) {
  Tagger tagger = test::small_tag_vocabulary().tagger();
  std::vector<std::string> rows;
  for (const TagMention& mention : tagger.mentions(text)) {
    EXPECT_LE(mention.span.end, text.size());
    rows.push_back(text.substr(mention.span.start, mention.span.end - mention.span.start) + "=" + mention.id);
  }
  return rows;
}

struct TagCase {
  const char* text;
  std::vector<std::string> mentions;
};

void check(const std::vector<TagCase>& cases) {
  for (const TagCase& row : cases) EXPECT_EQ(mentions_in(row.text), row.mentions) << row.text;
}

// It does not matter whether the disease or the heading states the match, or whether the heading is loaded.
TEST(Tagger, ADiseaseIsTaggedAsItsMatchInMesh) {
  using enum EntityType;
  const auto id_of = [](Concept disease, Concept of_mesh) {
    Tagger tagger = test::TagFixture({std::move(disease), std::move(of_mesh)}).tagger();
    const std::vector<TagMention> found = tagger.mentions("zuxoma");
    return found.size() == 1 ? found[0].id : std::string();
  };
  const auto with = [](Concept data, const char* other, MappingPredicate predicate) {
    data.mappings.push_back({other, predicate, "set"});
    return data;
  };
  const Concept mondo = test::tag_concept("MONDO:0000777", disease, "zuxoma");
  const Concept mesh = test::tag_concept("MESH:D000777", disease, "Tumor of Zux", {}, {"C04.557"});
  EXPECT_EQ(id_of(mondo, mesh), "MONDO:0000777");
  for (const auto predicate : {MappingPredicate::exact, MappingPredicate::xref}) {
    EXPECT_EQ(id_of(with(mondo, "MESH:D000777", predicate), mesh), "MESH:D000777");
    EXPECT_EQ(id_of(mondo, with(mesh, "MONDO:0000777", predicate)), "MESH:D000777");
  }
  EXPECT_EQ(id_of(mondo, with(mesh, "MONDO:0000777", MappingPredicate::broad)), "MONDO:0000777");
  EXPECT_EQ(id_of(with(mondo, "MESH:C000999", MappingPredicate::exact), mesh), "MESH:C000999");
  // An exact match has precedence over a cross reference, whatever its source.
  EXPECT_EQ(
      id_of(with(mondo, "MESH:C000999", MappingPredicate::xref), with(mesh, "MONDO:0000777", MappingPredicate::exact)),
      "MESH:D000777");
}

TEST(Tagger, FindsNamesAsTheyAreWritten) {
  check({
      {"Lupus nephritis was found.", {"Lupus nephritis=MESH:D008181"}},
      {"LUPUS NEPHRITIS", {"LUPUS NEPHRITIS=MESH:D008181"}},
      {"two kidney diseases", {"kidney diseases=MESH:D007674"}},
      {"a kidney disease", {"kidney disease=MESH:D007674"}},
      {"with schizophrenia", {"schizophrenia=MESH:D012559"}},
      // commas inverted; "the" is optional within a name
      {"systemic lupus erythematosus", {"systemic lupus erythematosus=MESH:D008180"}},
      {"systemic the lupus erythematosus", {"systemic the lupus erythematosus=MESH:D008180"}},
      // Roman numerals
      {"type II diabetes", {"type II diabetes=MESH:D003924"}},
      // synonyms
      {"renal disorders", {"renal disorders=MESH:D007674"}},
      {"breast cancer", {"breast cancer=MESH:D001943"}},
      {"a cancer", {"cancer=MESH:D009369"}},
      {"a carcinoma", {"carcinoma=MESH:D002277"}},
      // adjectives
      {"hypertensive rats", {"hypertensive=MESH:D006973"}},
      // singular and plural are two headings
      {"glutamate", {"glutamate=MESH:D018698"}},
      {"glutamates", {"glutamates=MESH:D005971"}},
  });
}

TEST(Tagger, PrefersMeshAndGivesOthersTheirOwnIds) {
  check({
      {"Libman-Sacks disease", {"Libman-Sacks disease=MESH:D008180"}},
      {"hemophilia A", {"hemophilia A=MESH:C999999"}},
      {"Wolfram syndrome", {"Wolfram syndrome=MONDO:0018105"}},
      {"acute myocardial infarction", {"acute myocardial infarction=MESH:D009203"}},
  });
}

TEST(Tagger, SkipsNamesThatSayTooLittle) {
  check({
      {"a disease, a syndrome, recurrence, carcinogenesis", {}},  // general, an attribute, a process
      {"a rare autosomal recessive disease", {}},                 // words that fit any disease
      {"amino acids and intercellular adhesion molecule-1", {}},  // a class; a protein, which is a gene here
      {"the pituitary and the gait", {}},                         // anatomy; a short word of another vocabulary
      {"quartan ague", {}},                                       // obsolete
      {"XYZD", {}},                                               // a related name
      {"mice", {}},                                               // species
  });
}

TEST(Tagger, ChemicalsAreSubstances) {
  check({
      {"adalimumab, a humanized monoclonal antibody", {"adalimumab=MESH:D000068879"}},
      {"zuxamide", {"zuxamide=MESH:C000001"}},
      {"zuxostatin receptor", {}},  // mapped only to a protein
      {"xylopentol", {"xylopentol=CHEBI:1"}},
  });
}

TEST(Tagger, RespectsTheBoundariesOfNames) {
  check({
      {"anti-hypertension, anti-lithium", {"lithium=MESH:D008094"}},
      {"lithium-induced nephropathy", {"lithium=MESH:D008094"}},
      {"non-lithium therapy", {}},
      {"hepatitis-B", {"hepatitis-B=MESH:D006509"}},
      {"lupus. Nephritis", {}},
      {"lupus (nephritis", {}},
      {"lupus\nnephritis", {}},
      {"prelithium", {}},
      {"lithium-7", {}},
      {"IL2RA and IL-2", {"IL2RA=NCBIGene:3559", "IL-2=NCBIGene:3558"}},
      {"IL2X", {}},
  });
}

TEST(Tagger, PrefersTheLongestName) {
  check({
      {"interleukin 2 receptor subunit alpha", {"interleukin 2 receptor subunit alpha=NCBIGene:3559"}},
      {"interleukin 2 receptor", {"interleukin 2=NCBIGene:3558"}},
      {"tumor necrosis factor", {"tumor necrosis factor=NCBIGene:7124"}},
  });
}

TEST(Tagger, SymbolsAreCaseSensitive) {
  check({
      {"CAT activity", {"CAT=NCBIGene:847"}},
      {"the cat sat", {}},
      {"Cat and cats", {}},
      {"Brca1", {}},  // how genes of mice are written
      {"catalase", {"catalase=NCBIGene:847"}},
      {"p53 and TP53", {"p53=NCBIGene:7157", "TP53=NCBIGene:7157"}},
      {"mTOR", {"mTOR=NCBIGene:2475"}},
      {"TNF-\xCE\xB1", {"TNF-\xCE\xB1=NCBIGene:7124"}},
      {"5-FU was given", {"5-FU=MESH:D005472"}},
      {"5-fu", {}},
      // units, methods, statistics; aliases of pseudogenes
      {"PCR; SD 3; PSDG", {}},
      // an abbreviation of a disease that is a gene's symbol
      {"BRCA1", {"BRCA1=NCBIGene:672"}},
  });
}

TEST(Tagger, AHormoneIsAGeneAndAChemical) { check({{"insulin", {"insulin=MESH:D007328", "insulin=NCBIGene:3630"}}}); }

TEST(Tagger, AnAmbiguousNameMeansTheGeneThatTheTextMentions) {
  check({
      {"SHRD", {"SHRD=NCBIGene:1000001"}},
      {"SHRD, second long protein name", {"SHRD=NCBIGene:1000002", "second long protein name=NCBIGene:1000002"}},
  });
}

TEST(Tagger, TextsAboutAnimalsGetNoGenes) {
  check({
      {"IL-2 in mice", {}},
      {"IL-2 in mice and patients", {"IL-2=NCBIGene:3558"}},
      {"lithium in mice", {"lithium=MESH:D008094"}},
  });
}

TEST(Tagger, AbbreviationsMeanTheirLongForms) {
  check({
      {"Lupus nephritis (LN) is common. LN was treated; ln was not.",
       {"Lupus nephritis=MESH:D008181", "LN=MESH:D008181", "LN=MESH:D008181"}},
      {"CAT before computed assisted tomography (CAT)", {"CAT=NCBIGene:847", "CAT=NCBIGene:847"}},
      {"SLE in sea level elevation (SLE)", {}},  // the long form is unknown, so it is not the disease
      {"SLE (systemic lupus erythematosus)", {"SLE=MESH:D008180", "systemic lupus erythematosus=MESH:D008180"}},
      {"SLE", {"SLE=MESH:D008180"}},
      {"ankylosing spondylitis (AS), as AS",
       {"ankylosing spondylitis=MESH:D013167", "AS=MESH:D013167", "AS=MESH:D013167"}},
  });
}

TEST(Tagger, ReadsLists) {
  check({
      {"breast and ovarian cancer", {"breast=MESH:D001943", "ovarian cancer=MESH:D010051"}},
      {"breast, ovarian or renal disease",
       {"renal disease=MESH:D007674"}},  // "ovarian disease" is not a name and ends the list
      {"type 1 and type 2 diabetes", {"type 1=MESH:D003922", "type 2 diabetes=MESH:D003924"}},
      {"hepatitis B and C", {"hepatitis B=MESH:D006509", "C=MESH:D006526"}},
      {"hepatitis B and chronic pain", {"hepatitis B=MESH:D006509"}},
      {"lithium and breast cancer", {"lithium=MESH:D008094", "breast cancer=MESH:D001943"}},
  });
}

TEST(Tagger, HostileTextTakesLinearTime) {
  const std::string million(1 << 20, 'a');
  std::string parentheses;
  std::string names;
  std::string invalid;
  while (parentheses.size() < million.size()) parentheses += "(a b)(";
  while (names.size() < million.size()) names += "type 1 and ";
  while (invalid.size() < million.size()) invalid += "\xC3\x28 IL-2\xFF";
  const std::string commas = [&] {
    std::string text;
    while (text.size() < million.size()) text += "breast, ";
    return text + "ovarian cancer";
  }();
  Tagger tagger = test::small_tag_vocabulary().tagger();
  for (const std::string& text : {million, parentheses, std::string(1 << 20, '('), names, invalid, commas}) {
    const std::clock_t start = std::clock();
    const auto mentions = tagger.mentions(text);
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 20) << text.substr(0, 20);
    for (const TagMention& mention : mentions) EXPECT_LE(mention.span.end, text.size());
  }
  EXPECT_THAT(tagger.mentions(million), IsEmpty());
  EXPECT_THAT(tagger.mentions(""), IsEmpty());
}

TEST(Tagger, IsDeterministic) {
  const std::string text = "Type 1 and type 2 diabetes; lupus nephritis (LN), LN, IL-2 and insulin.";
  const auto first = mentions_in(text);
  EXPECT_EQ(first, mentions_in(text));
  EXPECT_EQ(first.size(), 8u);
}

}  // namespace
}  // namespace il2search
