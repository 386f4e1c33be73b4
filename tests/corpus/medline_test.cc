// The tagged format -> Documents, and its agreement with the XML of the same record.
#include "corpus/pubmed/medline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "corpus/pubmed/medline_values.h"
#include "corpus/pubmed/pubmed_xml.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

ReadOutcome read_medline(const std::string& text, ReaderCaps caps = {}) {
  return read_text(make_medline_reader, text, caps);
}

Document one(const std::string& fields) {
  const ReadOutcome outcome = read_medline("PMID- 7\n" + fields);
  EXPECT_EQ(outcome.records.size(), 1u);
  return outcome.records.empty() ? Document{} : outcome.documents().at(0);
}

// One invented record in both forms.
constexpr const char* kTagged =
    "PMID- 90000001\nOWN - NLM\nSTAT- MEDLINE\nDCOM- 20190111\nLR  - 20201221\nIS  - 1111-222X (Electronic)\n"
    "IS  - 1111-2222 (Linking)\nVI  - 12\nIP  - 3\nDP  - 2018 Nov-Dec\n"
    "TI  - Low-dose interleukin-2 and CO2 in mice: a study that goes on in the\n      next line.\nPG  - 17-28\n"
    "LID - 10.9999/il2.1 [doi]\nLID - E17 [pii]\n"
    "AB  - BACKGROUND: Regulatory cells were few. METHODS: Mice got (IL-2) twice: early and\n      late. RESULTS: They "
    "were many.\n"
    "CI  - Copyright of nobody.\nFAU - Roe, Jane Q 3rd\nAU  - Roe JQ 3rd\nAUID- ORCID: 0000-0002-1825-0097\n"
    "AD  - First Institute, Here.\nAD  - Second Institute, There.\nFAU - van Doe, Jo\xC3\xA3o\nAU  - van Doe J\nCN  - "
    "Low Dose Group\n"
    "LA  - eng\nSI  - GEO/GSE1\nSI  - GEO/GSE2\nGR  - R01 AI1/AI/NIAID NIH HHS/United States\nPT  - Journal Article\n"
    "PT  - Retracted Publication\nTT  - Titre.\nDEP - 20181102\nPL  - Denmark\nTA  - J Low Dose\nJT  - Journal of low "
    "doses\n"
    "JID - 9999999\nRN  - 0 (somestatin)\nRN  - 142M471B3J (Carbon Dioxide)\nSB  - IM\nMH  - Carbon Dioxide/*blood\nMH "
    " - *Mice\n"
    "MH  - Lupus Erythematosus, Systemic/drug therapy/*immunology\nGS  - lacZ\nPMC - PMC99\nMID - NIHMS5\nCOIS- None "
    "declared.\n"
    "OTO - NOTNLM\nOT  - *Treg cells\nOT  - proteinuria\nFIR - Poe, Ann\nIR  - Poe A\nFPS - Koch, Robert\nPS  - Koch "
    "R\n"
    "EIN - J Low Dose. 2019;1:1. PMID: 5\nEDAT- 2018/12/07 06:00\nMHDA- 2019/01/12 06:00\nCRDT- 2018/12/04 06:00\n"
    "PHST- 2018/12/07 06:00 [pubmed]\nAID - E17 [pii]\nAID - 10.9999/IL2.1 [doi]\nPST - ppublish\nSO  - somewhere\n";

