// A small vocabulary for tests of the tagger, and its dictionary in a temporary folder.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/storage/test_index.h"
#include "vocabulary/store/compile_stages.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search::test {

inline Concept tag_concept(std::string id, EntityType type, std::string label, std::vector<ConceptName> names = {},
                           std::vector<std::string> trees = {}) {
  Concept entry;
  entry.id = std::move(id);
  entry.vocabulary = entry.id.substr(0, entry.id.find(':'));
  entry.type = type;
  entry.label = std::move(label);
  entry.names = std::move(names);
  entry.tree_numbers = std::move(trees);
  return entry;
}

inline Concept supplementary(std::string id, std::string label, std::vector<std::string> headings) {
  Concept entry = tag_concept(std::move(id), EntityType::chemical, std::move(label));
  entry.mapped_to = std::move(headings);
  return entry;
}

inline std::vector<Concept> mesh_for_tagging() {
  using enum NameScope;
  constexpr auto kDisease = EntityType::disease;
  constexpr auto kChemical = EntityType::chemical;
  return {
      tag_concept("MESH:D008180", kDisease, "Lupus Erythematosus, Systemic", {{"SLE", abbreviation}}, {"C17.300.480"}),
      tag_concept("MESH:D008181", kDisease, "Lupus Nephritis", {{"Nephritis, Lupus", exact}},
                  {"C12.777.419.570.363.680"}),
      tag_concept("MESH:D007674", kDisease, "Kidney Diseases", {}, {"C12.777.419"}),
      tag_concept("MESH:D009369", kDisease, "Neoplasms", {{"Tumors", exact}}, {"C04"}),
      tag_concept("MESH:D002277", kDisease, "Carcinoma", {}, {"C04.557.470.200"}),
      tag_concept("MESH:D001943", kDisease, "Breast Neoplasms", {}, {"C04.588.180"}),
      tag_concept("MESH:D010051", kDisease, "Ovarian Neoplasms", {}, {"C04.588.322.455"}),
      tag_concept("MESH:D003922", kDisease, "Diabetes Mellitus, Type 1", {{"Type 1 Diabetes", exact}},
                  {"C18.452.394.750.124"}),
      tag_concept("MESH:D003924", kDisease, "Diabetes Mellitus, Type 2", {{"Type 2 Diabetes", exact}},
                  {"C18.452.394.750.149"}),
      tag_concept("MESH:D006509", kDisease, "Hepatitis B", {}, {"C01.925.256.430.400"}),
      tag_concept("MESH:D006526", kDisease, "Hepatitis C", {}, {"C01.925.440.440"}),
      tag_concept("MESH:D006973", kDisease, "Hypertension", {}, {"C14.907.489"}),
      tag_concept("MESH:D009203", kDisease, "Myocardial Infarction", {}, {"C14.280.647.500"}),
      tag_concept("MESH:D012008", kDisease, "Recurrence", {}, {"C23.550.291.937"}),
      tag_concept("MESH:D012559", kDisease, "Schizophrenia", {}, {"F03.700.750"}),
      tag_concept("MESH:D004194", kDisease, "Disease", {}, {"C23.550.288"}),
      tag_concept("MESH:D063646", kDisease, "Carcinogenesis", {}, {"C23.550.727.098"}),
      tag_concept("MESH:D008094", kChemical, "Lithium", {}, {"D01.268.549.400"}),
      tag_concept("MESH:D007328", kChemical, "Insulin", {}, {"D06.472.699.587.200"}),
      tag_concept("MESH:D018698", kChemical, "Glutamic Acid", {{"Glutamate", exact}}, {"D12.125.067.625"}),
      tag_concept("MESH:D005971", kChemical, "Glutamates", {}, {"D12.125.119.409"}),
      tag_concept("MESH:D005472", kChemical, "Fluorouracil", {{"5-FU", abbreviation}}, {"D03.383.742.698.875.404"}),
      tag_concept("MESH:D000596", kChemical, "Amino Acids", {}, {"D12.125"}),
      tag_concept("MESH:D018799", kChemical, "Intercellular Adhesion Molecule-1", {}, {"D12.776.395.550.200.450"}),
      tag_concept("MESH:D061067", kChemical, "Antibodies, Monoclonal, Humanized", {},
                  {"D12.776.124.486.485.114.224.060"}),
      tag_concept("MESH:D000068879", kChemical, "Adalimumab", {}, {"D12.776.124.486.485.114.224.060.250"}),
      tag_concept("MESH:D013167", kDisease, "Spondylitis, Ankylosing", {}, {"C05.116.900.853.625.800"}),
      supplementary("MESH:C000001", "zuxamide", {"MESH:D008094", "MESH:D018799"}),
      supplementary("MESH:C000002", "zuxostatin receptor", {"MESH:D018799"}),
      tag_concept("MESH:D010902", EntityType::anatomy, "Pituitary Gland", {{"pituitary", exact}}, {"A06.407.747"}),
      tag_concept("MESH:D051379", EntityType::species, "Mice", {{"Mouse", exact}}, {"B01.050"}),
  };
}

