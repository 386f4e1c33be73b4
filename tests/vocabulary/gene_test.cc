// Tables of genes: NCBI's gene_info and HGNC's complete set.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/byte_source.h"
#include "base/line_reader.h"
#include "tests/base/data_folder.h"
#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kGeneHeading =
    "#tax_id\tGeneID\tSymbol\tSynonyms\tdbXrefs\tdescription\ttype_of_gene\tSymbol_from_nomenclature_authority\t"
    "Full_name_from_nomenclature_authority\tOther_designations\tModification_date\n";

PartOutcome read_genes(const std::string& rows, std::uint64_t record_bytes = 16u << 20) {
  return read_vocabulary(read_gene_info, kGeneHeading + rows, record_bytes);
}

TEST(GeneInfo, ReadsARow) {
  const PartOutcome outcome = read_genes(
      "9606\t3558\tIL2\tTCGF|IL-2|lymphokine\tMIM:147680|HGNC:HGNC:6001|Ensembl:ENSG00000109471|IMGT/GENE-DB:X\t"
      "interleukin 2\tprotein-coding\tIL2\tinterleukin 2\tT cell growth factor|aldesleukin|-\t20250105\n"
      "9606\t7\tLOC7\t-\t-\tsome region\tbiological-region\t-\t-\t-\t20250302\n"
      "9606\t8\tNEWENTRY\t-\t-\tRecord to support submission\tother\t-\t-\t-\t20260101\n"
      "10090\t9\tGm9\tA|A\tMGI:MGI:88052\t\"quoted\" gene\tpseudo\tGm-9\tgene model 9\tgene model 9|B\t20240101\n");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "gene");
  EXPECT_EQ(outcome.part.version, "2025-03-02");
  ASSERT_EQ(outcome.part.concepts.size(), 3u);
  const Concept& il2 = outcome.part.concepts[0];
  EXPECT_EQ(il2.id, "NCBIGene:3558");
  EXPECT_EQ(il2.vocabulary, "NCBIGene");
  EXPECT_EQ(il2.type, EntityType::gene);
  EXPECT_EQ(il2.label, "IL2");
  EXPECT_THAT(PartOutcome::names(il2),
              ElementsAre("interleukin 2 exact", "TCGF abbreviation", "IL-2 abbreviation", "lymphokine abbreviation",
                          "T cell growth factor exact", "aldesleukin exact", "- exact"));
  EXPECT_THAT(PartOutcome::mappings(il2),
              ElementsAre("OMIM:147680 xref", "HGNC:6001 xref", "Ensembl:ENSG00000109471 xref"));
  EXPECT_EQ(il2.mappings[0].source, "gene");
  EXPECT_THAT(PartOutcome::names(outcome.part.concepts[1]), ElementsAre("some region exact"));
  EXPECT_THAT(PartOutcome::names(outcome.part.concepts[2]),
              ElementsAre("Gm-9 abbreviation", "gene model 9 exact", "A abbreviation", "B exact"));
  EXPECT_THAT(PartOutcome::mappings(outcome.part.concepts[2]), ElementsAre("MGI:88052 xref"));
}

TEST(GeneInfo, ReportsBadRowsAndReadsTheRest) {
  const std::string end = "\t-\t-\tx\tother\t-\t-\t-\t20250101";
  const struct {
    std::string row;
    const char* message;
  } cases[] = {
      {"9606\tabc\tX" + end, "2 left out: invalid gene number: \"abc\""},
      {"9606\t-\tX" + end, "2 left out: invalid gene number: \"\""},
      {"9606\t2\t-" + end, "2 left out: the gene has no symbol"},
      {"9606\t2\tX", "2 left out: the line has 3 columns, the header has 11"},
      {"9606\t3\tX\xFF" + end, "2: invalid UTF-8 was replaced"},
      {"9606\t2\tX\t" + std::string(5000, 'y') + end.substr(2), "2 left out: the line is over 3000 bytes"},
      {"9606\t3\tX\t" + std::string(1001, 'y') + end.substr(2), "2 left out: a name is over 1000 bytes"},
      {"9606\t3\t" + std::string(1001, 'y') + end, "2 left out: a name is over 1000 bytes"},
      {"9606\t1\tX" + end, "3 left out: duplicate identifier"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_genes(c.row + "\n9606\t1\tSOUND" + end + "\n", 3000);
    ASSERT_EQ(outcome.problems.size(), 1u) << c.row;
    EXPECT_THAT(outcome.messages()[0], HasSubstr(c.message));
    EXPECT_NE(outcome.find("NCBIGene:1"), nullptr);
  }
}

TEST(GeneInfo, BrokenFiles) {
  for (const char* text : {"", "\n\n", "a\tb\n1\t2\n", kGeneHeading}) {
    const PartOutcome outcome = read_vocabulary(read_gene_info, text);
    ASSERT_TRUE(outcome.error.has_value()) << text;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file) << text;
  }
}

