// OBO: the meaning of each tag, and malformed lines and stanzas.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

#include "base/byte_source.h"
#include "tests/base/data_folder.h"
#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHeader =
    "format-version: 1.2\ndata-version: hp/releases/2025-01-16/hp.obo\nsynonymtypedef: short \"abbreviation\" EXACT\n"
    "synonymtypedef: layperson \"layperson term\"\nontology: hp\n\n";

PartOutcome read_terms(const std::string& terms, std::uint64_t record_bytes = 16u << 20) {
  return read_vocabulary(read_obo, kHeader + terms, record_bytes);
}

TEST(Obo, ReadsATerm) {
  const PartOutcome outcome = read_terms(
      "[Term]\n"
      "id: HP:0000093 ! a comment\n"
      "name: Proteinuria\n"
      "namespace: human_phenotype\n"
      "alt_id: HP:0004741\n"
      "def: \"Too much protein\\nin the \\\"urine\\\".\" [HPO:probinson, PMID:1]\n"
      "synonym: \"Protein in urine\" EXACT layperson [ORCID:0000-0001]\n"
      "synonym: \"PU\" EXACT short []\n"
      "synonym: \"Albuminuria\" NARROW [] {source=\"x\"}\n"
      "synonym: \"Urine abnormality\" BROAD []\n"
      "synonym: \"Foamy urine\" []\n"
      "synonym: \"Proteinuria\" EXACT []\n"
      "xref: MSH:D011507\n"
      "xref: UMLS:C0033687 \"Proteinuria\"\n"
      "is_a: HP:0020129 {source=\"me\"} ! Abnormal urine protein level\n"
      "relationship: part_of HP:0000079 ! Urinary tract\n"
      "created_by: somebody\n"
      "\n"
      "[Typedef]\n"
      "id: part_of\n"
      "name: part of\n");
  ASSERT_FALSE(outcome.error.has_value());
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "obo-hp");
  EXPECT_EQ(outcome.part.version, "2025-01-16");
  ASSERT_EQ(outcome.part.concepts.size(), 2u);
  const Concept& term = outcome.part.concepts[0];
  EXPECT_EQ(term.id, "HP:0000093");
  EXPECT_EQ(term.vocabulary, "HP");
  EXPECT_EQ(term.type, EntityType::disease);
  EXPECT_EQ(term.label, "Proteinuria");
  EXPECT_EQ(term.definition, "Too much protein in the \"urine\".");
  EXPECT_THAT(PartOutcome::names(term), ElementsAre("Protein in urine exact", "PU abbreviation", "Albuminuria narrow",
                                                    "Urine abnormality broad", "Foamy urine related"));
  EXPECT_THAT(PartOutcome::mappings(term), ElementsAre("MESH:D011507 xref", "UMLS:C0033687 xref"));
  EXPECT_EQ(term.mappings[0].source, "obo-hp");
  EXPECT_THAT(term.parents, ElementsAre("HP:0020129"));
  EXPECT_FALSE(term.obsolete);
  const Concept& merged = outcome.part.concepts[1];
  EXPECT_EQ(merged.id, "HP:0004741");
  EXPECT_TRUE(merged.obsolete);
  EXPECT_THAT(merged.replaced_by, ElementsAre("HP:0000093"));
}

TEST(Obo, ObsoleteTermsHaveReplacements) {
  const PartOutcome outcome = read_terms(
      "[Term]\nid: HP:0000001\nname: All\nalt_id: HP:0000003\n\n"
      "[Term]\nid: HP:0000002\nis_obsolete: true\nreplaced_by: HP:0000001\nconsider: HP:0000005\nconsider: HP:0000002\n"
      "[Term]\nid: HP:0000003\nname: obsolete merged\nis_obsolete: true\n"
      "[Term]\nid: HP:0000004\nname: live\nis_obsolete: false\n");
  EXPECT_THAT(outcome.messages(), IsEmpty());
  ASSERT_EQ(outcome.part.concepts.size(), 4u);
  EXPECT_TRUE(outcome.part.concepts[1].obsolete);
  EXPECT_THAT(outcome.part.concepts[1].replaced_by, ElementsAre("HP:0000001"));
  EXPECT_THAT(outcome.part.concepts[1].consider, ElementsAre("HP:0000005"));
  EXPECT_THAT(outcome.part.concepts[2].replaced_by, ElementsAre("HP:0000001"));
  EXPECT_EQ(outcome.part.concepts[2].label, "obsolete merged");
  EXPECT_FALSE(outcome.part.concepts[3].obsolete);
}