inline std::vector<Concept> others_for_tagging() {
  using enum NameScope;
  constexpr auto kDisease = EntityType::disease;
  constexpr auto kGene = EntityType::gene;
  Concept mapped =
      tag_concept("MONDO:0007915", kDisease, "systemic lupus erythematosus", {{"Libman-Sacks disease", exact}});
  mapped.mappings = {{"MESH:D008180", MappingPredicate::exact, "mondo"}};
  Concept unloaded = tag_concept("MONDO:0010602", kDisease, "hemophilia A", {});
  unloaded.mappings = {{"MESH:C999999", MappingPredicate::exact, "mondo"}};
  Concept old = tag_concept("MONDO:0000002", kDisease, "quartan ague");
  old.obsolete = true;
  Concept rare = tag_concept("MONDO:0021136", kDisease, "rare");
  rare.parents = {"MONDO:0021125"};
  return {
      std::move(mapped),
      std::move(unloaded),
      std::move(old),
      tag_concept("MONDO:0021125", kDisease, "disease characteristic"),
      std::move(rare),
      tag_concept("MONDO:0018105", kDisease, "Wolfram syndrome", {{"DIDMOAD", abbreviation}, {"gait", exact}}),
      tag_concept("MONDO:0004781", kDisease, "acute myocardial infarction"),
      tag_concept("MONDO:0006025", kDisease, "autosomal recessive disease"),
      tag_concept("MONDO:0012481", kDisease, "hypophysitis", {{"pituitary", exact}}),
      tag_concept("MONDO:0009279", kDisease, "triple-A syndrome", {{"BRCA1", abbreviation}, {"XYZD", related}}),
      tag_concept("CHEBI:30145", EntityType::chemical, "lithium"),
      tag_concept("CHEBI:1", EntityType::chemical, "xylopentol"),
      tag_concept("NCBIGene:672", kGene, "BRCA1", {{"BRCC1", abbreviation}}),
      tag_concept("NCBIGene:847", kGene, "CAT", {{"catalase", exact}}),
      tag_concept("NCBIGene:7157", kGene, "TP53", {{"P53", abbreviation}, {"tumor protein p53", exact}}),
      tag_concept("NCBIGene:3558", kGene, "IL2", {{"IL-2", abbreviation}, {"interleukin 2", exact}}),
      tag_concept("NCBIGene:3559", kGene, "IL2RA", {{"interleukin 2 receptor subunit alpha", exact}}),
      tag_concept("NCBIGene:3630", kGene, "INS", {{"insulin", exact}}),
      tag_concept("NCBIGene:7124", kGene, "TNF", {{"TNF-alpha", abbreviation}, {"tumor necrosis factor", exact}}),
      tag_concept("NCBIGene:2475", kGene, "MTOR", {{"mechanistic target of rapamycin kinase", exact}}),
      tag_concept("NCBIGene:1000001", kGene, "AAA1", {{"SHRD", abbreviation}}),
      tag_concept("NCBIGene:1000002", kGene, "AAA2", {{"SHRD", abbreviation}, {"second long protein name", exact}}),
      tag_concept("NCBIGene:1000003", kGene, "AAA3P1", {{"AAA3 pseudogene 1", exact}, {"PSDG", abbreviation}}),
      tag_concept("NCBIGene:1000004", kGene, "PCR", {{"SD", abbreviation}}),
  };
}

// A dictionary of the concepts, in a temporary folder.
class TagFixture {
 public:
  explicit TagFixture(std::vector<Concept> concepts) {
    std::sort(concepts.begin(), concepts.end(), [](const Concept& a, const Concept& b) { return a.id < b.id; });
    const ConceptTable table(std::move(concepts));
    write_tag_dictionary(table.all(), collect_matches(table), path());
  }

  std::string path() const { return scratch_.path() + "/" + kTagDictionaryFile; }
  Tagger tagger() const { return Tagger(std::make_shared<const TagDictionary>(path())); }

 private:
  TestFolder scratch_;
};

inline const TagFixture& small_tag_vocabulary() {
  static const TagFixture fixture([] {
    std::vector<Concept> all = mesh_for_tagging();
    for (Concept& entry : others_for_tagging()) all.push_back(std::move(entry));
    return all;
  }());
  return fixture;
}

}  // namespace il2search::test
