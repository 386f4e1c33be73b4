// JATS -> Documents: what each element becomes, and hostile and broken input.
#include "corpus/jats/jats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The parts of an article. `meta` is in article-meta, after a DOI.
struct ArticleParts {
  std::string meta;
  std::string body;
  std::string back;
  std::string journal;
  std::string attributes = "article-type='research-article' xml:lang='en'";
  std::string after_back = {};
};

std::string article_xml(const ArticleParts& parts) {
  return "<article " + parts.attributes + "><front><journal-meta>" + parts.journal +
         "</journal-meta><article-meta><article-id pub-id-type='doi'>10.5555/A</article-id>" + parts.meta +
         "</article-meta></front><body>" + parts.body + "</body><back>" + parts.back + "</back>" + parts.after_back +
         "</article>";
}

ReadOutcome read_jats(const std::string& xml, ReaderCaps caps = {}) { return read_text(make_jats_reader, xml, caps); }

Document only_document(const ReadOutcome& outcome) {
  EXPECT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_TRUE(outcome.record_errors.empty()) << outcome.record_errors.front().message;
  EXPECT_EQ(outcome.records.size(), 1u);
  return outcome.records.empty() ? Document{} : outcome.documents().at(0);
}

Document read_parts(const ArticleParts& parts) {
  ArticleParts titled = parts;
  titled.meta.insert(0, "<title-group><article-title>A title</article-title></title-group>");
  return only_document(read_jats(article_xml(titled)));
}

Document with_meta(const std::string& meta) { return read_parts({meta, {}, {}, {}}); }
Document with_body(const std::string& body) { return read_parts({{}, body, {}, {}}); }
Document with_back(const std::string& back) { return read_parts({{}, {}, back, {}}); }

std::string text_of_paragraph(const std::string& markup) {
  const Document document = with_body("<p>" + markup + "</p>");
  return document.body.empty() ? std::string() : document.body.front().text;
}

// "type/heading/text" of each section.
std::vector<std::string> outline(const Document& document) {
  std::vector<std::string> lines;
  for (const BodySection& s : document.body) lines.push_back(s.type + "/" + s.heading + "/" + s.text);
  return lines;
}

TEST(Jats, InlineMarkupIsDroppedAndItsTextKept) {
  const struct {
    const char* markup;
    const char* text;
  } cases[] = {
      {"CO<sub>2</sub> and Ca<sup>2+</sup>", "CO2 and Ca2+"},
      {"<italic>Sle1</italic>-<bold>dependent</bold>  loss\n   of <underline>tolerance</underline>",
       "Sle1-dependent loss of tolerance"},
      {"TNF-&alpha; &lt; 5 &#945;", "TNF-\u03b1 < 5 \u03b1"},
      {"cells<sup><xref ref-type='bibr' rid='a'>3</xref></sup> die", "cells 3 die"},
      {"IL-2<xref ref-type='bibr' rid='a'><sup>3</sup></xref>and", "IL-2 3 and"},
      {"cells.<xref ref-type='bibr'>3</xref> Then", "cells. 3 Then"},
      {"cells [<xref ref-type='bibr'>1</xref>-<xref ref-type='bibr'>3</xref>].", "cells [1-3]."},
      {"(<xref ref-type='fig' rid='f'>Figure 1</xref>A)", "(Figure 1A)"},
      {"a <named-content content-type='gene'>IL2</named-content>s b", "a IL2s b"},
      {"one<break/>two", "one two"},
      {"see <ext-link ext-link-type='uri' xlink:href='http://a.b'>here</ext-link>.", "see here."},
      {"<![CDATA[a<b]]>", "a<b"},
      {"left <object-id pub-id-type='doi'>10.1/x</object-id>out", "left out"},
  };
  for (const auto& c : cases) EXPECT_EQ(text_of_paragraph(c.markup), c.text) << c.markup;
}

TEST(Jats, AFormulaIsReadOnce) {
  const std::string math =
      "<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>5</mml:mn><mml:mn>6</mml:mn></mml:math>";
  const std::string tex = "<tex-math>\\documentclass{a}\\begin{document}$$x=5$$\\end{document}</tex-math>";
  const struct {
    std::string markup;
    const char* text;
  } cases[] = {
      {"a " + math + " b", "a x=5 6 b"},
      {"a<inline-formula>" + math + "</inline-formula>b", "a x=5 6 b"},
      {"a <inline-formula>" + tex + "</inline-formula> b", "a x=5 b"},
      {"a <inline-formula><alternatives>" + tex + math + "<graphic/></alternatives></inline-formula> b", "a x=5 6 b"},
      {"a <inline-formula>" + tex + math + "</inline-formula> b " + tex, "a x=5 6 b x=5"},
      {"a <inline-formula><alternatives><graphic/>" + tex + "</alternatives></inline-formula> b", "a x=5 b"},
      {"a <mml:math><mml:sec/><mml:mi>y</mml:mi><mml:annotation>TeX</mml:annotation></mml:math> b", "a y b"},
      {"a <math><sec/><mi>y</mi></math> b", "a y b"},
      {"so <disp-formula><label>(1)</label>" + math + "</disp-formula> holds", "so (1) x=5 6 holds"},
      {"a <tex-math></tex-math>b", "a b"},
  };
  for (const auto& c : cases) EXPECT_EQ(text_of_paragraph(c.markup), c.text) << c.markup;
}