constexpr const char* kXml =
    "<PubmedArticleSet><PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID "
    "Version=\"1\">90000001</PMID>"
    "<DateCompleted><Year>2019</Year><Month>01</Month><Day>11</Day></DateCompleted>"
    "<DateRevised><Year>2020</Year><Month>12</Month><Day>21</Day></DateRevised><Article>"
    "<Journal><ISSN IssnType=\"Electronic\">1111-222X</ISSN><JournalIssue><Volume>12</Volume><Issue>3</Issue>"
    "<PubDate><MedlineDate>2018 Nov-Dec</MedlineDate></PubDate></JournalIssue><Title>Journal of low doses</Title>"
    "<ISOAbbreviation>J. Low Dose</ISOAbbreviation></Journal><ArticleTitle>Low-dose interleukin-2 and CO<sub>2</sub> "
    "in <i>mice</i>: "
    "a study that goes on in the next line.</ArticleTitle><Pagination><MedlinePgn>17-28</MedlinePgn></Pagination>"
    "<ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.9999/il2.1</ELocationID><ELocationID EIdType=\"pii\" "
    "ValidYN=\"Y\">E17</ELocationID>"
    "<Abstract><AbstractText Label=\"BACKGROUND\">Regulatory cells were few.</AbstractText><AbstractText "
    "Label=\"METHODS\">Mice got "
    "(IL-2) twice: early and late.</AbstractText><AbstractText Label=\"RESULTS\">They were many.</AbstractText>"
    "<CopyrightInformation>Copyright of "
    "nobody.</CopyrightInformation></Abstract><AuthorList><Author><LastName>Roe</LastName>"
    "<ForeName>Jane Q</ForeName><Initials>JQ</Initials><Suffix>3rd</Suffix><Identifier "
    "Source=\"ORCID\">0000-0002-1825-0097</Identifier>"
    "<AffiliationInfo><Affiliation>First Institute, "
    "Here.</Affiliation></AffiliationInfo><AffiliationInfo><Affiliation>Second "
    "Institute, There.</Affiliation></AffiliationInfo></Author><Author><LastName>van "
    "Doe</LastName><ForeName>Jo\xC3\xA3o</ForeName>"
    "<Initials>J</Initials></Author><Author><CollectiveName>Low Dose Group</CollectiveName></Author></AuthorList>"
    "<Language>eng</Language><DataBankList><DataBank><DataBankName>GEO</DataBankName><AccessionNumberList>"
    "<AccessionNumber>GSE1</AccessionNumber><AccessionNumber>GSE2</AccessionNumber></AccessionNumberList></DataBank></"
    "DataBankList>"
    "<GrantList><Grant><GrantID>R01 AI1</GrantID><Acronym>AI</Acronym><Agency>NIAID NIH HHS</Agency><Country>United "
    "States</Country>"
    "</Grant></GrantList><PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType>"
    "<PublicationType UI=\"D016441\">Retracted "
    "Publication</PublicationType></PublicationTypeList><VernacularTitle>Titre."
    "</VernacularTitle><ArticleDate "
    "DateType=\"Electronic\"><Year>2018</Year><Month>11</Month><Day>02</Day></ArticleDate></Article>"
    "<MedlineJournalInfo><Country>Denmark</Country><MedlineTA>J Low Dose</MedlineTA><NlmUniqueID>9999999</NlmUniqueID>"
    "<ISSNLinking>1111-2222</ISSNLinking></MedlineJournalInfo><ChemicalList><Chemical><RegistryNumber>0</"
    "RegistryNumber>"
    "<NameOfSubstance "
    "UI=\"C1\">somestatin</NameOfSubstance></Chemical><Chemical><RegistryNumber>142M471B3J</RegistryNumber>"
    "<NameOfSubstance UI=\"D002245\">Carbon "
    "Dioxide</NameOfSubstance></Chemical></ChemicalList><CitationSubset>IM</CitationSubset>"
    "<CommentsCorrectionsList><CommentsCorrections "
    "RefType=\"ErratumIn\"><PMID>5</PMID></CommentsCorrections></CommentsCorrectionsList>"
    "<MeshHeadingList><MeshHeading><DescriptorName UI=\"D002245\" MajorTopicYN=\"N\">Carbon Dioxide</DescriptorName>"
    "<QualifierName UI=\"Q000097\" MajorTopicYN=\"Y\">blood</QualifierName></MeshHeading><MeshHeading><DescriptorName "
    "UI=\"D051379\" "
    "MajorTopicYN=\"Y\">Mice</DescriptorName></MeshHeading><MeshHeading><DescriptorName UI=\"D008180\" "
    "MajorTopicYN=\"N\">Lupus "
    "Erythematosus, Systemic</DescriptorName><QualifierName UI=\"Q000188\" MajorTopicYN=\"N\">drug "
    "therapy</QualifierName>"
    "<QualifierName UI=\"Q000276\" "
    "MajorTopicYN=\"Y\">immunology</QualifierName></MeshHeading></MeshHeadingList><GeneSymbolList>"
    "<GeneSymbol>lacZ</GeneSymbol></GeneSymbolList><OtherID Source=\"NLM\">NIHMS5</OtherID><KeywordList "
    "Owner=\"NOTNLM\">"
    "<Keyword MajorTopicYN=\"Y\">Treg "
    "cells</Keyword><Keyword>proteinuria</Keyword></KeywordList><InvestigatorList><Investigator>"
    "<LastName>Poe</LastName><ForeName>Ann</ForeName><Initials>A</Initials></Investigator></"
    "InvestigatorList><PersonalNameSubjectList>"
    "<PersonalNameSubject><LastName>Koch</LastName><ForeName>Robert</ForeName><Initials>R</Initials></"
    "PersonalNameSubject>"
    "</PersonalNameSubjectList><CoiStatement>None declared.</CoiStatement></MedlineCitation><PubmedData><History>"
    "<PubMedPubDate PubStatus=\"entrez\"><Year>2018</Year><Month>12</Month><Day>4</Day></PubMedPubDate>"
    "<PubMedPubDate PubStatus=\"pubmed\"><Year>2018</Year><Month>12</Month><Day>7</Day></PubMedPubDate>"
    "<PubMedPubDate PubStatus=\"medline\"><Year>2019</Year><Month>1</Month><Day>12</Day></PubMedPubDate></History>"
    "<PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType=\"pubmed\">90000001</ArticleId>"
    "<ArticleId IdType=\"pii\">E17</ArticleId><ArticleId IdType=\"doi\">10.9999/il2.1</ArticleId><ArticleId "
    "IdType=\"pmc\">PMC99"
    "</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>";

