// PubMed XML -> Documents: the meaning of each element, and hostile or broken input.
#include "corpus/pubmed/pubmed_xml.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

std::string set_of(const std::string& records) { return "<PubmedArticleSet>" + records + "</PubmedArticleSet>"; }

// A record with `citation` inside MedlineCitation and `article` inside Article.
std::string record(const std::string& pmid, const std::string& article, const std::string& citation = "",
                   const std::string& data = "") {
  return "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID Version=\"1\">" + pmid +
         "</PMID><Article>" + article + "</Article>" + citation + "</MedlineCitation><PubmedData>" + data +
         "</PubmedData></PubmedArticle>";
}

ReadOutcome read_xml(const std::string& xml, ReaderCaps caps = {}) {
  return read_text(make_pubmed_xml_reader, xml, caps);
}

// The one document of a set with one record.
Document one(const std::string& article, const std::string& citation = "", const std::string& data = "") {
  const ReadOutcome outcome = read_xml(set_of(record("7", article, citation, data)));
  EXPECT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_EQ(outcome.records.size(), 1u);
  return outcome.records.empty() ? Document{} : outcome.documents().at(0);
}

TEST(PubmedXml, InlineMarkupIsDroppedAndItsTextKept) {
  const struct {
    const char* markup;
    const char* text;
  } cases[] = {
      {"CO<sub>2</sub> and Ca<sup>2+</sup>", "CO2 and Ca2+"},
      {"<i>Sle1</i>-<b>dependent</b>  loss\n   of <u>tolerance</u>", "Sle1-dependent loss of tolerance"},
      {"IL-2R&#945; &lt; 5 &amp; more", "IL-2R\u03b1 < 5 & more"},
      {"TNF-&alpha;", "TNF-\u03b1"},
      {"a <mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>5</mml:mn><mml:mn>6</mml:mn></mml:math> b",
       "a x=5 6 b"},
      {"p<mml:math><mml:mi>q</mml:mi><mml:annotation>\\TeX</mml:annotation></mml:math>r", "p q r"},
      {"<i>in <b>vi</b>vo</i>", "in vivo"},
      {"<![CDATA[a<b]]>", "a<b"},
      {"", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(one("<ArticleTitle>" + std::string(c.markup) + "</ArticleTitle>").title, c.text);
  }
}

TEST(PubmedXml, AbstractsKeepLabelsButNotTheCopyright) {
  const Document document =
      one("<Abstract><AbstractText Label=\"AIM\" "
          "NlmCategory=\"OBJECTIVE\">One.</AbstractText><AbstractText>Two.</AbstractText>"
          "<AbstractText Label=\"EMPTY\"/><CopyrightInformation>Mine.</CopyrightInformation></Abstract>"
          "<VernacularTitle>Titre.</VernacularTitle>",
          "<OtherAbstract Type=\"Publisher\" Language=\"fre\"><AbstractText "
          "Label=\"BUT\">Trois.</AbstractText></OtherAbstract>");
  EXPECT_EQ(document.abstract, (std::vector<Section>{{"AIM", "One."}, {"", "Two."}}));
  EXPECT_EQ(document.other_abstracts, (std::vector<Section>{{"BUT", "Trois."}}));
  EXPECT_EQ(document.vernacular_title, "Titre.");
}

TEST(PubmedXml, PeopleAndGroups) {
  const Document document =
      one("<AuthorList CompleteYN=\"Y\"><Author ValidYN=\"Y\"><LastName>Roe</LastName><ForeName>Jane "
          "Q</ForeName><Initials>JQ</Initials>"
          "<Suffix>3rd</Suffix><Identifier Source=\"ORCID\">http://orcid.org/0000000218250097</Identifier>"
          "<AffiliationInfo><Affiliation>Here.</Affiliation></AffiliationInfo><AffiliationInfo><Affiliation>There.</"
          "Affiliation>"
          "<Identifier Source=\"GRID\">grid.1</Identifier></AffiliationInfo></Author>"
          "<Author><CollectiveName>The <i>Low</i> Dose Group</CollectiveName></Author>"
          "<Author><LastName>Doe</LastName><ForeName>Jean-Paul</ForeName></Author></AuthorList>",
          "<PersonalNameSubjectList><PersonalNameSubject><LastName>Koch</LastName><ForeName>Robert</"
          "ForeName><Initials>R</Initials>"
          "</PersonalNameSubject></PersonalNameSubjectList><InvestigatorList><Investigator "
          "ValidYN=\"Y\"><LastName>Poe</LastName>"
          "<ForeName>Ann</ForeName><Initials>A</Initials></Investigator></InvestigatorList>");
  const Author roe{"Roe", "Jane Q", "JQ", "3rd", "", "Here.; There.", "0000-0002-1825-0097"};
  const Author group{"", "", "", "", "The Low Dose Group", "", ""};
  const Author doe{"Doe", "Jean-Paul", "JP", "", "", "", ""};
  EXPECT_EQ(document.authors, (std::vector<Author>{roe, group, doe}));
  EXPECT_EQ(document.personal_subjects, (std::vector<Author>{{"Koch", "Robert", "R", "", "", "", ""}}));
  EXPECT_EQ(document.investigators, (std::vector<Author>{{"Poe", "Ann", "A", "", "", "", ""}}));
}

TEST(PubmedXml, JournalAndPages) {
  const Document document = one(
      "<Journal><ISSN IssnType=\"Print\">1111-2222</ISSN><JournalIssue><Volume>5</Volume><Issue>Suppl 1</Issue>"
      "<PubDate><MedlineDate>2001 Nov-Dec</MedlineDate></PubDate></JournalIssue><Title>The whole title</Title>"
      "<ISOAbbreviation>Whole. T.</ISOAbbreviation></Journal><Pagination><MedlinePgn>12-9</MedlinePgn></Pagination>",
      "<MedlineJournalInfo><Country>Denmark</Country><MedlineTA>Whole T</MedlineTA><NlmUniqueID>123</NlmUniqueID>"
      "<ISSNLinking>1111-2222</ISSNLinking></MedlineJournalInfo>");
  const Journal journal{"The whole title", "Whole T", {"1111-2222"}, "123", "Denmark"};
  EXPECT_EQ(document.journal, journal);
  EXPECT_EQ(document.publication_country, "Denmark");
  EXPECT_EQ(document.volume + "|" + document.issue + "|" + document.pages, "5|Suppl 1|12-9");
  EXPECT_EQ(document.dates.published, (Date{2001, 11, 0}));
  EXPECT_EQ(one("<Pagination><StartPage>3</StartPage><EndPage>8</EndPage></Pagination>").pages, "3-8");
}

TEST(PubmedXml, Dates) {
  const auto date = [](const char* y, const char* m, const char* d) {
    return "<Year>" + std::string(y) + "</Year><Month>" + m + "</Month><Day>" + d + "</Day>";
  };
  const Document document =
      one("<Journal><JournalIssue><PubDate><Year>2011</Year><Season>Winter</Season></PubDate></JournalIssue></Journal>"
          "<ArticleDate DateType=\"Electronic\">" +
              date("2010", "12", "05") + "</ArticleDate>",
          "<DateCreated>" + date("2010", "01", "02") + "</DateCreated><DateCompleted>" + date("2011", "2", "3") +
              "</DateCompleted><DateRevised>" + date("2012", "Mar", "4") + "</DateRevised>",
          "<History><PubMedPubDate PubStatus=\"received\">" + date("2009", "1", "1") +
              "</PubMedPubDate><PubMedPubDate PubStatus=\"entrez\">" + date("2010", "12", "6") +
              "</PubMedPubDate><PubMedPubDate PubStatus=\"pubmed\">" + date("2010", "12", "7") +
              "</PubMedPubDate><PubMedPubDate PubStatus=\"medline\">" + date("2011", "2", "8") +
              "</PubMedPubDate></History>");
  const Dates dates{{2011, 1, 0}, {2010, 12, 5}, {2010, 12, 7}, {2010, 12, 6},
                    {2011, 2, 3}, {2012, 3, 4},  {2011, 2, 8}};
  EXPECT_EQ(document.dates, dates);
  const Document early = one("<ArticleDate>" + date("2010", "12", "05") + "</ArticleDate>",
                             "<DateCreated>" + date("2010", "01", "02") + "</DateCreated>");
  EXPECT_EQ(early.dates.published, (Date{2010, 12, 5})) << "electronic where there is no print";
  EXPECT_EQ(early.dates.created, (Date{2010, 1, 2}));
  EXPECT_EQ(early.dates.entered, (Date{2010, 1, 2}));
}

TEST(PubmedXml, HeadingsSubstancesAndConcepts) {
  const Document document = one(
      "",
      "<ChemicalList><Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance "
      "UI=\"C000001\">somestatin</NameOfSubstance></Chemical>"
      "<Chemical><RegistryNumber>142M471B3J</RegistryNumber><NameOfSubstance UI=\"D002245\">Carbon "
      "Dioxide</NameOfSubstance></Chemical></ChemicalList>"
      "<SupplMeshList><SupplMeshName Type=\"Disease\" UI=\"C535000\">Some rare disease</SupplMeshName></SupplMeshList>"
      "<GeneSymbolList><GeneSymbol>lacZ</GeneSymbol></GeneSymbolList><MeshHeadingList>"
      "<MeshHeading><DescriptorName UI=\"D002245\" MajorTopicYN=\"N\">Carbon Dioxide</DescriptorName></MeshHeading>"
      "<MeshHeading><DescriptorName UI=\"D008180\" MajorTopicYN=\"N\">Lupus Erythematosus, Systemic</DescriptorName>"
      "<QualifierName UI=\"Q000188\" MajorTopicYN=\"Y\">drug therapy</QualifierName>"
      "<QualifierName UI=\"Q000276\" MajorTopicYN=\"N\">immunology</QualifierName></MeshHeading>"
      "<MeshHeading><DescriptorName UI=\"D006801\" "
      "MajorTopicYN=\"Y\">Humans</DescriptorName></MeshHeading></MeshHeadingList>");
  std::vector<std::string> shown;
  for (const Entity& e : document.entities) {
    std::string line = e.id + " " + e.vocabulary + " " + e.name + (e.major ? "*" : "") + " " +
                       std::to_string(static_cast<int>(e.type));
    for (const Qualifier& q : e.qualifiers) line += " /" + q.name + " " + q.id + (q.major ? "*" : "");
    for (const std::string& alias : e.aliases) line += " =" + alias;
    EXPECT_EQ(e.provenance, e.name == "somestatin" ? Provenance::listed : Provenance::indexed) << e.name;
    shown.push_back(line);
  }
  EXPECT_EQ(shown,
            (std::vector<std::string>{
                "MESH:C535000 MESH Some rare disease 1", "  lacZ 0", "MESH:D002245 MESH Carbon Dioxide 2 =142M471B3J",
                "MESH:D008180 MESH Lupus Erythematosus, Systemic* 10 /drug therapy Q000188* /immunology Q000276",
                "MESH:D006801 MESH Humans* 10", "MESH:C000001 MESH somestatin 2"}));
}

TEST(PubmedXml, IdentifiersAreNotTakenFromTheReferenceList) {
  const Document document =
      one("<ELocationID EIdType=\"doi\" ValidYN=\"N\">10.1/wrong</ELocationID><ELocationID EIdType=\"doi\" "
          "ValidYN=\"Y\">10.1/Location</ELocationID>",
          "<OtherID Source=\"NLM\">NIHMS12</OtherID><CommentsCorrectionsList><CommentsCorrections "
          "RefType=\"Cites\"><PMID>44</PMID>"
          "</CommentsCorrections></CommentsCorrectionsList>",
          "<ArticleIdList><ArticleId IdType=\"pubmed\">7</ArticleId><ArticleId IdType=\"doi\">10.1/Own</ArticleId>"
          "<ArticleId IdType=\"pmc\">PMC55</ArticleId><ArticleId "
          "IdType=\"pii\">S1</ArticleId></ArticleIdList><ReferenceList><Reference>"
          "<Citation>Someone 2000</Citation><ArticleIdList><ArticleId IdType=\"pubmed\">99</ArticleId><ArticleId "
          "IdType=\"doi\">"
          "https://doi.org/10.1/Cited</ArticleId><ArticleId "
          "IdType=\"pmc\">PMC99</ArticleId></ArticleIdList></Reference></ReferenceList>");
  EXPECT_EQ(document.id, "PMID:7");
  EXPECT_EQ(document.doi, "10.1/own");
  EXPECT_EQ(document.pmcid, "PMC55");
  EXPECT_EQ(document.other_ids, (std::vector<OtherId>{{"mid", "NIHMS12"}, {"pii", "S1"}}));
  EXPECT_EQ(document.references, (std::vector<std::string>{"PMID:44", "PMID:99", "DOI:10.1/cited"}));
  EXPECT_EQ(one("<ELocationID EIdType=\"doi\">10.1/Location</ELocationID>").doi, "10.1/location");
  EXPECT_EQ(one("", "<OtherID Source=\"NLM\">PMC2930366 [Available on 07/01/11]</OtherID>").pmcid, "PMC2930366");
}

TEST(PubmedXml, StatusFlags) {
  const auto comment = [](const std::string& type) {
    return "<CommentsCorrectionsList><CommentsCorrections RefType=\"" + type +
           "\"><PMID>9</PMID></CommentsCorrections></CommentsCorrectionsList>";
  };
  const auto type = [](const std::string& name) {
    return "<PublicationTypeList><PublicationType UI=\"D1\">" + name + "</PublicationType></PublicationTypeList>";
  };
  EXPECT_EQ(one("", comment("RetractionIn")).status, (Status{true, false, false, false}));
  EXPECT_EQ(one("", comment("ErratumIn")).status, (Status{false, true, false, false}));
  EXPECT_EQ(one("", comment("ExpressionOfConcernIn")).status, (Status{false, false, true, false}));
  EXPECT_EQ(one("", comment("RetractionOf")).status, Status{});
  EXPECT_EQ(one(type("Retracted Publication")).status, (Status{true, false, false, false}));
  EXPECT_EQ(one(type("Preprint")).status, (Status{false, false, false, true}));
  EXPECT_EQ(one(type("Preprint")).publication_types, (std::vector<PublicationType>{{"Preprint", "D1"}}));
}

TEST(PubmedXml, Lists) {
  const Document document = one(
      "<Language>eng</Language><Language>dan</Language><GrantList><Grant><GrantID>R01</GrantID><Acronym>AI</Acronym>"
      "<Agency>NIAID</Agency><Country>United "
      "States</Country></Grant></GrantList><DataBankList><DataBank><DataBankName>GEO"
      "</DataBankName><AccessionNumberList><AccessionNumber>GSE1</AccessionNumber><AccessionNumber>GSE2</"
      "AccessionNumber>"
      "</AccessionNumberList></DataBank></DataBankList>",
      "<CitationSubset>IM</CitationSubset><KeywordList Owner=\"NOTNLM\"><Keyword MajorTopicYN=\"Y\">T<sub>reg</sub> "
      "cells</Keyword>"
      "</KeywordList><CoiStatement>None.</CoiStatement>",
      "<PublicationStatus>ppublish</PublicationStatus>");
  EXPECT_EQ(document.languages, (std::vector<std::string>{"eng", "dan"}));
  EXPECT_EQ(document.grants, (std::vector<Grant>{{"R01", "AI", "NIAID", "United States"}}));
  EXPECT_EQ(document.databanks, (std::vector<Databank>{{"GEO", {"GSE1", "GSE2"}}}));
  EXPECT_EQ(document.subsets, (std::vector<std::string>{"IM"}));
  EXPECT_EQ(document.keywords, (std::vector<std::string>{"Treg cells"}));
  EXPECT_EQ(document.conflict_of_interest, "None.");
  EXPECT_EQ(document.publication_status, "ppublish");
  EXPECT_EQ(document.record_status, "MEDLINE");
}

std::string book(const std::string& title, const std::string& authors) {
  return "<PubmedBookArticle><BookDocument><PMID Version=\"3\">8</PMID><ArticleIdList><ArticleId "
         "IdType=\"bookaccession\">NBK1"
         "</ArticleId></ArticleIdList><Book><Publisher><PublisherName>A "
         "\"Press\"</PublisherName><PublisherLocation>Bergen"
         "</PublisherLocation></Publisher><BookTitle>The Book</BookTitle><PubDate><Year>2002</Year></PubDate>"
         "<AuthorList Type=\"editors\"><Author><LastName>Ed</LastName><ForeName>It</ForeName></Author></AuthorList>"
         "<AuthorList "
         "Type=\"authors\"><Author><LastName>Whole</LastName></Author></AuthorList><Isbn>978</Isbn></Book>" +
         title + authors +
         "<PublicationType "
         "UI=\"D016454\">Review</PublicationType><Abstract><AbstractText>Text.</AbstractText></Abstract>"
         "<Sections><Section><SectionTitle>First</SectionTitle></Section></Sections></"
         "BookDocument><PubmedBookData><ArticleIdList>"
         "<ArticleId IdType=\"pubmed\">8</ArticleId></ArticleIdList></PubmedBookData></PubmedBookArticle>";
}

TEST(PubmedXml, BooksAndChapters) {
  const ReadOutcome outcome =
      read_xml(set_of(book("<ArticleTitle>The Chapter</ArticleTitle>",
                           "<AuthorList Type=\"authors\"><Author><LastName>Own</LastName></Author></AuthorList>") +
                      book("", "")));
  ASSERT_EQ(outcome.records.size(), 2u);
  const Document chapter = outcome.documents().at(0);
  EXPECT_EQ(chapter.id, "PMID:8");
  EXPECT_EQ(chapter.version, 3u);
  EXPECT_EQ(chapter.title, "The Chapter");
  EXPECT_EQ(chapter.journal.title, "The Book");
  EXPECT_EQ(chapter.authors.at(0).last, "Own");
  EXPECT_EQ(chapter.editors.at(0).last, "Ed");
  EXPECT_EQ(chapter.other_ids, (std::vector<OtherId>{{"bookaccession", "NBK1"}, {"isbn", "978"}}));
  EXPECT_EQ(chapter.dates.published, (Date{2002, 0, 0}));
  EXPECT_EQ(chapter.body.at(0).heading, "First");
  EXPECT_EQ(chapter.extra, (std::vector<ExtraMember>{{"publisher", "\"A \\\"Press\\\"\""}}));
  const Document whole = outcome.documents().at(1);
  EXPECT_EQ(whole.title, "The Book");
  EXPECT_EQ(whole.journal.title, "");
  EXPECT_EQ(whole.authors.at(0).last, "Whole");
}

TEST(PubmedXml, DeletionsAreInFileOrder) {
  const ReadOutcome outcome =
      read_xml(set_of(record("1", "") + "<DeleteCitation><PMID Version=\"2\">5</PMID><PMID>6</PMID></DeleteCitation>" +
                      record("2", "") + "<DeleteDocument><PMID>7</PMID></DeleteDocument>"));
  ASSERT_EQ(outcome.records.size(), 5u);
  EXPECT_EQ(std::get<Document>(outcome.records[0]).id, "PMID:1");
  EXPECT_EQ(std::get<Deletion>(outcome.records[1]).id, "PMID:5");
  EXPECT_EQ(std::get<Deletion>(outcome.records[1]).version, 2u);
  EXPECT_EQ(std::get<Deletion>(outcome.records[2]).version, std::nullopt);
  EXPECT_EQ(std::get<Document>(outcome.records[3]).id, "PMID:2");
  EXPECT_EQ(std::get<Deletion>(outcome.records[4]).id, "PMID:7");
}

TEST(PubmedXml, CitationsDirectlyInTheSet) {
  const ReadOutcome outcome = read_xml(
      "<MedlineCitationSet><MedlineCitation Status=\"In-Process\"><PMID Version=\"1\">3</PMID><Article><ArticleTitle>T"
      "</ArticleTitle></Article></MedlineCitation></MedlineCitationSet>");
  ASSERT_EQ(outcome.records.size(), 1u);
  EXPECT_EQ(outcome.documents().at(0).record_status, "In-Process");
}

TEST(PubmedXml, ARecordWithoutPmidIsReportedAndTheOthersAreRead) {
  const std::string first = record("1", "");
  const ReadOutcome outcome =
      read_xml(set_of(first + record("x", "<ArticleTitle>lost</ArticleTitle>") + record("2", "")));
  EXPECT_EQ(outcome.documents().size(), 2u);
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_EQ(outcome.record_errors[0].record, 2u);
  EXPECT_EQ(outcome.record_errors[0].offset, std::string("<PubmedArticleSet>").size() + first.size());
  EXPECT_EQ(outcome.record_errors[0].message, "the record has no PMID");
  EXPECT_TRUE(outcome.record_errors[0].skipped);
  EXPECT_EQ(outcome.documents().at(1).title, "") << "nothing of a skipped record is kept";
}

TEST(PubmedXml, UnknownEntitiesAreKeptAsWrittenAndCounted) {
  const ReadOutcome outcome =
      read_xml("<!DOCTYPE PubmedArticleSet SYSTEM \"none.dtd\">" +
               set_of(record("1", "<ArticleTitle>a &foo; b &bar;</ArticleTitle>") + record("2", "")));
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_EQ(outcome.record_errors[0].message, "2 unknown entities kept as written: &foo; &bar;");
  EXPECT_EQ(outcome.record_errors[0].id, "PMID:1");
  EXPECT_FALSE(outcome.record_errors[0].skipped);
  EXPECT_EQ(outcome.documents().at(0).title, "a &foo; b &bar;");
  EXPECT_EQ(outcome.documents().size(), 2u);
}

TEST(PubmedXml, CapsSkipOnlyTheRecord) {
  const ReaderCaps caps{20'000, 4'000, 20};
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += "<b>";
  std::string deep_end;
  for (int i = 0; i < 30; ++i) deep_end += "</b>";
  std::string many;
  for (int i = 0; i < 30; ++i) many += "<AbstractText>" + std::string(1000, 'x') + "</AbstractText>";
  const struct {
    std::string article;
    const char* message;
  } cases[] = {
      {"<ArticleTitle>" + std::string(5000, 'x') + "</ArticleTitle>", "a text is over 4000 bytes"},
      {"<ArticleTitle>" + deep + deep_end + "</ArticleTitle>", "elements nest deeper than 20"},
      {"<Abstract>" + many + "</Abstract>", "the record is over 20000 bytes"},
  };
  for (const auto& c : cases) {
    const ReadOutcome outcome = read_xml(
        set_of(record("1", "") + record("2", c.article) + record("3", "<ArticleTitle>t</ArticleTitle>")), caps);
    EXPECT_FALSE(outcome.error.has_value());
    ASSERT_EQ(outcome.record_errors.size(), 1u) << c.message;
    EXPECT_EQ(outcome.record_errors[0].message, c.message);
    EXPECT_EQ(outcome.record_errors[0].id, "PMID:2");
    EXPECT_EQ(outcome.record_errors[0].record, 2u);
    ASSERT_EQ(outcome.documents().size(), 2u);
    EXPECT_EQ(outcome.documents().at(1).title, "t");
  }
}

TEST(PubmedXml, ElementsAreCounted) {
  std::string many;
  for (int i = 0; i < 1'000'001; ++i) many += "<Grant/>";
  const ReadOutcome outcome = read_xml(set_of(record("1", many) + record("2", "<Grant/>")));
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_EQ(outcome.record_errors[0].message, "the record has over 1000000 elements");
  ASSERT_EQ(outcome.documents().size(), 1u);
  EXPECT_TRUE(outcome.documents().at(0).grants.empty());
}

TEST(PubmedXml, BrokenFilesKeepTheRecordsBeforeTheBreak) {
  const std::string good = "<PubmedArticleSet>" + record("1", "") + record("2", "");
  const struct {
    std::string tail;
    const char* message;
  } cases[] = {
      {"", "XML ends early"},
      {"<PubmedArticle><MedlineCitation><PMID>3</PMID>", "XML ends early"},
      {"<PubmedArticle></b></PubmedArticle></PubmedArticleSet>", "mismatched tag"},
      {"<PubmedArticle>\x02", "not well-formed"},
      {"</PubmedArticleSet><more/>", "junk after document element"},
  };
  for (const auto& c : cases) {
    const ReadOutcome outcome = read_xml(good + c.tail);
    ASSERT_TRUE(outcome.error.has_value()) << c.tail;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file);
    EXPECT_NE(std::string(outcome.error->what()).find(c.message), std::string::npos) << outcome.error->what();
    EXPECT_NE(std::string(outcome.error->what()).find("test-file"), std::string::npos);
    EXPECT_EQ(outcome.documents().size(), 2u);
  }
}

TEST(PubmedXml, OtherXmlIsRefused) {
  const ReadOutcome outcome = read_xml("<article><PMID>1</PMID></article>");
  ASSERT_TRUE(outcome.error.has_value());
  EXPECT_EQ(outcome.error->code(), ErrorCode::unknown_format);
}

}  // namespace
}  // namespace il2search
