// Summary pages of papers in Markdown.
#include "corpus/pages/paper_md.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "corpus/pages/paper_entities.h"
#include "read_all.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;

constexpr const char* kPage = R"(# A **bold** title of a paper

**Authors:** Ann B. Cee, Dirk van Eff

PMC · PMID: 90000099 · DOI: 10.5555/ABC.1 · Sample Journal · 2024-03-09

## TL;DR

Short words
over two lines.

## Contribution

What it adds.

## Key findings

- One thing.
- Another thing that
  goes on.

## Abstract

Intro text.

**Methods:** We did it.

### Results

It worked.

## Keywords

alpha, beta; gamma

## Linked entities

- **Proteins:** IL2 (interleukin 2), FOXP3
- **Diseases:** lupus nephritis (MONDO:0005556), LN (MONDO:0005556)

## Full-text entities

- **Genes:** IL2 (interleukin 2) [NCBI Gene 3558] {aka IL-2, TCGF (old, seldom)}, X [NCBI Gene 1, 2]
- **Cell lines:** HEK 293 [CVCL_0045]
- **Variants:** p.V600E [rs113488022]
- **Chemicals:**
  - sirolimus (rapamycin) (MESH:D020123)
  - 1,25-dihydroxy (vitamin, active) D (MESH:D002117)

## Limitations

Small numbers.

## Full text

_Full text left out._ Fetch the complete paper: https://papers.example.org/x/full.md

---
Source: https://papers.example.org/paper/PMC90000100
)";

TEST(PaperMd, ReadsEverySection) {
  const Document d = parse_paper_md(kPage);
  EXPECT_EQ(d.title, "A bold title of a paper");
  ASSERT_EQ(d.authors.size(), 2u);
  EXPECT_EQ(short_name(d.authors[0]), "Cee AB");
  EXPECT_EQ(d.authors[1].last, "van Eff");
  EXPECT_EQ(d.source, "PMC");
  EXPECT_EQ(d.pmid, "90000099");
  EXPECT_EQ(d.pmcid, "PMC90000100");
  EXPECT_EQ(d.doi, "10.5555/abc.1");
  EXPECT_EQ(d.journal.title, "Sample Journal");
  EXPECT_EQ(d.dates.published, (Date{2024, 3, 9}));
  EXPECT_EQ(d.tldr, "Short words over two lines.");
  EXPECT_EQ(d.contribution, "What it adds.");
  EXPECT_THAT(d.key_findings, ElementsAre("One thing.", "Another thing that goes on."));
  EXPECT_EQ(d.abstract,
            (std::vector<Section>{{"", "Intro text."}, {"Methods", "We did it."}, {"Results", "It worked."}}));
  EXPECT_THAT(d.keywords, ElementsAre("alpha", "beta", "gamma"));
  EXPECT_EQ(d.body, (std::vector<BodySection>{{"Limitations", "", "Small numbers."}}));
  EXPECT_EQ(d.url, "https://papers.example.org/paper/PMC90000100");
}

// An entity as one line, for comparing lists.
std::string line_of(const Entity& entity) {
  std::string line = entity.id + " " + to_string(entity.type) + " " + entity.name;
  for (const std::string& alias : entity.aliases) line += " =" + alias;
  return line + " " + to_string(entity.provenance);
}

std::vector<std::string> lines_of_entities(const std::vector<Entity>& entities) {
  std::vector<std::string> lines;
  for (const Entity& entity : entities) lines.push_back(line_of(entity));
  return lines;
}

