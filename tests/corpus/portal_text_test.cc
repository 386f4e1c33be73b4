// Pages of research portals, saved as text.
#include "corpus/pages/portal_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "corpus/pages/glued_labels.h"
#include "corpus/pages/portal_table.h"
#include "corpus/text_utilities.h"
#include "read_all.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;

TEST(PortalText, ReadsAGluedPage) {
  const Document d = parse_portal_text(
      "A title: with more\n\nAnn B. Cee1,2, Dirk van Eff, Émile Gee*\n\n*Corresponding author for this work\n\n\n"
      "Purpose of reviewIL-2 is short. It is.Recent findingsIn 2020 it rose (much).SummaryAll good.\n\n"
      "Original languageGerman\nJournalSample Journal of Things\nVolume35\nIssue number2\nPages (from-to)98-106\n"
      "Number of pages9\nDOIs\n  • https://doi.org/10.5555/AbC\nISSN1234-5678\n"
      "Publication statusPublished - 01.03.2023\nExternally publishedYes\n\n"
      "Research Areas and Centers\n\n  • Focus: One\n  • Focus: Two\n\nKeywords\n  • alpha\n  • beta\n\n"
      "Dive into the research topics of 'A title'. Together they form a fingerprint.\n\nCite this\nCee AB. 2023\n");
  EXPECT_EQ(d.title, "A title: with more");
  ASSERT_EQ(d.authors.size(), 3u);
  EXPECT_EQ(short_name(d.authors[0]), "Cee AB");
  EXPECT_EQ(short_name(d.authors[1]), "van Eff D");
  EXPECT_EQ(short_name(d.authors[2]), "Gee É");
  EXPECT_EQ(d.abstract, (std::vector<Section>{{"Purpose of review", "IL-2 is short. It is."},
                                              {"Recent findings", "In 2020 it rose (much)."},
                                              {"Summary", "All good."}}));
  EXPECT_THAT(d.languages, ElementsAre("ger"));
  EXPECT_EQ(d.journal.title, "Sample Journal of Things");
  EXPECT_THAT(d.journal.issns, ElementsAre("1234-5678"));
  EXPECT_EQ(d.volume, "35");
  EXPECT_EQ(d.issue, "2");
  EXPECT_EQ(d.pages, "98-106");
  EXPECT_EQ(d.doi, "10.5555/abc");
  EXPECT_EQ(d.publication_status, "Published");
  EXPECT_EQ(d.dates.published, (Date{2023, 3, 1}));
  EXPECT_EQ(d.body, (std::vector<BodySection>{{"Research Areas and Centers", "", "Focus: One\nFocus: Two"}}));
  EXPECT_THAT(d.keywords, ElementsAre("alpha", "beta"));
}

TEST(PortalText, ReadsATabbedPage) {
  const Document d = parse_portal_text(
      "Skip to main content\n\nA title\n\nAnn Cee\nDirk Eff\n\nDepartment of Samples\n\n"
      "Research output: Contribution to journal › Review article › peer-review\n\nAbstract\n\n"
      "Background: One.\nMethods: Two.\n\nOriginal language\tEnglish (US)\nArticle number\te17\n"
      "Journal\tJ\nState\tPublished - Mar 2023\nDOIs\t\nhttps://doi.org/10.5555/t\n\nFingerprint\nnoise\n");
  EXPECT_EQ(d.title, "A title");
  EXPECT_EQ(d.authors.size(), 2u);
  ASSERT_EQ(d.publication_types.size(), 1u);
  EXPECT_EQ(d.publication_types[0].name, "Review article");
  EXPECT_EQ(d.abstract, (std::vector<Section>{{"Background", "One."}, {"Methods", "Two."}}));
  EXPECT_EQ(d.pages, "e17");
  EXPECT_THAT(d.languages, ElementsAre("eng"));
  EXPECT_EQ(d.dates.published, (Date{2023, 3, 0}));
  EXPECT_EQ(d.doi, "10.5555/t");
  EXPECT_EQ(d.body, (std::vector<BodySection>{{"Affiliations", "", "Department of Samples"}}));
}

struct LabelRow {
  const char* text;
  std::string sections;  // label=text|
};