class GeneFiles : public DataFolderTest {};

TEST_F(GeneFiles, HumanGenesMatchTheLinesOfTheFile) {
  const std::string path = data("genes/Homo_sapiens.gene_info.gz");
  std::size_t genes = 0;
  std::size_t with_hgnc = 0;
  const auto source = open_source(path);
  LineReader lines(*source, 1u << 20);
  for (Line line; lines.next(line);) {
    if (line.text.empty() || line.text.front() == '#' || line.text.find("\tNEWENTRY\t") != std::string_view::npos)
      continue;
    ++genes;
    if (line.text.find("HGNC:HGNC:") != std::string_view::npos) ++with_hgnc;
  }
  const PartOutcome outcome = read_vocabulary_file("gene", path);
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_GT(genes, 60000u);
  EXPECT_EQ(outcome.part.concepts.size(), genes);
  std::size_t mapped = 0;
  for (const Concept& gene : outcome.part.concepts) {
    for (const ConceptMapping& m : gene.mappings) mapped += m.id.starts_with("HGNC:") ? 1u : 0u;
  }
  EXPECT_EQ(mapped, with_hgnc);
}

TEST(Hgnc, GenesAreIdentifiedByTheirNcbiNumber) {
  const PartOutcome outcome = read_vocabulary(
      read_hgnc,
      "hgnc_id\tsymbol\tname\tstatus\talias_symbol\talias_name\tprev_symbol\tprev_name\tentrez_id\tensembl_gene_id\t"
      "omim_id\tdate_modified\n"
      "HGNC:6001\tIL2\tinterleukin 2\tApproved\t\"IL-2|TCGF\"\taldesleukin\tOLD2\t\"one, old|two\"\t3558\t"
      "ENSG00000109471\t147680\t2023-01-20\n"
      "HGNC:12\tNOENTREZ\twithout\tApproved\t\t\t\t\t\t\t\t2024-02-29\n"
      "HGNC:13\tGONE\tgone\tEntry Withdrawn\t\t\t\t\t\t\t\tsometime\n");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "gene-hgnc");
  EXPECT_EQ(outcome.part.version, "2024-02-29");
  ASSERT_EQ(outcome.part.concepts.size(), 3u);
  const Concept& il2 = outcome.part.concepts[0];
  EXPECT_EQ(il2.id, "NCBIGene:3558");
  EXPECT_THAT(PartOutcome::names(il2),
              ElementsAre("interleukin 2 exact", "IL-2 abbreviation", "TCGF abbreviation", "OLD2 abbreviation",
                          "aldesleukin exact", "one, old exact", "two exact"));
  EXPECT_THAT(PartOutcome::mappings(il2),
              ElementsAre("HGNC:6001 xref", "Ensembl:ENSG00000109471 xref", "OMIM:147680 xref"));
  const Concept& other = outcome.part.concepts[1];
  EXPECT_EQ(other.id, "HGNC:12");
  EXPECT_EQ(other.vocabulary, "HGNC");
  EXPECT_EQ(other.type, EntityType::gene);
  EXPECT_THAT(PartOutcome::mappings(other), IsEmpty());
  EXPECT_FALSE(other.obsolete);
  EXPECT_TRUE(outcome.part.concepts[2].obsolete);
}

TEST(Hgnc, ReportsBadRows) {
  const PartOutcome outcome = read_vocabulary(read_hgnc,
                                              "hgnc_id\tsymbol\tentrez_id\n"
                                              "5\tA\t1\n"
                                              "HGNC:5\t\t1\n"
                                              "HGNC:6\t\t\n"
                                              "HGNC:7\tB\tx\n"
                                              "HGNC:8\tC\t8\n"
                                              "HGNC:9\tD\t8\n");
  EXPECT_THAT(outcome.messages(),
              ElementsAre("2 left out: not an HGNC identifier: \"5\"", "3 left out: the gene has no symbol",
                          "4 left out: the gene has no symbol", "5 left out: invalid gene number: \"x\"",
                          "7 left out: duplicate identifier, only the first row is kept"));
  EXPECT_EQ(outcome.part.concepts.size(), 1u);
}

}  // namespace
}  // namespace il2search