TEST(Jats, SectionsKeepTheirTitlesTypesAndOrder) {
  const Document document = with_body(
      "<sec sec-type='materials|methods'><label>2</label><title>Patients</title><p>One.</p><p>Two.</p>"
      "<sec><title>Mice</title><p>Three.</p></sec><sec "
      "sec-type='statistics'><title>Tests</title><p>Four.</p></sec></sec>"
      "<sec><title>3. Results and Discussion</title><sec><title>Kidney</title><p>Five.</p></sec></sec>"
      "<sec><title>Outlook</title><p>Six.</p></sec>");
  EXPECT_THAT(outline(document),
              ElementsAre("materials|methods/2 Patients/One.\n\nTwo.", "materials|methods/Mice/Three.",
                          "statistics/Tests/Four.", "results|discussion/3. Results and Discussion/",
                          "results|discussion/Kidney/Five.", "/Outlook/Six."));
}

TEST(Jats, TypesFollowFromTitles) {
  const struct {
    const char* title;
    const char* type;
  } cases[] = {
      {"Introduction", "intro"},
      {"1. BACKGROUND", "intro"},
      {"Methods", "methods"},
      {"Materials and Methods", "methods"},
      {"Patients and methods", "methods"},
      {"Experimental Procedures", "methods"},
      {"Results", "results"},
      {"Discussion", "discussion"},
      {"Discussion and conclusions", "discussion|conclusions"},
      {"Conclusion", "conclusions"},
      {"Case presentation", "cases"},
      {"Abbreviations", "abbreviations"},
      {"Acknowledgements", "ack"},
      {"Supporting Information", "supplementary-material"},
      {"What the kidneys tell", ""},
      {"4.", ""},
  };
  for (const auto& c : cases) {
    const Document document = with_body("<sec><title>" + std::string(c.title) + "</title><p>x</p></sec>");
    EXPECT_EQ(document.body.at(0).type, c.type) << c.title;
  }
}

TEST(Jats, FiguresTablesAndBoxesAreSections) {
  const Document document = with_body(
      "<sec><title>S</title><p>Before <fig id='f'><object-id>no</object-id><label>Figure 1.</label><caption>"
      "<title>Cells</title><p>Of "
      "<bold>mice</bold>.</p></caption><alternatives><graphic/><graphic/></alternatives></fig> after</p>"
      "<table-wrap><label>Table "
      "1</label><caption><p>Doses.</p></caption><alternatives><graphic/><table><thead><tr><th>a"
      "</th><th>b</th></tr></thead><tbody><tr><td></td><td><p>2</p><p>x</p></td></tr><tr><td/><td/></tr></tbody></"
      "table>"
      "</alternatives><table-wrap-foot><fn><label>*</label><p>Note.</p></fn></table-wrap-foot></table-wrap>"
      "<boxed-text><caption><title>Box</title></caption><p>Inside.</p></boxed-text><p>Last.</p>"
      "<supplementary-material><label>S1</label><media><caption><title>Film</title><p>A cell.</p></caption></media>"
      "</supplementary-material><media><label>Video 1</label><caption><p>Runs.</p></caption></media></sec>");
  EXPECT_THAT(outline(document), ElementsAre("/S/Before\n\nafter\n\nLast.", "fig/Figure 1. Cells/Of mice.",
                                             "table/Table 1/Doses.\n\na\tb\n\t2 x\n\n* Note.", "boxed-text/Box/Inside.",
                                             "supplementary-material/S1 Film/A cell.", "media/Video 1/Runs."));
}

TEST(Jats, ATableMayBeSplit) {
  const Document document = with_body(
      "<table-wrap><label>T</label><alternatives><graphic/><table><tr><td>a</td></tr></table><table><tr><td>b</td></tr>"
      "</table><textual-form>no</textual-form></alternatives></table-wrap>");
  EXPECT_THAT(outline(document), ElementsAre("table/T/a\n\nb"));
}