// The document without what the tagged format lacks: ids of headings, substances and publication types.
Document without_concept_ids(Document document) {
  for (Entity& entity : document.entities) {
    entity.id.clear();
    entity.vocabulary.clear();
    for (Qualifier& qualifier : entity.qualifiers) qualifier.id.clear();
  }
  for (PublicationType& type : document.publication_types) type.id.clear();
  return document;
}

TEST(Medline, AgreesWithTheXmlOfTheSameRecord) {
  const ReadOutcome from_tags = read_medline(kTagged);
  const ReadOutcome from_xml = read_text(make_pubmed_xml_reader, kXml);
  ASSERT_EQ(from_tags.records.size(), 1u);
  ASSERT_EQ(from_xml.records.size(), 1u);
  EXPECT_TRUE(from_tags.record_errors.empty());
  Document tags = from_tags.documents().at(0);
  Document xml = without_concept_ids(from_xml.documents().at(0));
  EXPECT_EQ(tags.title, xml.title);
  EXPECT_EQ(tags.abstract, xml.abstract);
  EXPECT_EQ(tags.authors, xml.authors);
  EXPECT_EQ(tags.journal, xml.journal);
  EXPECT_EQ(tags.dates, xml.dates);
  EXPECT_EQ(tags.grants, xml.grants);
  EXPECT_EQ(tags.other_ids.size(), 2u);
  // Genes, headings and ids are in the order of each format.
  ASSERT_EQ(tags.entities.size(), xml.entities.size());
  EXPECT_TRUE(std::is_permutation(tags.entities.begin(), tags.entities.end(), xml.entities.begin()));
  EXPECT_TRUE(
      std::is_permutation(tags.other_ids.begin(), tags.other_ids.end(), xml.other_ids.begin(), xml.other_ids.end()));
  tags.entities.clear();
  xml.entities.clear();
  tags.other_ids.clear();
  xml.other_ids.clear();
  EXPECT_EQ(tags, xml);
  EXPECT_TRUE(tags.status.retracted);
  EXPECT_TRUE(tags.status.has_erratum);
}

