// Identifiers: every way to write one gives its canonical form, and what is none stays as it is.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <il2search/text.h>

namespace il2search {
namespace {

TEST(Curie, OneFormForEveryWayToWriteIt) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table = {
      {"MESH:D008180",
       {"MESH:D008180", "mesh:d008180", "MeSH:D008180", " mesh: D008180 ", "MESH:MESH:D008180", "mesh_D008180",
        "https://id.nlm.nih.gov/mesh/D008180", "http://identifiers.org/mesh/D008180",
        "https://meshb.nlm.nih.gov/record/ui?ui=D008180", "https://www.ncbi.nlm.nih.gov/mesh/D008180"}},
      {"MONDO:0007915",
       {"MONDO:0007915", "mondo:0007915", "MONDO_0007915", "http://purl.obolibrary.org/obo/MONDO_0007915",
        "https://identifiers.org/mondo:0007915", "MONDO:7915"}},
      {"NCBIGene:3558",
       {"NCBIGene:3558", "Gene:3558", "gene:3558", "NCBI Gene 3558", "NCBI Gene: 3558", "ncbi_gene:3558", "GeneID:3558",
        "EntrezGene:3558", "https://www.ncbi.nlm.nih.gov/gene/3558", "https://www.ncbi.nlm.nih.gov/gene/3558?x=1"}},
      {"OMIM:152700", {"OMIM:152700", "omim:152700", "MIM:152700", "https://omim.org/entry/152700"}},
      {"OMIM:PS152700", {"OMIM:PS152700", "omim:ps152700", "OMIMPS:152700", "OMIMPS:PS152700"}},
      {"CHEBI:5931", {"CHEBI:5931", "chebi:5931", "http://purl.obolibrary.org/obo/CHEBI_5931", "CHEBI:CHEBI:5931"}},
      {"HP:0000093", {"HP:0000093", "hp:0000093", "HP_0000093"}},
      {"DOID:9074", {"DOID:9074", "doid_9074"}},
      {"DOID:0040093", {"DOID:0040093", "doid:0040093", "http://purl.obolibrary.org/obo/DOID_0040093"}},
      {"CVCL:0440",
       {"CVCL_0440", "cvcl_0440", "Cellosaurus:CVCL_0440", "CVCL:0440", "https://www.cellosaurus.org/CVCL_0440"}},
      {"CVCL:B1A9", {"cvcl_b1a9"}},
      {"DBSNP:rs123", {"rs123", "RS123", "dbSNP:rs123", "DBSNP:123", "https://www.ncbi.nlm.nih.gov/snp/rs123"}},
      {"NCBITaxon:9606", {"NCBITaxon:9606", "taxid:9606", "NCBI Taxonomy 9606", "species:9606"}},
      {"PMID:123",
       {"PMID:123", "pmid: 123", "PMID123", "pubmed:123", "PMID 123", "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://www.ncbi.nlm.nih.gov/pubmed/123", "PMID:000123"}},
      {"PMCID:PMC123",
       {"PMC123", "pmc123", "PMCID:PMC123", "PMCID:123", "pmc:PMC123",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/#s1"}},
      {"DOI:10.3389/fimmu.2025.1",
       {"doi:10.3389/FIMMU.2025.1", "DOI: 10.3389/fimmu.2025.1", "10.3389/fimmu.2025.1",
        "https://doi.org/10.3389/fimmu.2025.1", "http://dx.doi.org/10.3389/fimmu.2025.1"}},
  };
  for (const auto& [canonical, texts] : table) {
    for (const auto& text : texts) EXPECT_EQ(normalize_curie(text), canonical) << text;
    EXPECT_EQ(normalize_curie(canonical), canonical);
  }
}

TEST(Curie, WhatIsNoIdentifierStays) {
  for (const char* text : {"",
                           " ",
                           "lupus",
                           "gene:IL2",
                           "mesh:Lupus Nephritis",
                           "D008180",
                           "3558",
                           "MESH:X12",
                           "MESH:D",
                           "MONDO:12345678",
                           "unknown:12",
                           "rs",
                           "rs12a",
                           "10.3389",
                           "10.33/",
                           "doi:x",
                           "PMC",
                           "https://example.org/MESH/D1",
                           "OMIM:12",
                           "CVCL_1",
                           "mesh:doid:9074",
                           ":",
                           "::",
                           "MESH:",
                           "http://",
                           "Lupus nephritis 4"}) {
    EXPECT_EQ(normalize_curie(text), text);
  }
}

}  // namespace
}  // namespace il2search