TEST(Jats, ListsQuotesAndDefinitionsAreLines) {
  const Document document = with_body(
      "<sec><title>S</title><p>These:<list><list-item><label>1.</label><p>one</p><list><list-item><p>inner</p></"
      "list-item>"
      "</list></list-item><list-item><p>two</p></list-item></list>end</p><disp-quote><p>Said.</p><attrib>Roe</attrib>"
      "</disp-quote><def-list><def-item><term>SLE</term><def><p>lupus</p></def></def-item><def-item><term>Treg</term>"
      "<def><p>a cell</p></def></def-item></def-list><statement><label>Rule</label><p>Holds.</p></statement></sec>");
  EXPECT_THAT(outline(document), ElementsAre("/S/These:\n\n1. one\ninner\ntwo\n\nend\n\nSaid.\n\nRoe\n\nSLE\tlupus\n"
                                             "Treg\ta cell\n\nRule Holds."));
}

TEST(Jats, BackMatterIsBody) {
  const Document document = with_back(
      "<ack><title>Thanks</title><p>To "
      "all.</p></ack><app-group><app><title>Appendix</title><p>More.</p></app></app-group>"
      "<glossary><def-list><def-item><term>IL</term><def><p>interleukin</p></def></def-item></def-list></glossary>"
      "<notes notes-type='data-availability'><title>Data</title><p>On request.</p></notes>"
      "<fn-group><fn><label>1</label><p>Foot.</p></fn><fn fn-type='COI-statement'><p>None declared.</p></fn></fn-group>"
      "<sec><title>Competing interests</title><p>IO was paid.</p></sec>");
  EXPECT_THAT(outline(document),
              ElementsAre("ack/Thanks/To all.", "app/Appendix/More.", "abbreviations//IL\tinterleukin",
                          "data-availability/Data/On request.", "fn//1 Foot."));
  EXPECT_EQ(document.conflict_of_interest, "None declared. IO was paid.");
}

TEST(Jats, TextOfTheMetadataIsNotLost) {
  const Document document = with_meta(
      "<author-notes><corresp>a@b.c</corresp><fn fn-type='con'><p>AB wrote.</p></fn><fn fn-type='conflict'><p>None.</p>"
      "</fn></author-notes><product><source>A book</source>, <year>2001</year></product><funding-group>"
      "<funding-statement>Paid by X.</funding-statement></funding-group><kwd-group kwd-group-type='abbreviations'>"
      "<title>Short</title><compound-kwd><compound-kwd-part>LN</compound-kwd-part><compound-kwd-part>nephritis"
      "</compound-kwd-part></compound-kwd><compound-kwd><compound-kwd-part>IU</"
      "compound-kwd-part><compound-kwd-part>unit"
      "</compound-kwd-part></compound-kwd></kwd-group>");
  EXPECT_THAT(outline(document), ElementsAre("author-notes//AB wrote.", "product//A book, 2001", "funding//Paid by X.",
                                             "abbreviations/Short/LN\tnephritis\nIU\tunit"));
  EXPECT_EQ(document.conflict_of_interest, "None.");
  EXPECT_THAT(document.keywords, IsEmpty());
}

TEST(Jats, SubArticlesAreSectionsOfTheirOwnType) {
  const Document document = read_parts(
      {{},
       "<p>Main.</p>",
       {},
       {},
       "article-type='research-article'",
       "<sub-article article-type='decision-letter'><front-stub><article-id pub-id-type='doi'>10.5555/b</article-id>"
       "<title-group><article-title>Decision</article-title></title-group><contrib-group><contrib><name><surname>X</"
       "surname>"
       "</name></contrib></contrib-group><abstract><p>Short.</p></abstract></front-stub><body><sec sec-type='methods'>"
       "<title>Point</title><p>Why?</p></sec></body><back><ref-list><ref><pub-id pub-id-type='pmid'>5</pub-id></ref>"
       "</ref-list></back></sub-article><response><body><p>Because.</p></body></response>"});
  EXPECT_THAT(outline(document), ElementsAre("//Main.", "sub-article/Decision/", "sub-article//Short.",
                                             "sub-article/Point/Why?", "sub-article//Because."));
  EXPECT_THAT(document.authors, IsEmpty());
  EXPECT_THAT(document.references, IsEmpty());
  EXPECT_EQ(document.doi, "10.5555/a");
}