TEST(Obo, MappingsAndTheirPredicates) {
  const struct {
    const char* line;
    const char* mapping;  // empty: no mapping
  } cases[] = {
      {"xref: MESH:D008180 {source=\"MONDO:equivalentTo\"}", "MESH:D008180 exact"},
      {"xref: MESH:D008180 {source=\"DOID:4\", source=\"MONDO:equivalentTo\"}", "MESH:D008180 exact"},
      {"xref: DOID:4 {source=\"MONDO:relatedTo\"}", "DOID:4 related"},
      {"xref: DOID:4 {source=\"MONDO:mondoIsBroaderThanSource\"}", "DOID:4 narrow"},
      {"xref: DOID:4 {source=\"MONDO:mondoIsNarrowerThanSource\"}", "DOID:4 broad"},
      {"xref: DOID:4 {source=\"MONDO:obsoleteEquivalent\"}", ""},
      {"xref: DOID:4 {source=\"DOID:5\"}", "DOID:4 xref"},
      {"xref: mesh:d008180", "MESH:D008180 xref"},
      {"xref: Orphanet:536", "Orphanet:536 xref"},
      {"xref: OMIM:152700", "OMIM:152700 xref"},
      {"xref: OMIMPS:203655", "OMIM:PS203655 xref"},
      {"xref: SCTID:55464009", "SCTID:55464009 xref"},
      {"xref: ICD9:710.0", "ICD9:710.0 xref"},
      {"xref: NCIT:C3201 ! with a comment", "NCIT:C3201 xref"},
      {"xref: PMID:12345", ""},
      {"xref: https://example.org/page", ""},
      {"xref: http://www.orpha.net/ORDO/Orphanet_536", "Orphanet:536 xref"},
      {"xref: http\\://purl.obolibrary.org/obo/DOID_9074", "DOID:9074 xref"},
      {"xref: no-curie", ""},
      {"property_value: skos:exactMatch MESH:D008180", "MESH:D008180 exact"},
      {"property_value: exactMatch MESH:D008180", "MESH:D008180 exact"},
      {"property_value: skos:closeMatch \"MESH:D008180\" xsd:string", "MESH:D008180 close"},
      {"property_value: http://www.w3.org/2004/02/skos/core#broadMatch http://identifiers.org/mesh/D008180",
       "MESH:D008180 broad"},
      {"property_value: skos:narrowMatch DOID:4 {source=\"x\"}", "DOID:4 narrow"},
      {"property_value: seeAlso DOID:4", ""},
      {"property_value: http://example.org/exactMatchOfMine DOID:4", ""},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_terms(std::string("[Term]\nid: HP:0000001\nname: a\n") + c.line + "\n");
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.line;
    const std::vector<std::string> found = PartOutcome::mappings(outcome.part.concepts[0]);
    EXPECT_EQ(found, *c.mapping == '\0' ? std::vector<std::string>{} : std::vector<std::string>{c.mapping}) << c.line;
  }
}

TEST(Obo, TypedMappingsReplaceCrossReferences) {
  const PartOutcome outcome = read_terms(
      "[Term]\nid: HP:0000001\nname: a\nxref: DOID:1\nxref: DOID:2\nproperty_value: skos:exactMatch DOID:1\n"
      "property_value: skos:closeMatch DOID:3\nxref: DOID:3\nxref: DOID:2\nxref: HP:0000001\n");
  EXPECT_THAT(PartOutcome::mappings(outcome.part.concepts.at(0)),
              ElementsAre("DOID:1 exact", "DOID:2 xref", "DOID:3 close"));
}

