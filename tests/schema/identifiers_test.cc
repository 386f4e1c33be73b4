// Identifiers: every spelling of one gives its canonical form, and other text stays as it is.
#include "schema/identifiers.h"

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
      {"DOI:10.12/abc.2", {"DOI:10.12/ABC.2", "doi:10.12/abc.2", "10.12/ABC.2", "https://doi.org/10.12/abc.2"}},
  };
  for (const auto& [canonical, texts] : table) {
    for (const auto& text : texts) EXPECT_EQ(normalize_curie(text), canonical) << text;
    EXPECT_EQ(normalize_curie(canonical), canonical);
  }
}

TEST(Curie, OtherTextIsUnchanged) {
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

struct IdentifierRow {
  const char* printed;  // as sources print it
  const char* cleaned;
};

TEST(Identifiers, Dois) {
  const std::string longest = "10.1000/" + std::string(kMaxDoiBytes - 8, 'x');
  EXPECT_EQ(clean_doi(longest), longest);
  EXPECT_EQ(clean_doi(longest + "x"), "");
  const IdentifierRow rows[] = {
      {"10.1234/ABC", "10.1234/abc"},
      {" doi: 10.1234/abc\n", "10.1234/abc"},
      {"https://doi.org/10.1234/abc", "10.1234/abc"},
      {"HTTP://DX.DOI.ORG/10.1234/(x)<1>", "10.1234/(x)<1>"},
      {"www.doi.org/10.1234.5/a/b", "10.1234.5/a/b"},
      {"10.12/ABC.2", "10.12/abc.2"},
      {"10.1234/", ""},
      {"10.1234", ""},
      {"10./x", ""},
      {"10.x/y", ""},
      {"11.1234/abc", ""},
      {"10.1234/a b", ""},
      {"", ""},
  };
  for (const auto& [printed, cleaned] : rows) EXPECT_EQ(clean_doi(printed), cleaned) << printed;
}

TEST(Identifiers, PubMedAndPmcNumbers) {
  const IdentifierRow pmids[] = {{"29768149", "29768149"}, {" 0012 ", "12"}, {"0", ""}, {"1234567890", "1234567890"},
                                 {"12345678901", ""},      {"12a", ""},      {"", ""}};
  for (const auto& [printed, cleaned] : pmids) EXPECT_EQ(clean_pmid(printed), cleaned) << printed;
  const IdentifierRow pmcids[] = {{"PMC12055818", "PMC12055818"},
                                  {"pmc0012", "PMC12"},
                                  {"12055818", "PMC12055818"},
                                  {"PMC2930366 [Available on 07/01/11]", "PMC2930366"},
                                  {"PMC12.1", "PMC12"},
                                  {"PMC12x", ""},
                                  {"PMC", ""}};
  for (const auto& [printed, cleaned] : pmcids) EXPECT_EQ(clean_pmcid(printed), cleaned) << printed;
}

TEST(Identifiers, Orcids) {
  const IdentifierRow rows[] = {{"0000-0002-1825-0097", "0000-0002-1825-0097"},
                                {"https://orcid.org/000000021825009x", "0000-0002-1825-009X"},
                                {"0000-0002-1825-009", ""},
                                {"", ""}};
  for (const auto& [printed, cleaned] : rows) EXPECT_EQ(clean_orcid(printed), cleaned) << printed;
}

TEST(Identifiers, AreFoundInText) {
  EXPECT_EQ(find_doi("see doi:10.1234/ABC.1, and 10.5/x"), "10.1234/abc.1");
  EXPECT_EQ(find_doi("a ratio of 110.5/2 and 10.x/y"), "");
  EXPECT_EQ(find_pmcid("(PMC0012055818)"), "PMC12055818");
  EXPECT_EQ(find_pmcid("XPMC12 PMC PMC123456789012"), "");
}

// What a reader makes an id of is found by that id, by the text of the source and by every other spelling.
TEST(Identifiers, EveryIdOfADocumentIsFoundInEverySpelling) {
  const auto expect_found = [](const std::string& id, const std::vector<std::string>& spellings) {
    for (const std::string& typed : spellings) EXPECT_EQ(possible_ids(typed).back(), id) << typed;
  };
  for (const std::string printed : {"10.12/ABC.2", "10.1234/ABC", "10.1/X", "10.1000.5/(A)", "10.3389/FIMMU;2"}) {
    Document document;
    document.doi = clean_doi(printed);
    const std::string id = id_from_identifiers(document);
    EXPECT_EQ(id, "DOI:" + document.doi);
    expect_found(id,
                 {id, printed, document.doi, "DOI:" + printed, "doi: " + printed, " " + id + "\n",
                  "https://doi.org/" + printed, "http://dx.doi.org/" + printed, "https://www.doi.org/" + document.doi});
  }
  for (const std::string printed : {"29768149", "0012", "1234567890"}) {
    Document document;
    document.pmid = clean_pmid(printed);
    const std::string id = id_from_identifiers(document);
    EXPECT_EQ(id, "PMID:" + document.pmid);
    expect_found(id, {id, printed, document.pmid, "pmid:" + printed, "PMID " + printed, "PMID" + printed,
                      "https://pubmed.ncbi.nlm.nih.gov/" + printed + "/"});
  }
  for (const std::string printed : {"PMC12055818", "PMC0012", "PMC1234567890"}) {
    Document document;
    document.pmcid = clean_pmcid(printed);
    const std::string id = id_from_identifiers(document);
    EXPECT_EQ(id, "PMCID:" + document.pmcid);
    expect_found(id, {id, printed, document.pmcid, "PMCID:" + printed, "pmc:" + printed.substr(3),
                      "https://pmc.ncbi.nlm.nih.gov/articles/" + printed + "/"});
  }
}

TEST(Identifiers, IdsOfDocuments) {
  Document document;
  EXPECT_EQ(id_from_identifiers(document), "");
  document.doi = "10.no doi";
  EXPECT_EQ(id_from_identifiers(document), "") << "kept as the source gives it, but nobody could look it up";
  EXPECT_EQ(possible_ids("Own Id"), std::vector<std::string>{"Own Id"});
  EXPECT_EQ(possible_ids("12"), (std::vector<std::string>{"12", "PMID:12"}));
  EXPECT_TRUE(is_document_id("PMCID:PMC1"));
  EXPECT_FALSE(is_document_id("MESH:D008180"));
}

}  // namespace
}  // namespace il2search