TEST(Jats, AbstractsByKind) {
  const Document document = with_meta(
      "<abstract><title>Abstract</title><sec><title>AIM</title><p>One.</p></sec><sec><title>Results</title><p>Two.</p>"
      "<p>Three.</p></sec></abstract><abstract abstract-type='teaser'><p>Short.</p></abstract>"
      "<abstract abstract-type='summary'><title>Author Summary</title><p>Plain.</p></abstract>"
      "<abstract abstract-type='graphical'><p><fig><label>G</label><caption><p>Seen.</p></caption></fig></p></abstract>"
      "<trans-abstract xml:lang='es'><p>Corto.</p></trans-abstract>");
  EXPECT_THAT(document.abstract, ElementsAre(Section{"AIM", "One."}, Section{"Results", "Two.\n\nThree."}));
  EXPECT_THAT(document.other_abstracts, ElementsAre(Section{"teaser", "Short."}, Section{"Author Summary", "Plain."},
                                                    Section{"G", "Seen."}, Section{"es", "Corto."}));
  EXPECT_THAT(with_meta("<abstract><p>All.</p></abstract>").abstract, ElementsAre(Section{"", "All."}));
}

TEST(Jats, Contributors) {
  const Document document = with_meta(
      "<contrib-group><contrib contrib-type='author'><contrib-id "
      "contrib-id-type='orcid'>https://orcid.org/0000-0002-1825-"
      "0097</contrib-id><name><surname>Humrich</surname><given-names>Jens Y.</given-names><suffix>Jr</suffix></name>"
      "<xref ref-type='aff' rid='a1 a2'/><xref ref-type='corresp' rid='c'>*</xref></contrib>"
      "<contrib contrib-type='author'><name-alternatives><name name-style='eastern'><surname>\u738b</surname></name>"
      "<name name-style='western'><surname>Wang</surname><given-names>JL</given-names></name></name-alternatives>"
      "<aff>Own place</aff></contrib>"
      "<contrib contrib-type='author'><collab>The Group<contrib-group><contrib><name><surname>Member</surname>"
      "<given-names>A</given-names></name></contrib></contrib-group></collab></contrib>"
      "<contrib contrib-type='author'><string-name>Roe, Jane</string-name></contrib>"
      "<contrib contrib-type='author'><anonymous/></contrib>"
      "<contrib contrib-type='author'><name><surname>Full</surname><given-names initials='QX'>Q. of "
      "X</given-names></name>"
      "</contrib><on-behalf-of>All Others</on-behalf-of></contrib-group>"
      "<contrib-group content-type='editors'><contrib><name><surname>Ed</surname><given-names>Anne-Marie</given-names>"
      "</name></contrib><contrib contrib-type='reviewer'><name><surname>Rev</surname></name></contrib></contrib-group>"
      "<aff id='a1'><label>1</label><institution-wrap><institution-id>ror</institution-id><institution>Charit\u00e9"
      "</institution></institution-wrap>, <country>Germany</country></aff><aff id='a2'><sup>2</sup>DRFZ, Berlin</aff>");
  const auto person = [](const char* last, const char* fore, const char* initials, const char* affiliation = "") {
    Author author;
    author.last = last;
    author.fore = fore;
    author.initials = initials;
    author.affiliation = affiliation;
    return author;
  };
  const auto group = [](const char* name) {
    Author author;
    author.collective = name;
    return author;
  };
  Author first = person("Humrich", "Jens Y.", "JY", "Charit\u00e9, Germany; DRFZ, Berlin");
  first.suffix = "Jr";
  first.orcid = "0000-0002-1825-0097";
  EXPECT_THAT(document.authors, ElementsAre(first, person("Wang", "JL", "JL", "Own place"), group("The Group"),
                                            person("Roe", "Jane", "J"), group("Anonymous"),
                                            person("Full", "Q. of X", "QX"), group("All Others")));
  EXPECT_THAT(document.editors, ElementsAre(person("Ed", "Anne-Marie", "AM")));
  EXPECT_THAT(document.investigators, ElementsAre(person("Member", "A", "A"), person("Rev", "", "")));
}

TEST(Jats, AContributorMayContainItsAffiliations) {
  const Document document = with_meta(
      "<contrib-group><contrib rid='b'><name><surname>A</surname></name></contrib>"
      "</contrib-group><aff id='a'>There</aff><aff id='b'>Here</aff>");
  EXPECT_EQ(document.authors.at(0).affiliation, "Here");
}

TEST(Jats, AnAffiliationWithoutReferenceBelongsToItsGroup) {
  const std::string people =
      "<contrib><name><surname>A</surname></name></contrib><contrib><name><surname>B</surname>"
      "</name></contrib>";
  for (const std::string& meta : {"<contrib-group>" + people + "<aff>Here</aff></contrib-group>",
                                  "<contrib-group>" + people + "</contrib-group><aff>Here</aff>"}) {
    const Document document = with_meta(meta);
    ASSERT_EQ(document.authors.size(), 2u);
    for (const Author& author : document.authors) EXPECT_EQ(author.affiliation, "Here") << meta;
  }
}