TEST(Medline, LineEndsAndTheByteOrderMarkDoNotMatter) {
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : std::string(kTagged)) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const ReadOutcome outcome = read_medline(windows);
  ASSERT_EQ(outcome.records.size(), 1u);
  EXPECT_EQ(outcome.documents().at(0), read_medline(kTagged).documents().at(0));
}

TEST(Medline, RecordsAreSeparatedByBlankLinesOrTheNextPmid) {
  const ReadOutcome outcome = read_medline("\n\nPMID- 1\nTI  - One\n\n\nPMID- 2\nTI  - Two\nPMID- 3\nTI  - Three");
  ASSERT_EQ(outcome.documents().size(), 3u);
  EXPECT_EQ(outcome.documents().at(2).title, "Three");
  EXPECT_EQ(outcome.documents().at(1).title, "Two");
}

TEST(Medline, ErrorsHavePositions) {
  const ReadOutcome outcome =
      read_medline("PMID- 1\nTI  - One\n\nTI  - No number\n\nPMID- 3\nTI  - bad \xFF byte\nno tag\n");
  EXPECT_EQ(outcome.documents().size(), 2u);
  ASSERT_EQ(outcome.record_errors.size(), 3u);
  EXPECT_EQ(outcome.record_errors[0].message, "the record has no PMID");
  EXPECT_EQ(outcome.record_errors[0].record, 2u);
  EXPECT_EQ(outcome.record_errors[0].offset, 19u);
  EXPECT_TRUE(outcome.record_errors[0].skipped);
  EXPECT_EQ(outcome.record_errors[1].id, "PMID:3");
  EXPECT_FALSE(outcome.record_errors[1].skipped);
  EXPECT_EQ(outcome.documents().at(1).title, "bad \xEF\xBF\xBD byte no tag");
}

TEST(Medline, CapsSkipOnlyTheRecord) {
  const ReaderCaps caps{5000, 1000, 100};
  std::string many;
  for (int i = 0; i < 10; ++i) many += "OT  - " + std::string(800, 'x') + "\n";
  const std::string bad[] = {"TI  - " + std::string(3000, 'x') + "\nAB  - text\n", many,
                             "TI  - " + std::string(600, 'x') + "\n      " + std::string(600, 'y') + "\n"};
  for (const std::string& fields : bad) {
    const ReadOutcome outcome = read_medline("PMID- 1\n\nPMID- 2\n" + fields + "\nPMID- 3\nTI  - t\n", caps);
    ASSERT_EQ(outcome.record_errors.size(), 1u);
    EXPECT_EQ(outcome.record_errors[0].id, "PMID:2");
    ASSERT_EQ(outcome.documents().size(), 2u);
    EXPECT_EQ(outcome.documents().at(1).title, "t");
    EXPECT_TRUE(outcome.documents().at(1).keywords.empty());
  }
}

TEST(Medline, NamesWithoutFullFormsAndOlderAffiliations) {
  const Document document = one("AD  - The first one's.\nAU  - Roe JQ\nAU  - van Doe J Jr\n");
  EXPECT_EQ(document.authors, (std::vector<Author>{{"Roe", "", "JQ", "", "", "The first one's.", ""},
                                                   {"van Doe", "", "J", "Jr", "", "", ""}}));
  EXPECT_EQ(one("FAU - Group Without Comma\n").authors.at(0).last, "Group Without Comma");
}

TEST(Medline, Books) {
  const Document chapter = one(
      "BTI - The Book\nTI  - The Chapter\nFED - Ed, It\nED  - Ed I\nPB  - Press\nPL  - Bergen\nISBN- 978 (print)\n");
  EXPECT_EQ(chapter.title, "The Chapter");
  EXPECT_EQ(chapter.journal.title, "The Book");
  EXPECT_EQ(chapter.journal.country, "");
  EXPECT_EQ(chapter.publication_country, "Bergen");
  EXPECT_EQ(chapter.editors.at(0), (Author{"Ed", "It", "I", "", "", "", ""}));
  EXPECT_EQ(chapter.other_ids, (std::vector<OtherId>{{"isbn", "978"}}));
  EXPECT_EQ(chapter.extra, (std::vector<ExtraMember>{{"publisher", "\"Press\""}}));
  EXPECT_EQ(one("BTI - The Book\n").title, "The Book");
}