TEST(PaperMd, ReadsEntities) {
  EXPECT_THAT(
      lines_of_entities(parse_paper_md(kPage).entities),
      ElementsAre(" gene IL2 =interleukin 2 listed", " gene FOXP3 listed",
                  "MONDO:0005556 disease lupus nephritis =LN listed",
                  "NCBIGene:3558 gene IL2 =interleukin 2 =IL-2 =TCGF (old, seldom) annotated",
                  "NCBIGene:1 gene X annotated", "NCBIGene:2 gene X annotated", "CVCL:0045 cell_line HEK 293 annotated",
                  "DBSNP:rs113488022 variant p.V600E annotated", "MESH:D020123 chemical sirolimus =rapamycin annotated",
                  "MESH:D002117 chemical 1,25-dihydroxy (vitamin, active) D annotated"));
}

TEST(PaperMd, EntityItems) {
  const struct {
    const char* list;
    std::vector<std::string> lines;
  } rows[] = {
      {"", {}},
      {" , ;", {}},
      {"a (MESH:D008180|MONDO:0007915)", {"MESH:D008180 disease a listed", "MONDO:0007915 disease a listed"}},
      {"Down syndrome (trisomy: full)", {" disease Down syndrome =trisomy: full listed"}},
      {"a (b", {" disease a (b listed"}},
      {"a (b, c (MESH:D008180)", {" disease a (b listed", "MESH:D008180 disease c listed"}},
      {"(MESH:D008180)", {" disease (MESH:D008180) listed"}},
      {"a [b] (MESH:D008180)", {"MESH:D008180 disease a [b] listed"}},
      {"a {aka b, b, a}", {" disease a =b listed"}},
      {"(((((,", {" disease ((((( listed"}},
      {")))", {" disease ))) listed"}},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(lines_of_entities(parse_entity_list(row.list, EntityType::disease, Provenance::listed)), row.lines)
        << row.list;
  }
}

TEST(PaperMd, TypesOfLabels) {
  EXPECT_EQ(entity_type_of_label("Genes"), EntityType::gene);
  EXPECT_EQ(entity_type_of_label("Cell lines"), EntityType::cell_line);
  EXPECT_EQ(entity_type_of_label("Cells"), EntityType::cell_type);
  EXPECT_EQ(entity_type_of_label("MUTATIONS"), EntityType::variant);
  EXPECT_EQ(entity_type_of_label("Species"), EntityType::species);
  EXPECT_EQ(entity_type_of_label("Whatever"), EntityType::other);
}

TEST(PaperMd, OtherShapesOfPages) {
  const Document d = parse_paper_md(
      "# T\r\n\r\nAuthors: A B and C D\r\n**Journal:** J (Lond)\r\n**DOI:** https://doi.org/10.5555/X\r\n"
      "**Published:** 3 Mar 2021\r\n\r\nmedRxiv · 2019\r\n\r\nA stray line.\r\n\r\n## Abstract\r\n"
      "Background: One. Results: Two.\r\n");
  EXPECT_EQ(d.authors.size(), 2u);
  EXPECT_EQ(d.journal.title, "J (Lond)");
  EXPECT_EQ(d.doi, "10.5555/x");
  EXPECT_EQ(d.dates.published, (Date{2021, 3, 3}));
  EXPECT_TRUE(d.status.preprint);
  EXPECT_EQ(d.abstract, (std::vector<Section>{{"Background", "One."}, {"Results", "Two."}}));
  ASSERT_FALSE(d.body.empty());
  EXPECT_EQ(d.body.back().text, "A stray line.");
}

TEST(PaperMd, IdComesFromTheIdentifiers) {
  const ReadOutcome outcome = read_text(make_paper_md_reader, kPage);
  ASSERT_EQ(outcome.documents().size(), 1u);
  EXPECT_EQ(outcome.documents()[0].id, "PMID:90000099");
  EXPECT_EQ(read_text(make_paper_md_reader, "# T\n\n## TL;DR\n\nx\n").documents()[0].id, "FILE:test-file#1");
  EXPECT_EQ(read_text(make_paper_md_reader, "# T\n\nDOI: 10.5555/q · J\n").documents()[0].id, "DOI:10.5555/q");
}

}  // namespace
}  // namespace il2search