TEST(Jats, IdentifiersAndIdentity) {
  const struct {
    const char* ids;
    const char* id;
  } cases[] = {
      {"<article-id pub-id-type='pmid'>12</article-id><article-id pub-id-type='pmc'>345</article-id>"
       "<article-id pub-id-type='doi'>10.1/Ab</article-id>",
       "PMCID:PMC345"},
      {"<article-id pub-id-type='pmcid'>PMC345</article-id>", "PMCID:PMC345"},
      {"<article-id pub-id-type='pmid'>12</article-id><article-id pub-id-type='doi'>10.1/Ab</article-id>",
       "DOI:10.1/ab"},
      {"<article-id pub-id-type='pmid'>12</article-id>", "PMID:12"},
      {"<article-id pub-id-type='publisher-id'>x</article-id>", "FILE:test-file#1"},
  };
  for (const auto& c : cases) {
    const Document document = only_document(
        read_jats("<article><front><article-meta>" + std::string(c.ids) +
                  "<title-group><article-title>T</article-title></title-group></article-meta></front></article>"));
    EXPECT_EQ(document.id, c.id);
    const bool has_pmid = std::string(c.ids).find("'pmid'") != std::string::npos;
    EXPECT_EQ(document.pmid, has_pmid ? "12" : "");
  }
  const Document document = with_meta(
      "<article-id pub-id-type='publisher-id'>jii-1</article-id><isbn>99</isbn>"
      "<self-uri xlink:href='http://a.b/c.pdf'/><self-uri xlink:href='http://a.b/c'/>");
  EXPECT_THAT(document.other_ids, ElementsAre(OtherId{"publisher-id", "jii-1"}, OtherId{"isbn", "99"}));
  EXPECT_EQ(document.url, "http://a.b/c");
}

TEST(Jats, Journal) {
  const Document document = read_parts(
      {"<volume>3</volume><issue>4</issue><fpage>10</fpage><lpage>15</lpage><elocation-id>e5</elocation-id>",
       {},
       {},
       "<journal-id journal-id-type='iso-abbrev'>J. Inv.</journal-id><journal-id journal-id-type='nlm-ta'>J "
       "Inv</journal-id>"
       "<journal-title-group><journal-title>Journal of "
       "Inventions</journal-title><journal-subtitle>Letters</journal-subtitle>"
       "</journal-title-group><issn pub-type='ppub'>1</issn><issn pub-type='epub'>2</issn><issn-l>1</issn-l><publisher>"
       "<publisher-name>P</publisher-name><publisher-loc>London</publisher-loc></publisher>"});
  EXPECT_EQ(document.journal.title, "Journal of Inventions: Letters");
  EXPECT_EQ(document.journal.abbreviation, "J Inv");
  EXPECT_THAT(document.journal.issns, ElementsAre("1", "2"));
  EXPECT_EQ(document.volume + "(" + document.issue + "):" + document.pages, "3(4):10-15");
  EXPECT_EQ(document.publication_country, "London");
  EXPECT_THAT(document.extra, ElementsAre(ExtraMember{"publisher", "\"P\""}));
  EXPECT_EQ(with_meta("<fpage>141</fpage><lpage>141</lpage>").pages, "141");
  EXPECT_EQ(with_meta("<elocation-id>e5</elocation-id>").pages, "e5");
}

TEST(Jats, Titles) {
  const struct {
    const char* language;
    const char* group;
    const char* title;
    const char* vernacular;
  } cases[] = {
      {"en", "<article-title>A <italic>b</italic><xref ref-type='fn'>*</xref></article-title><subtitle>c</subtitle>",
       "A b: c", ""},
      {"en", "<article-title>Why?</article-title><subtitle>So</subtitle>", "Why? So", ""},
      {"en",
       "<article-title>A</article-title><trans-title-group xml:lang='es'><trans-title>Uno</trans-title>"
       "<trans-subtitle>dos</trans-subtitle></trans-title-group>",
       "A", "Uno: dos"},
      {"fr", "<article-title>Le loup</article-title><trans-title xml:lang='en'>The wolf</trans-title>", "The wolf",
       "Le loup"},
      {"fr", "<article-title>Le loup</article-title>", "Le loup", ""},
      {"de-DE", "<article-title>Der Wolf</article-title><trans-title xml:lang='fr'>Le loup</trans-title>", "Der Wolf",
       "Le loup"},
  };
  for (const auto& c : cases) {
    const Document document = only_document(read_jats("<article xml:lang='" + std::string(c.language) +
                                                      "'><front><article-meta><title-group>" + c.group +
                                                      "</title-group></article-meta></front></article>"));
    EXPECT_EQ(document.title, c.title);
    EXPECT_EQ(document.vernacular_title, c.vernacular) << c.group;
    EXPECT_THAT(document.languages, ElementsAre(std::string(c.language).substr(0, 2)));
  }
}