TEST(Medline, OtherAbstractsLoseTheNameOfTheirSource) {
  EXPECT_EQ(one("OAB - Publisher: Un texte.\nOABL- fre\n").other_abstracts, (std::vector<Section>{{"", "Un texte."}}));
}

TEST(MedlineValues, Grants) {
  const struct {
    const char* text;
    Grant grant;
  } cases[] = {
      {"K23 CA1/CA/NCI NIH HHS/United States", {"K23 CA1", "CA", "NCI NIH HHS", "United States"}},
      {"MR/V005030/1/MRC_/Medical Research Council/United Kingdom",
       {"MR/V005030/1", "MRC_", "Medical Research Council", "United Kingdom"}},
      {"WT_/Wellcome Trust/United Kingdom", {"", "WT_", "Wellcome Trust", "United Kingdom"}},
      {"098330/Wellcome Trust/United Kingdom", {"098330", "", "Wellcome Trust", "United Kingdom"}},
      {"2022M3E5/Some Foundation (SF)/", {"2022M3E5", "", "Some Foundation (SF)", ""}},
      {"Wellcome Trust/United Kingdom", {"", "", "Wellcome Trust", "United Kingdom"}},
      {"Wellcome Trust", {"", "", "Wellcome Trust", ""}},
  };
  for (const auto& c : cases) EXPECT_EQ(grant_from(c.text), c.grant) << c.text;
}

TEST(MedlineValues, Substances) {
  EXPECT_EQ(substance_from("EC 1.1.1.1 (Alcohol Dehydrogenase)").registry_number, "EC 1.1.1.1");
  EXPECT_EQ(substance_from("0 (2-(4-x)ane)").name, "2-(4-x)ane");
  const Document document = one("RN  - Chromosome 7, monosomy\n");
  EXPECT_EQ(document.entities.at(0).type, EntityType::other);
  EXPECT_EQ(document.entities.at(0).name, "Chromosome 7, monosomy");
}

TEST(MedlineAbstract, Labels) {
  const struct {
    const char* text;
    std::vector<Section> sections;
  } cases[] = {
      {"AIM: One. RESULTS: Two: three.", {{"AIM", "One."}, {"RESULTS", "Two: three."}}},
      {"DESIGN, SETTING, AND PARTICIPANTS: A (B). STUDY 2: C",
       {{"DESIGN, SETTING, AND PARTICIPANTS", "A (B)."}, {"STUDY 2", "C"}}},
      {"BACKGROUND: Of DNA: none. RNA: some.", {{"BACKGROUND", "Of DNA: none. RNA: some."}}},
      {"BACKGROUND: Given IL-2 METHODS: Mice.", {{"BACKGROUND", "Given IL-2"}, {"METHODS", "Mice."}}},
      {"MATERIALS & METHODS: x. EXPERT OPINION: y.", {{"MATERIALS & METHODS", "x."}, {"EXPERT OPINION", "y."}}},
      {"METHODS: ELISA: done. RESULTS: None.", {{"METHODS", "ELISA: done."}, {"RESULTS", "None."}}},
      {"We say METHODS: nothing.", {{"", "We say METHODS: nothing."}}},
      {"Background: lower case. METHODS: x.", {{"", "Background: lower case. METHODS: x."}}},
      {"DNA: a molecule.", {{"", "DNA: a molecule."}}},
      {"METHODS: ", {{"METHODS", ""}}},
      {"", {}},
  };
  for (const auto& c : cases) EXPECT_EQ(split_labelled_abstract(c.text), c.sections) << c.text;
}

}  // namespace
}  // namespace il2search