TEST(Obo, Names) {
  const struct {
    const char* line;
    const char* name;
  } cases[] = {
      {"synonym: \"a \\\"quoted\\\" one\" EXACT []", "a \"quoted\" one exact"},
      {"synonym: \"back\\\\slash\" EXACT []", "back\\slash exact"},
      {"synonym: \"two\\nlines\" EXACT []", "two lines exact"},
      {"synonym: \"  blanks \t here \" EXACT []", "blanks here exact"},
      {"synonym: \"wow! now\" EXACT [] ! comment", "wow! now exact"},
      {"synonym: \"SLE\" EXACT ABBREVIATION []", "SLE abbreviation"},
      {"synonym: \"SLE\" EXACT OMO:0003000 []", "SLE abbreviation"},
      {"synonym: \"SLE\" EXACT http://purl.obolibrary.org/obo/mondo#ABBREVIATION []", "SLE abbreviation"},
      {"synonym: \"SLE\" RELATED ABBREVIATION []", "SLE related"},
      {"synonym: \"no list\" EXACT", "no list exact"},
      {"synonym: \"N-{2-[x]}amide\" EXACT [] {created=\"y\", by=\"{z\"}", "N-{2-[x]}amide exact"},
      {"exact_synonym: \"old style\" []", "old style exact"},
      {"broad_synonym: \"old style\" []", "old style broad"},
      {"narrow_synonym: \"old style\" []", "old style narrow"},
      {"related_synonym: \"old style\" []", "old style related"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_terms(std::string("[Term]\nid: HP:0000001\nname: a\n") + c.line + "\n");
    EXPECT_THAT(outcome.messages(), IsEmpty()) << c.line;
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.line;
    EXPECT_THAT(PartOutcome::names(outcome.part.concepts[0]), ElementsAre(c.name)) << c.line;
  }
}

TEST(Obo, LabelsKeepBracesAndExclamationMarks) {
  const struct {
    const char* line;
    const char* label;
  } cases[] = {
      {"name: N-{2-[4-x]}", "N-{2-[4-x]}"},
      {"name: 1\\,2-dimethyl", "1,2-dimethyl"},
      {"name: wow! yes", "wow! yes"},
      {"name: a ! b", "a"},
      {"name: a \\! b", "a ! b"},
      {"name: a {comment=\"x\"}", "a"},
      {"name: 5-{a} {b}", "5-{a} {b}"},
      {"name: one \\\ntwo", "one two"},
      {"name:tight", "tight"},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_terms(std::string("[Term]\nid: HP:0000001\n") + c.line + "\n");
    EXPECT_THAT(outcome.messages(), IsEmpty()) << c.line;
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.line;
    EXPECT_EQ(outcome.part.concepts[0].label, c.label) << c.line;
  }
}

TEST(Obo, ANameKeepsItsClosestScope) {
  const PartOutcome outcome = read_terms(
      "[Term]\nid: HP:0000001\nname: a\nsynonym: \"b\" RELATED []\nsynonym: \"b\" EXACT []\nsynonym: \"c\" EXACT []\n"
      "synonym: \"c\" EXACT short []\nsynonym: \"a\" BROAD []\n");
  EXPECT_THAT(PartOutcome::names(outcome.part.concepts.at(0)), ElementsAre("b exact", "c abbreviation"));
}

TEST(Obo, ByteOrderMarkAndCarriageReturns) {
  const PartOutcome outcome = read_vocabulary(
      read_obo,
      "\xEF\xBB\xBF"
      "format-version: 1.4\r\nontology: doid\r\n\r\n! remark\r\n[Term]\r\nid: DOID:4\r\nname: disease\r\n");
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "obo-doid");
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_EQ(outcome.part.concepts[0].label, "disease");
}