TEST(Jats, Dates) {
  const struct {
    const char* xml;
    Date published;
    Date electronic;
  } cases[] = {
      {"<pub-date pub-type='epub'><day>3</day><month>2</month><year>2020</year></pub-date>"
       "<pub-date pub-type='ppub'><month>April</month><year>2020</year></pub-date>",
       {2020, 4, 0},
       {2020, 2, 3}},
      {"<pub-date pub-type='collection'><year>2005</year></pub-date>"
       "<pub-date pub-type='epub'><day>29</day><month>10</month><year>2005</year></pub-date>",
       {2005, 10, 29},
       {2005, 10, 29}},
      {"<pub-date pub-type='collection'><year>2005</year></pub-date>", {2005, 0, 0}, {}},
      {"<pub-date date-type='pub' publication-format='electronic' "
       "iso-8601-date='2021-07-09'><year>2021</year></pub-date>"
       "<pub-date date-type='collection' publication-format='electronic'><year>2022</year></pub-date>",
       {2021, 7, 9},
       {2021, 7, 9}},
      {"<pub-date date-type='publication' publication-format='electronic'><year>2016</year><month>5</month></pub-date>",
       {2016, 5, 0},
       {2016, 5, 0}},
      {"<pub-date date-type='pub' publication-format='print'><season>Summer</season><year>2019</year></pub-date>",
       {2019, 7, 0},
       {}},
      {"<pub-date pub-type='epub-ppub'><year>2001</year><month>13</month></pub-date>", {2001, 0, 0}, {2001, 0, 0}},
      {"<pub-date><string-date>1998 Dec-1999 Jan</string-date></pub-date>", {1998, 12, 0}, {}},
      {"<pub-date pub-type='pmc-release'><year>2009</year></pub-date>", {}, {}},
      {"<history><date date-type='received'><year>2009</year></date></history>", {}, {}},
  };
  for (const auto& c : cases) {
    const Document document = with_meta(c.xml);
    EXPECT_EQ(document.dates.published, c.published) << c.xml;
    EXPECT_EQ(document.dates.electronic, c.electronic) << c.xml;
  }
}

TEST(Jats, KeywordsAndGrants) {
  const Document document = with_meta(
      "<kwd-group><title>Keywords</title><kwd>lupus</kwd><kwd>IL-2<nested-kwd><kwd>aldesleukin</kwd></nested-kwd></kwd>"
      "<compound-kwd><compound-kwd-part>a</compound-kwd-part><compound-kwd-part>b</compound-kwd-part></compound-kwd>"
      "</kwd-group><unstructured-kwd-group>one; two, three;</unstructured-kwd-group><funding-group><award-group>"
      "<funding-source><institution-wrap><institution>NIH</institution><institution-id>i</institution-id></"
      "institution-wrap>"
      "</funding-source><award-id>R01</award-id><award-id>R02</award-id></award-group><award-group><funding-source>DFG"
      "</funding-source></award-group></funding-group>");
  EXPECT_THAT(document.keywords, ElementsAre("lupus", "IL-2", "aldesleukin", "a b", "one", "two, three"));
  EXPECT_THAT(document.grants,
              ElementsAre(Grant{"R01", "", "NIH", ""}, Grant{"R02", "", "NIH", ""}, Grant{"", "", "DFG", ""}));
}

