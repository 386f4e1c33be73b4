// The small vocabulary.
#include "tests/query/sample_vocabulary.h"

#include "storage/index_directory.h"
#include "vocabulary/store/compiler.h"

namespace il2search {
namespace {

using Texts = std::vector<std::string>;

Concept base_concept(const char* id, EntityType type, const char* label, std::vector<ConceptName> names) {
  Concept data;
  data.id = id;
  data.vocabulary = data.id.substr(0, data.id.find(':'));
  data.type = type;
  data.label = label;
  data.names = std::move(names);
  return data;
}

Concept mesh_heading(const char* id, const char* label, Texts tree_numbers, std::vector<ConceptName> names = {}) {
  Concept data = base_concept(id, EntityType::disease, label, std::move(names));
  data.tree_numbers = std::move(tree_numbers);
  return data;
}

Concept mondo_disease(const char* id, const char* label, Texts parents, std::vector<ConceptMapping> mappings = {}) {
  Concept data = base_concept(id, EntityType::disease, label, {});
  data.parents = std::move(parents);
  data.mappings = std::move(mappings);
  return data;
}

VocabularyPart mesh_part() {
  VocabularyPart part{"mesh", "2019", "desc2019.xml", {}, {}, {}};
  part.concepts = {
      mesh_heading("MESH:D007674", "Kidney Diseases", {"C12.777.419", "C13.351.968.419"},
                   {{"Disease, Kidney", NameScope::exact}}),
      mesh_heading("MESH:D009393", "Nephritis", {"C12.777.419.570", "C13.351.968.419.570"}),
      mesh_heading("MESH:D005921", "Glomerulonephritis", {"C12.777.419.570.363", "C13.351.968.419.570.363"}),
      mesh_heading("MESH:D008181", "Lupus Nephritis",
                   {"C12.777.419.570.363.680", "C13.351.968.419.570.363.680", "C20.111.590.560"},
                   {{"Glomerulonephritis, Lupus", NameScope::exact},
                    {"Lupus Glomerulonephritis", NameScope::exact},
                    {"Renal Lupus", NameScope::related}}),
      mesh_heading("MESH:D008180", "Lupus Erythematosus, Systemic", {"C17.300.480", "C20.111.590"},
                   {{"Systemic Lupus Erythematosus", NameScope::exact}}),
      mesh_heading("MESH:D001327", "Autoimmune Diseases", {"C20.111"}),
  };
  part.concepts[3].definition = "An invented definition:\nkidneys in lupus.";
  Concept substance = base_concept("MESH:C000999", EntityType::chemical, "Inventinib", {});
  substance.mapped_to = {"MESH:D009393"};
  part.concepts.push_back(substance);
  return part;
}

VocabularyPart mondo_part() {
  VocabularyPart part{"mondo", "2026", "mondo.obo", {}, {}, {}};
  part.concepts = {
      mondo_disease("MONDO:0000001", "disease", {}),
      mondo_disease("MONDO:0005240", "kidney disorder", {"MONDO:0000001"}),
      mondo_disease("MONDO:0007179", "autoimmune disease", {"MONDO:0000001"}),
      mondo_disease("MONDO:0007915", "systemic lupus erythematosus", {"MONDO:0007179"},
                    {{"MESH:D008180", MappingPredicate::exact, "mondo"}}),
      mondo_disease("MONDO:0005556", "lupus nephritis", {"MONDO:0005240", "MONDO:0007915"},
                    {{"DOID:0080162", MappingPredicate::exact, "mondo"},
                     {"MESH:D008181", MappingPredicate::exact, "mondo"},
                     {"MESH:D009393", MappingPredicate::broad, "mondo"}}),
  };
  Concept old = mondo_disease("MONDO:0000777", "disseminated lupus", {});
  old.obsolete = true;
  old.replaced_by = {"MONDO:0007915"};
  old.consider = {"MONDO:0005556"};
  part.concepts.push_back(old);
  return part;
}

VocabularyPart gene_part() {
  VocabularyPart part{"gene", "", "gene_info", {}, {}, {}};
  part.concepts = {
      base_concept("NCBIGene:3558", EntityType::gene, "IL2",
                   {{"interleukin 2", NameScope::exact}, {"TCGF", NameScope::abbreviation}}),
      base_concept("NCBIGene:3559", EntityType::gene, "IL2RA", {{"interleukin 2 receptor", NameScope::exact}}),
  };
  return part;
}

Document with_entity(const char* id, const char* curie, EntityType type) {
  Document document;
  document.id = id;
  document.title = "A paper about something";
  Entity entity;
  entity.id = curie;
  entity.vocabulary = entity.id.substr(0, entity.id.find(':'));
  entity.type = type;
  document.entities = {entity};
  return document;
}

}  // namespace

std::vector<VocabularyPart> sample_vocabulary() { return {mesh_part(), mondo_part(), gene_part()}; }

std::vector<Document> sample_concept_documents() {
  Document by_name = with_entity("PMID:6", "NCBIGene:3558", EntityType::gene);
  Entity heading;
  heading.name = "Lupus Nephritis";
  heading.provenance = Provenance::indexed;
  Entity unknown;
  unknown.name = "Unheard Of";
  unknown.provenance = Provenance::indexed;
  by_name.entities.push_back(heading);
  by_name.entities.push_back(unknown);
  return {with_entity("PMID:1", "MESH:D008181", EntityType::disease),
          with_entity("PMID:2", "MONDO:0005556", EntityType::disease),
          with_entity("PMID:3", "MESH:D009393", EntityType::disease),
          with_entity("PMID:4", "MESH:D008180", EntityType::disease),
          with_entity("PMID:5", "DOID:0080162", EntityType::disease),
          by_name,
          with_entity("PMID:7", "MESH:D008181", EntityType::disease)};
}

void publish_vocabulary(const std::string& index_path, const std::vector<VocabularyPart>& parts) {
  IndexDirectory directory(index_path, {});
  const std::string folder = directory.tmp() + "/vocabulary";
  compile_vocabulary(parts, folder, {});
  VocabularyEntry entry = directory.adopt_vocabulary(folder, content_hash(parts));
  for (const VocabularyPart& part : parts) entry.parts.push_back({part.name, part.version, part.source, 0, 0, 0, 0});
  Manifest next = directory.manifest();
  next.indexed_with = entry.hash;
  next.vocabulary = std::move(entry);
  directory.publish(std::move(next));
}

}  // namespace il2search