TEST(Obo, NameAndPrefixOfTheOntology) {
  const struct {
    const char* header;
    const char* id;
    const char* name;
    EntityType type;
  } cases[] = {
      {"ontology: mondo\n", "MONDO:0000001", "mondo", EntityType::disease},
      {"", "MONDO:0000001", "mondo", EntityType::disease},
      {"", "CL:0000084", "obo-cl", EntityType::cell_type},
      {"ontology: uberon/basic\n", "UBERON:0002113", "obo-uberon", EntityType::anatomy},
      {"ontology: http://purl.obolibrary.org/obo/chebi.owl\n", "CHEBI:15377", "obo-chebi", EntityType::chemical},
      {"ontology: ncbitaxon\n", "NCBITaxon:9606", "obo-ncbitaxon", EntityType::species},
      {"ontology: ordo\n", "Orphanet:536", "obo-ordo", EntityType::disease},
      {"ontology: cellosaurus\n", "CVCL_0030", "obo-cellosaurus", EntityType::cell_line},
      {"ontology: clo\n", "CLO:0000031", "obo-clo", EntityType::cell_line},
      {"ontology: go\n", "GO:0008150", "obo-go", EntityType::other},
      {"ontology: a b/../c\n", "XY:1", "obo-a_b", EntityType::other},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome =
        read_vocabulary(read_obo, std::string(c.header) + "[Term]\nid: " + c.id + "\nname: x\n");
    EXPECT_EQ(outcome.part.name, c.name) << c.header;
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.header;
    EXPECT_EQ(outcome.part.concepts[0].type, c.type) << c.id;
  }
}

TEST(Obo, CountsTermsOfOtherOntologies) {
  const PartOutcome outcome = read_terms(
      "[Term]\nid: HP:0000001\nname: a\nis_a: UBERON:0000001\n"
      "[Term]\nid: UBERON:0000001\n[Term]\nid: UBERON:0000002\nname: b\n[Term]\nid: UBERON:0000003\nname: c\n");
  EXPECT_THAT(outcome.messages(),
              ElementsAre("0: left out: 3 terms of ontologies other than HP, 1 is_a links to such terms"));
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_THAT(outcome.part.concepts[0].parents, IsEmpty());
}

TEST(Obo, ReportsBadLinesAndReadsTheRest) {
  const struct {
    std::string term;
    const char* message;
    std::size_t concepts;  // besides the valid one
  } cases[] = {
      {"name: no id\n", "left out: the term has no identifier", 0},
      {"id: HP:0000002\n", "left out: the term has no name", 0},
      {"id: part_of\nname: a\n", "invalid identifier", 0},
      {"id: HP:0000001\nname: again\n", "left out: duplicate identifier", 0},
      {"id: HP:0000002\nid: HP:0000003\nname: a\n", "second identifier", 1},
      {"id: HP:0000002\nname: a\nis_a: \n", "is_a without an identifier", 1},
      {"id: HP:0000002\nname: a\nis_a: {x=\"y\"} ! only a comment\n", "is_a without an identifier", 1},
      {"id: HP:0000002\nname: a\nis_a: nonsense\n", "invalid parent identifier: \"nonsense\"", 1},
      {"id: HP:0000002\nname: a\nsynonym: bare EXACT []\n", "synonym without quotation marks", 1},
      {"id: HP:0000002\nname: a\nsynonym: \"open EXACT []\n", "synonym without quotation marks", 1},
      {"id: HP:0000002\nname: a\nsynonym: \"b\" SOMEHOW []\n", ": synonym scope is not", 1},
      {"id: HP:0000002\nname: a\ndef: bare\n", "definition without quotation marks", 1},
      {"id: HP:0000002\nname: a \\q b\n", ": unknown escape, kept as written", 1},
      {"id: HP:0000002\nname: a\xFF\n", ": invalid UTF-8 was replaced", 1},
      {"id: HP:0000002\nname: a\nnothing\n", "left out: not a tag-value line: \"nothing\"", 1},
      {"id: HP:0000002\nname: a\nalt_id: x\n", "invalid alternative identifier", 1},
      {"id: HP:0000002\nname: a\nalt_id: HP:0000001\n", "is both an alternative identifier and a term", 1},
      {"id: HP:0000002\nname: a\n[Typedef\n", "unterminated stanza name", 1},
      {"id: HP:0000002\nname: a\nsynonym: \"" + std::string(1001, 'x') + "\" EXACT []\n", "a name is over 1000 bytes",
       1},
      {"id: HP:0000002\nname: a\ndef: \"" + std::string(20001, 'x') + "\" []\n", "a definition is over", 1},
  };
  for (const auto& c : cases) {
    const PartOutcome outcome = read_terms("[Term]\nid: HP:0000001\nname: sound\n\n[Term]\n" + c.term);
    EXPECT_FALSE(outcome.error.has_value()) << c.term;
    ASSERT_EQ(outcome.problems.size(), 1u) << c.term;
    EXPECT_THAT(outcome.messages()[0], HasSubstr(c.message));
    EXPECT_EQ(outcome.problems[0].file, "folder/test-file");
    EXPECT_GE(outcome.problems[0].record, 11u) << c.term;
    EXPECT_EQ(outcome.part.concepts.size(), 1 + c.concepts) << c.term;
    EXPECT_EQ(outcome.part.concepts[0].label, "sound");
  }
}