TEST(Jats, TypesAndStatus) {
  const struct {
    const char* type;
    const char* related;
    std::vector<std::string> names;
    const char* status;  // r, e, c, p
  } cases[] = {
      {"research-article", "", {"Journal Article", "research-article"}, ""},
      {"review-article", "companion", {"Review", "Journal Article", "review-article"}, ""},
      {"letter", "", {"Letter"}, ""},
      {"Odd-Kind", "", {"odd-kind"}, ""},
      {"preprint", "", {"Preprint"}, "p"},
      {"research-article", "retraction-forward", {"Journal Article", "research-article"}, "r"},
      {"research-article", "retraction", {"Journal Article", "research-article"}, "r"},
      {"retraction", "retracted-article", {"Retraction of Publication", "retraction"}, ""},
      {"retraction", "retraction", {"Retraction of Publication", "retraction"}, ""},
      {"research-article", "correction-forward", {"Journal Article", "research-article"}, "e"},
      {"correction", "corrected-article", {"Published Erratum", "correction"}, ""},
      {"correction", "correction-forward", {"Published Erratum", "correction"}, "e"},
      {"research-article", "concern-forward", {"Journal Article", "research-article"}, "c"},
  };
  for (const auto& c : cases) {
    const Document d =
        read_parts({"<related-article related-article-type='" + std::string(c.related) + "' xlink:href='x'/>",
                    {},
                    {},
                    {},
                    "article-type='" + std::string(c.type) + "'"});
    std::vector<std::string> names;
    for (const PublicationType& type : d.publication_types) names.push_back(type.name);
    EXPECT_EQ(names, c.names) << c.type;
    const std::string status = std::string(d.status.retracted ? "r" : "") + (d.status.has_erratum ? "e" : "") +
                               (d.status.expression_of_concern ? "c" : "") + (d.status.preprint ? "p" : "");
    EXPECT_EQ(status, c.status) << c.type << " " << c.related;
  }
}

TEST(Jats, ATitleMayMarkAnArticleAsRetracted) {
  const auto retracted = [](const std::string& title) {
    return only_document(read_jats("<article><front><article-meta><title-group><article-title>" + title +
                                   "</article-title></title-group></article-meta></front></article>"))
        .status.retracted;
  };
  EXPECT_TRUE(retracted("RETRACTED: Cells"));
  EXPECT_TRUE(retracted("Retracted Article: Cells"));
  EXPECT_FALSE(retracted("Retracted articles and their readers"));
}

TEST(Jats, References) {
  const Document document = with_back(
      "<ref-list><ref><element-citation><pub-id pub-id-type='pmid'>5</pub-id><pub-id pub-id-type='doi'>10.1/X</pub-id>"
      "</element-citation></ref><ref><mixed-citation>Text <pub-id "
      "pub-id-type='pmcid'>PMC7</pub-id></mixed-citation></ref>"
      "<ref><mixed-citation><ext-link ext-link-type='uri' xlink:href='https://doi.org/10.1/y'>link</ext-link>"
      "<ext-link ext-link-type='uri' xlink:href='http://a.b'/></mixed-citation></ref>"
      "<ref><mixed-citation>No id, and <pub-id pub-id-type='pmid'>none</pub-id></mixed-citation></ref>"
      "<ref><element-citation><pub-id pub-id-type='pmid'>05</pub-id></element-citation></ref></ref-list>");
  EXPECT_THAT(document.references, ElementsAre("PMID:5", "DOI:10.1/x", "PMCID:PMC7", "DOI:10.1/y"));
  EXPECT_THAT(document.body, IsEmpty());
}

TEST(Jats, Wrappers) {
  const std::string one = article_xml({"<title-group><article-title>T</article-title></title-group>", {}, {}, {}});
  const struct {
    std::string xml;
    std::size_t documents;
  } cases[] = {
      {one, 1},
      {"<pmc-articleset>" + one + one + "</pmc-articleset>", 2},
      {"<pmc-articleset/>", 0},
      {"<articles>\n" + one + "</articles>", 1},
      {"<OAI-PMH><ListRecords><record><header/><metadata>" + one + "</metadata></record><record><metadata>" + one +
           "</metadata></record></ListRecords></OAI-PMH>",
       2},
      {"<record><metadata>" + one + "</metadata></record>", 1},
  };
  for (const auto& c : cases) {
    const ReadOutcome outcome = read_jats(c.xml);
    EXPECT_FALSE(outcome.error.has_value());
    EXPECT_EQ(outcome.documents().size(), c.documents) << c.xml;
  }
}