TEST(GluedLabels, Table) {
  const LabelRow rows[] = {
      {"", ""},
      {"No headings at all.", "=No headings at all.|"},
      {"BackgroundLupus is. MethodsWe did.", "Background=Lupus is.|Methods=We did.|"},
      {"BACKGROUND: Lupus is. METHODS: We did.", "BACKGROUND=Lupus is.|METHODS=We did.|"},
      {"Background\nLupus is.\nMethods\nWe did.", "Background=Lupus is.|Methods=We did.|"},
      {"Background Lupus is. Methods We did.", "Background=Lupus is.|Methods=We did.|"},
      {"Background/ObjectivesTo see.Materials and methodsTen mice.",
       "Background/Objectives=To see.|Materials and methods=Ten mice.|"},
      {"Intro first. ResultsIL-2 rose.", "=Intro first.|Results=IL-2 rose.|"},
      {"Results vary. Methods differ.", "=Results vary. Methods differ.|"},
      {"Summary Lupus is not a heading.", "=Summary Lupus is not a heading.|"},
      {"We saw Results: none.", "=We saw Results: none.|"},
      {"The purpose. Backgrounder is a word.", "=The purpose. Backgrounder is a word.|"},
      {"Methods", "=Methods|"},
      {"Conclusionsβ-cells live.", "Conclusions=β-cells live.|"},
      {"RESULTSWe saw it.CONCLUSIONSIt is so.", "RESULTS=We saw it.|CONCLUSIONS=It is so.|"},
  };
  for (const LabelRow& row : rows) {
    std::string sections;
    for (const Section& section : split_glued_labels(row.text)) sections += section.label + "=" + section.text + "|";
    EXPECT_EQ(sections, row.sections) << row.text;
  }
}

TEST(PortalTable, RowsAndSentences) {
  const struct {
    const char* line;
    bool row;
    const char* value;
  } rows[] = {
      {"Original languageEnglish", true, "English"},
      {"Pages (from-to)98-106", true, "98-106"},
      {"Volume: 3", true, "3"},
      {"Journal\tThe Lancet", true, "The Lancet"},
      {"DOIs", true, ""},
      {"Article numbere17", true, "e17"},
      {"Pagese12-e15", true, "e12-e15"},
      {"Article numbers grow", false, ""},
      {"Volume of distribution was large", false, ""},
      {"Issues of trust", false, ""},
      {"State of the art", false, ""},
      {"Journal publication dateMar 2020", true, "Mar 2020"},
      {"Languages differ", false, ""},
      {"", false, ""},
  };
  for (const auto& row : rows) {
    const auto found = portal_row(row.line);
    EXPECT_EQ(found.has_value(), row.row) << row.line;
    EXPECT_EQ(found ? found->value : "", row.value) << row.line;
  }
}

TEST(PageText, Dates) {
  const struct {
    const char* text;
    Date date;
  } rows[] = {
      {"2025-04-23", {2025, 4, 23}},
      {"Published - 01.03.2023", {2023, 3, 1}},
      {"1 Mar 2023", {2023, 3, 1}},
      {"March 1, 2023", {2023, 3, 1}},
      {"Published - Mar 2023", {2023, 3, 0}},
      {"2023", {2023, 0, 0}},
      {"2023/12", {2023, 12, 0}},
      {"no date", {}},
      {"12345", {}},
      {"99.99.2023", {2023, 0, 0}},
  };
  for (const auto& row : rows) EXPECT_EQ(find_date(row.text), row.date) << row.text;
}

TEST(PageText, Identifiers) {
  EXPECT_EQ(find_doi("see https://doi.org/10.5555/ABC.1."), "10.5555/abc.1");
  EXPECT_EQ(find_doi("version 10.2 only"), "");
  EXPECT_EQ(find_pmcid("https://x/paper/PMC123/full"), "PMC123");
  EXPECT_EQ(find_pmcid("XPMC123 PMC"), "");
  EXPECT_EQ(first_address("(see https://a.b/c)."), "https://a.b/c");
  EXPECT_EQ(first_address("none"), "");
}

TEST(PortalText, HostilePages) {
  for (const char* text :
       {"", "Original languageEnglish", "T\nDOIs", "T\nDOIs\n\n", "Cite this", "T\n,,,\n", "Skip to x"}) {
    const Document d = parse_portal_text(text);
    EXPECT_LE(d.title.size(), 1u) << text;
    EXPECT_TRUE(d.authors.empty()) << text;
  }
  const ReadOutcome outcome = read_text(make_portal_text_reader, "Cite this");
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_EQ(outcome.record_errors[0].message, "the file has no text");
}

}  // namespace
}  // namespace il2search