TEST(Obo, LeavesOutWhatExceedsACap) {
  const std::string line = "[Term]\nid: HP:0000002\nname: long\ndef: \"" + std::string(3000, 'x') + "\" []\n";
  const PartOutcome cut = read_terms("[Term]\nid: HP:0000001\nname: sound\n" + line, 1000);
  EXPECT_THAT(cut.messages(), ElementsAre("13 left out: the line is over 1000 bytes"));
  EXPECT_EQ(cut.part.concepts.size(), 2u);

  std::string large = "[Term]\nid: HP:0000002\nname: large\n";
  for (int i = 0; i < 100; ++i) large += "synonym: \"name " + std::to_string(i) + "\" EXACT []\n";
  const PartOutcome left = read_terms("[Term]\nid: HP:0000001\nname: sound\n" + large, 1000);
  ASSERT_EQ(left.problems.size(), 1u);
  EXPECT_THAT(left.messages()[0], HasSubstr("the term is over 1000 bytes"));
  EXPECT_EQ(left.part.concepts.size(), 1u);

  std::string many = "[Term]\nid: HP:0000002\nname: many\n";
  for (int i = 0; i < 2100; ++i) many += "synonym: \"name " + std::to_string(i) + "\" EXACT []\n";
  const PartOutcome kept = read_terms(many);
  ASSERT_EQ(kept.problems.size(), 1u);
  EXPECT_EQ(kept.part.concepts.at(0).names.size(), 2000u);
}

// Generates its bytes on demand, so that a test can read more than memory holds.
class LongLineSource final : public ByteSource {
 public:
  LongLineSource(std::string before, std::size_t filler, std::string after)
      : before_(std::move(before)), filler_(filler), after_(std::move(after)) {}
  std::size_t read(char* buffer, std::size_t capacity) override {
    std::size_t n = 0;
    while (n < capacity && at_ < before_.size() + filler_ + after_.size()) buffer[n++] = byte(at_++);
    return n;
  }
  std::string_view head() override { return before_; }
  std::uint64_t compressed_bytes_read() const override { return at_; }

 private:
  char byte(std::size_t at) const {
    if (at < before_.size()) return before_[at];
    return at < before_.size() + filler_ ? 'x' : after_[at - before_.size() - filler_];
  }
  std::string before_;
  std::size_t filler_;
  std::string after_;
  std::size_t at_ = 0;
};

TEST(Obo, ALineOfAHundredMegabytes) {
  LongLineSource source("[Term]\nid: HP:0000001\nname: a\ndef: \"", 100u << 20, "\" []\nsynonym: \"b\" EXACT []\n");
  const PartOutcome outcome = collect_part({}, [&](const PartOptions& o) { return read_obo(source, o); });
  EXPECT_THAT(outcome.messages(), ElementsAre("4 left out: the line is over 16777216 bytes"));
  EXPECT_THAT(PartOutcome::names(outcome.part.concepts.at(0)), ElementsAre("b exact"));
}