TEST(Jats, UnknownEntitiesAreReportedAndKept) {
  const ReadOutcome outcome =
      read_jats(article_xml({{}, "<p>a &nosuch; b &alpha; <xref rid='&odd;'>c</xref></p>", {}, {}}));
  ASSERT_EQ(outcome.documents().size(), 1u);
  EXPECT_EQ(outcome.documents().at(0).body.at(0).text, "a &nosuch; b \u03b1 c");
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_FALSE(outcome.record_errors[0].skipped);
  EXPECT_EQ(outcome.record_errors[0].message, "2 unknown entities kept as written: &nosuch; &odd;");
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Jats, AnArticleOverACapIsLeftOutAndTheNextIsRead) {
  const std::string good = article_xml({"<title-group><article-title>Good</article-title></title-group>", {}, {}, {}});
  const struct {
    std::string body;
    const char* message;
  } cases[] = {
      {repeated("<p>", 40) + repeated("</p>", 40), "elements nest deeper than 20"},
      {"<p>" + std::string(1500, 'x') + "</p>", "a text is over 1000 bytes"},
      {repeated("<p>" + std::string(900, 'x') + "</p>", 8), "the article is over 5000 bytes"},
      {repeated("<sec sec-type='" + std::string(900, 'x') + "'/>", 8), "the article is over 5000 bytes"},
  };
  for (const auto& c : cases) {
    const std::string bad = article_xml({{}, c.body, {}, {}});
    const ReadOutcome outcome = read_jats("<articles>" + good + bad + good + "</articles>", {5000, 1000, 20});
    EXPECT_FALSE(outcome.error.has_value());
    EXPECT_EQ(outcome.documents().size(), 2u) << c.message;
    ASSERT_EQ(outcome.record_errors.size(), 1u) << c.message;
    EXPECT_EQ(outcome.record_errors[0].message, c.message);
    EXPECT_EQ(outcome.record_errors[0].record, 2u);
    EXPECT_EQ(outcome.record_errors[0].offset, std::string("<articles>").size() + good.size());
    EXPECT_TRUE(outcome.record_errors[0].skipped);
  }
}

TEST(Jats, AnArticleWithoutTitleAndTextIsLeftOut) {
  const ReadOutcome outcome = read_jats("<article class='teaser'><body><p> </p></body></article>");
  EXPECT_THAT(outcome.records, IsEmpty());
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_EQ(outcome.record_errors[0].message, "the article has neither title nor text");
}

// One affiliation of many contributors is small in a file but large in memory.
TEST(Jats, AffiliationsDoNotMultiplyWithoutBound) {
  const std::string contributor =
      "<contrib><name><surname>A</surname></name><xref ref-type='aff' rid='" + repeated("a ", 60) + "'/></contrib>";
  const ReadOutcome outcome =
      read_jats(article_xml({"<contrib-group>" + repeated(contributor, 60) + "</contrib-group><aff id='a'>" +
                                 std::string(10'000, 'x') + "</aff>",
                             "<p>x</p>",
                             {},
                             {}}));
  EXPECT_THAT(outcome.records, IsEmpty());
  ASSERT_EQ(outcome.record_errors.size(), 1u);
  EXPECT_EQ(outcome.record_errors[0].message, "the affiliations exceed 16777216 bytes");
}

TEST(Jats, NestedElementsAreReadOnce) {
  const Document document = with_meta(
      "<contrib-group><contrib><name><surname>A<contrib><name><surname>B</surname></name></contrib></surname></name>"
      "<xref ref-type='aff' rid='x'/></contrib><on-behalf-of>C<on-behalf-of>D</on-behalf-of></on-behalf-of>"
      "</contrib-group><aff id='x'>Out<aff id='y'>In</aff></aff><kwd-group><kwd>one<kwd>two</kwd></kwd></kwd-group>");
  ASSERT_EQ(document.authors.size(), 2u);
  EXPECT_EQ(document.authors[0].affiliation, "Out");
  EXPECT_EQ(document.authors[1].collective, "C D");
  EXPECT_THAT(document.keywords, ElementsAre("one", "two"));
}

TEST(Jats, TypesDoNotMultiply) {
  const Document document =
      with_body("<sec sec-type='" + std::string(5000, 'x') + "'><title>S</title><sec><title>T</title></sec></sec>");
  EXPECT_THAT(outline(document), ElementsAre("/S/", "/T/"));
}

TEST(Jats, ErrorsInBrokenFilesHaveAPosition) {
  const std::string good = article_xml({"<title-group><article-title>T</article-title></title-group>", {}, {}, {}});
  const struct {
    std::string xml;
    ErrorCode code;
    const char* message;
    std::size_t documents;
  } cases[] = {
      {"<articles>" + good + "<article><front>", ErrorCode::broken_file, "XML ends early at line 1", 1},
      {"<articles>" + good + "<article></front>", ErrorCode::broken_file, "XML is not well formed", 1},
      {"", ErrorCode::broken_file, "XML ends early", 0},
      {"<html><body/></html>", ErrorCode::unknown_format, "XML, but not JATS (its root is html): test-file", 0},
  };
  for (const auto& c : cases) {
    const ReadOutcome outcome = read_jats(c.xml);
    ASSERT_TRUE(outcome.error.has_value()) << c.xml;
    EXPECT_EQ(outcome.error->code(), c.code);
    EXPECT_THAT(outcome.error->what(), HasSubstr(c.message));
    EXPECT_EQ(outcome.documents().size(), c.documents);
  }
}

}  // namespace
}  // namespace il2search