TEST(Obo, AFileWithoutTermsIsBroken) {
  for (const char* text : {"", "format-version: 1.2\n", "<html><body>Not found</body></html>\n",
                           "[Typedef]\nid: HP:1\n", "[Term]\nid: HP:0000001\n"}) {
    const PartOutcome outcome = read_vocabulary(read_obo, text);
    ASSERT_TRUE(outcome.error.has_value()) << text;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file) << text;
    EXPECT_THAT(outcome.error->what(), HasSubstr("folder/test-file"));
  }
}

TEST(Obo, StopsWhenCancelled) {
  std::string terms = kHeader;
  for (int i = 0; i < 3000; ++i) terms += "[Term]\nid: HP:" + std::to_string(i) + "\nname: a\n";
  PartOptions options;
  options.cancelled = [] { return true; };
  const PartOutcome outcome = collect_part(options, [&](const PartOptions& o) {
    MemorySource source(terms);
    return read_obo(source, o);
  });
  ASSERT_TRUE(outcome.error.has_value());
  EXPECT_EQ(outcome.error->code(), ErrorCode::cancelled);
}

// Counts made from only the lines of the real file.
struct OboLineCounts {
  std::size_t terms = 0;
  std::size_t synonyms = 0;  // distinct ones of each term, without the term's name
  std::size_t parents = 0;
  std::size_t obsolete = 0;
  std::size_t xrefs = 0;  // without publications
};

std::string all_of_source(const std::string& path) {
  const auto source = open_source(path);
  std::string text;
  std::string buffer(1 << 16, '\0');
  for (std::size_t n = source->read(buffer.data(), buffer.size()); n > 0;
       n = source->read(buffer.data(), buffer.size())) {
    text.append(buffer, 0, n);
  }
  return text;
}

OboLineCounts count_obo_lines(const std::string& text) {
  OboLineCounts counts;
  std::string name;
  std::set<std::string_view> seen;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (line == "[Term]") {
      ++counts.terms;
      seen.clear();
    }
    if (line.starts_with("name: ")) name = line.substr(6);
    if (line == "is_obsolete: true") ++counts.obsolete;
    if (line.starts_with("xref: ") && !line.starts_with("xref: PMID:") && seen.insert(line).second) ++counts.xrefs;
    if (line.starts_with("is_a: ") && seen.insert(line).second) ++counts.parents;
    if (!line.starts_with("synonym: \"")) continue;
    const std::string_view quoted = line.substr(10, line.rfind("\" ") - 10);
    if (quoted != name && seen.insert(quoted).second) ++counts.synonyms;
  }
  return counts;
}

class OboFiles : public DataFolderTest {};

TEST_F(OboFiles, MondoMatchesTheLinesOfTheFile) {
  const std::string path = data("mondo/mondo.obo.gz");
  const OboLineCounts expected = count_obo_lines(all_of_source(path));
  const PartOutcome outcome = read_vocabulary_file("mondo", path);
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.messages(), IsEmpty());
  EXPECT_EQ(outcome.part.name, "mondo");
  EXPECT_EQ(outcome.part.source, "mondo.obo.gz");
  OboLineCounts found;
  for (const Concept& term : outcome.part.concepts) {
    ++found.terms;
    found.synonyms += term.names.size();
    found.parents += term.parents.size();
    found.obsolete += term.obsolete ? 1u : 0u;
    found.xrefs += term.mappings.size();
  }
  EXPECT_GT(found.terms, 30000u);
  EXPECT_EQ(found.terms, expected.terms);
  EXPECT_EQ(found.synonyms, expected.synonyms);
  EXPECT_EQ(found.parents, expected.parents);
  EXPECT_EQ(found.obsolete, expected.obsolete);
  EXPECT_EQ(found.xrefs, expected.xrefs);
}

}  // namespace
}  // namespace il2search
