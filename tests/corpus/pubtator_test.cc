// PubTator's lines: text, annotations, relations, offsets in several units, and errors in files.
#include "corpus/annotated/pubtator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "corpus/annotated/annotation_ids.h"
#include "corpus/annotated/annotation_spans.h"
#include "tests/corpus/read_all.h"

namespace il2search {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ReadOutcome read_lines(const std::string& text, ReaderCaps caps = {}) {
  return read_text(make_pubtator_reader, text, caps);
}

// The only document of a text, read without errors.
Document read_one(const std::string& text) {
  const ReadOutcome outcome = read_lines(text);
  EXPECT_THAT(outcome.record_errors, IsEmpty()) << outcome.record_errors.front().message;
  EXPECT_THAT(outcome.documents(), SizeIs(1));
  return outcome.documents().empty() ? Document{} : outcome.documents().front();
}

std::string whole(const Document& document) {
  std::string text = document.title;
  for (const Section& section : document.abstract) text += "\n" + section.text;
  return text;
}

// "MESH:D008180 disease lupus +SLE @lupus,SLE x2" of each entity.
std::vector<std::string> shown(const Document& document) {
  std::vector<std::string> lines;
  const std::string text = whole(document);
  for (const Entity& entity : document.entities) {
    std::string line = entity.id + " " + to_string(entity.type) + " " + entity.name;
    for (const std::string& alias : entity.aliases) line += " +" + alias;
    for (const Span& span : entity.spans) line += " @" + text.substr(span.start, span.end - span.start);
    lines.push_back(line + " x" + std::to_string(entity.mentions));
  }
  return lines;
}

TEST(Pubtator, TextAnnotationsAndRelations) {
  const Document d = read_one(
      "12|t|Lupus and IL-2\r\n"
      "12|a|IL-2 helps in lupus.\r\n"
      "12\t0\t5\tLupus\tDisease\tMESH:D008180\r\n"
      "12\t10\t14\tIL-2\tGene\t3558\r\n"
      "12\t15\t19\tIL-2\tGene\t3558\r\n"
      "12\t29\t34\tlupus\tDisease\tD008180\r\n"
      "12\tAssociation\tD008180\t3558\tNovel\r\n"
      "\r\n");
  EXPECT_EQ(d.id, "PMID:12");
  EXPECT_EQ(d.pmid, "12");
  EXPECT_EQ(d.title, "Lupus and IL-2");
  EXPECT_THAT(d.abstract, ElementsAre(Section{"", "IL-2 helps in lupus."}));
  EXPECT_THAT(shown(d), ElementsAre("MESH:D008180 disease Lupus +lupus @Lupus @lupus x2",
                                    "NCBIGene:3558 gene IL-2 @IL-2 @IL-2 x2"));
  EXPECT_EQ(d.entities[0].vocabulary, "MESH");
  EXPECT_EQ(d.entities[0].provenance, Provenance::annotated);
  ASSERT_THAT(d.relations, SizeIs(1));
  EXPECT_EQ(d.relations[0].type, "Association");
  EXPECT_THAT(d.relations[0].arguments,
              ElementsAre(RelationArgument{"MESH:D008180", "Disease"}, RelationArgument{"NCBIGene:3558", "Gene"}));
}

TEST(Pubtator, TheMostFrequentMentionIsTheName) {
  const Document d = read_one(
      "1|t|SLE lupus SLE\n1|a|\n1\t4\t9\tlupus\tDisease\tD008180\n1\t0\t3\tSLE\tDisease\tD008180\n"
      "1\t10\t13\tSLE\tDisease\tD008180\n");
  EXPECT_THAT(shown(d), ElementsAre("MESH:D008180 disease SLE +lupus @SLE @lupus @SLE x3"));
}

TEST(Pubtator, CompositeMentionsAreSeveralEntities) {
  const Document d = read_one(
      "1|t|skin and joint disease\n1|a|A\n"
      "1\t0\t22\tskin and joint disease\tDisease\tD012871|D007592\tskin disease|joint disease\n"
      "1\t0\t4\tskin\tDisease\tD012871|D007592\n");
  EXPECT_THAT(shown(d), ElementsAre("MESH:D012871 disease skin disease +skin @skin and joint disease @skin x2",
                                    "MESH:D007592 disease joint disease +skin @skin and joint disease @skin x2"));
}

TEST(Pubtator, APartWithoutIdentifierIsKeptByItsOwnText) {
  const Document d = read_one(
      "1|t|skin and joint disease\n1|a|A\n"
      "1\t0\t22\tskin and joint disease\tDisease\tD012871|-1\tskin disease|joint disease\n"
      "1\t0\t4\tskin\tDisease\tD012871|-1\n");
  EXPECT_THAT(shown(d), ElementsAre("MESH:D012871 disease skin disease +skin @skin and joint disease @skin x2",
                                    " disease joint disease @skin and joint disease x1"));
}

TEST(Pubtator, MentionsWithoutIdentifierAreKept) {
  const Document d = read_one(
      "1|t|a b c d "
      "b\n1|a|\n1\t0\t1\ta\tDisease\t-1\n1\t2\t3\tb\tDisease\t-\n1\t4\t5\tc\tDisease\t\n1\t6\t7\td\tDisease\n"
      "1\t8\t9\tb\tDisease\t-1\n");
  EXPECT_THAT(shown(d), ElementsAre(" disease a @a x1", " disease b @b @b x2", " disease c @c x1", " disease d @d x1"));
}

TEST(Pubtator, AVariantsOwnNotationIsAnAlias) {
  const Document d = read_one(
      "1|t|G12A and del\n1|a|\n1\t0\t4\tG12A\tSequenceVariant\tc|SUB|G|12|A\n1\t9\t12\tdel\tSequenceVariant\trs123\n"
      "1\tAssociation\tc|SUB|G|12|A\trs123\n");
  EXPECT_THAT(shown(d), ElementsAre(" variant G12A +c|SUB|G|12|A @G12A x1", "DBSNP:rs123 variant del @del x1"));
  EXPECT_THAT(d.relations.at(0).arguments, ElementsAre(RelationArgument{"c|SUB|G|12|A", "SequenceVariant"},
                                                       RelationArgument{"DBSNP:rs123", "SequenceVariant"}));
}

TEST(Pubtator, OffsetsInEveryUnit) {
  // Characters, UTF-16 units and bytes before "lupus": 4, 5 and 9; before "IL-2" in the abstract: 12, 13 and 17.
  const std::string text = "1|t|\xCE\xB2\xF0\x9D\x9B\xBC\xC3\xA9 lupus\n1|a|\xC2\xB5 IL-2\n";
  for (const auto& [lupus, il2] : {std::pair(4, 12), std::pair(5, 13), std::pair(9, 18)}) {
    const auto line = [](int start, const std::string& mention) {
      return "1\t" + std::to_string(start) + "\t" + std::to_string(start + static_cast<int>(mention.size())) + "\t" +
             mention + "\tGene\t3558\n";
    };
    const Document d = read_one(text + line(lupus, "lupus") + line(il2, "IL-2"));
    EXPECT_THAT(shown(d), ElementsAre("NCBIGene:3558 gene lupus +IL-2 @lupus @IL-2 x2")) << lupus;
  }
}

TEST(Pubtator, MentionsNearTheirOffsetsAreFound) {
  const ReadOutcome outcome = read_lines(
      "1|t|the patients had lupus, "
      "clupus\n1|a|\n1\t22\t27\tlupus\tDisease\tD008180\n1\t4\t12\tPatients\tSpecies\t9606\n"
      "1\t0\t3\tEMT\tDisease\tD1\n1\t300\t305\tnever\tDisease\tD000001\n");
  ASSERT_THAT(outcome.documents(), SizeIs(1));
  EXPECT_THAT(shown(outcome.documents()[0]),
              ElementsAre("NCBITaxon:9606 species Patients @patients x1", "MESH:D008180 disease lupus @lupus x1",
                          " disease EMT +D1 x1", "MESH:D000001 disease never x1"));
  ASSERT_THAT(outcome.record_errors, SizeIs(2));
  EXPECT_THAT(outcome.record_errors[0].message,
              HasSubstr("1 annotations are near their offsets, not at them, the first \"lupus\""));
  EXPECT_THAT(outcome.record_errors[1].message, HasSubstr("2 annotations are not at or near their offsets"));
  EXPECT_FALSE(outcome.record_errors[1].skipped);
  EXPECT_EQ(outcome.record_errors[1].id, "1");
}

TEST(Pubtator, DocumentsEndWhereTheNextBegins) {
  const ReadOutcome outcome = read_lines(
      "\xEF\xBB\xBF\n1|t|One\n1|a|A\n2|t|Two\n2|a|B\n\n2\t0\t3\tTwo\tDisease\tD000002\nPMC3|t|Three\nx-4|t|Four\n5|a|"
      "Five\n");
  EXPECT_THAT(outcome.record_errors, IsEmpty());
  std::vector<std::string> ids;
  for (const Document& d : outcome.documents()) ids.push_back(d.id + " " + std::to_string(d.entities.size()));
  EXPECT_THAT(ids, ElementsAre("PMID:1 0", "PMID:2 1", "PMCID:PMC3 0", "x-4 0", "PMID:5 0"));
}

struct PubtatorErrorRow {
  std::string text;
  std::string message;
  bool skipped;
  std::size_t documents;
};

TEST(Pubtator, ErrorsAreReportedAndReadingContinues) {
  const PubtatorErrorRow rows[] = {
      {"1|t|\n1|a|\n1\t0\t1\tx\tDisease\t-\n\n2|t|T\n2|a|\n", "neither title nor abstract", true, 1},
      {"1|t|T\n1|a|\nsome words\n2\t0\t1\tT\tDisease\t-\n", "2 lines are not a text, annotation or relation", false, 1},
      {"1|t|T\n1|a|\n1\t5\t2\tT\tDisease\t-\n", "1 annotations have invalid offsets, the first 5 to 2", false, 1},
      {"1|t|T\n1|a|\n1\t-5\t99999999999\tT\tDisease\t-\n", "invalid offsets, the first -5 to 99999999999", false, 1},
      {"1|t|T\n1|a|\n1\t0\t1\t\tDisease\t-\n", "", false, 1},
      {"1|t|T\n1|a|\n1\tCID\tD000001\tD000002\n", "2 relation arguments refer to unknown annotations", false, 1},
      {"1|t|T\n1|a|\n1|t|U\n1|a|\n", "more than once", false, 2},
      {"1|t|T \xFF\n1|a|\n", "invalid UTF-8 was replaced", false, 1},
      {"stray\n1|t|T\n", "lines before the first document", false, 1},
      {"1|t|" + std::string(5000, 'x') + "\n2|t|T\n", "a line is over 1000 bytes", true, 1},
      {"1|t|T\n" + std::string(1000, '\n') + std::string(5, 'x') + "\n", "1 lines are not", false, 1},
  };
  for (const PubtatorErrorRow& row : rows) {
    const ReadOutcome outcome = read_lines(row.text, {4000, 1000, 10});
    EXPECT_FALSE(outcome.error) << row.message;
    EXPECT_THAT(outcome.documents(), SizeIs(row.documents)) << row.message;
    if (row.message.empty()) {
      EXPECT_THAT(outcome.record_errors, IsEmpty()) << outcome.record_errors.front().message;
      continue;
    }
    ASSERT_FALSE(outcome.record_errors.empty()) << row.message;
    EXPECT_THAT(outcome.record_errors[0].message, HasSubstr(row.message));
    EXPECT_EQ(outcome.record_errors[0].skipped, row.skipped) << row.message;
  }
}

TEST(Pubtator, ARecordOverTheCapIsLeftOut) {
  std::string text = "1|t|T\n";
  for (int i = 0; i < 100; ++i) text += "1\t0\t1\tT\tDisease\tD008180\n";
  const ReadOutcome outcome = read_lines(text + "2|t|U\n", {500, 400, 10});
  ASSERT_THAT(outcome.record_errors, SizeIs(1));
  EXPECT_EQ(outcome.record_errors[0].message, "the record is over 500 bytes");
  EXPECT_EQ(outcome.record_errors[0].record, 1u);
  ASSERT_THAT(outcome.documents(), SizeIs(1));
  EXPECT_EQ(outcome.documents()[0].title, "U");
}

TEST(Pubtator, AFileWithoutDocumentsIsBroken) {
  for (const char* text : {"", "words\n", "1\t0\t1\tT\tDisease\tD008180\n"}) {
    const ReadOutcome outcome = read_lines(text);
    ASSERT_TRUE(outcome.error) << text;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file);
  }
}

struct AnnotationIdRow {
  EntityType type;
  const char* written;
  std::vector<std::string> ids;  // in parentheses: as written, of no known vocabulary
};

TEST(AnnotationIds, ManySpellings) {
  using T = EntityType;
  const AnnotationIdRow rows[] = {
      {T::disease, "D008180", {"MESH:D008180"}},
      {T::disease, " D008180", {"MESH:D008180"}},
      {T::disease, "MESH:D008180*", {"MESH:D008180"}},
      {T::disease, "mesh:d008180", {"MESH:D008180"}},
      {T::chemical, "C564766", {"MESH:C564766"}},
      {T::chemical, "C000606551", {"MESH:C000606551"}},
      {T::other, "C0024141", {"UMLS:C0024141"}},
      {T::disease, "D008661|D003920", {"MESH:D008661", "MESH:D003920"}},
      {T::disease, "D004829+D003294", {"MESH:D004829", "MESH:D003294"}},
      {T::disease, "OMIM:152700|OMIM:601744", {"OMIM:152700", "OMIM:601744"}},
      {T::disease, "OMIM:152700,601744", {"OMIM:152700", "OMIM:601744"}},
      {T::disease, "C535434|OMIM:152700", {"MESH:C535434", "OMIM:152700"}},
      {T::disease, "152700", {"(152700)"}},
      {T::disease, "MONDO:0007915", {"MONDO:0007915"}},
      {T::gene, "3558", {"NCBIGene:3558"}},
      {T::gene, "3558;3559,3560", {"NCBIGene:3558", "NCBIGene:3559", "NCBIGene:3560"}},
      {T::gene, "9999999999999", {"(9999999999999)"}},
      {T::gene, "3123(Tax:9606)", {"NCBIGene:3123"}},
      {T::gene, "3123(Tax:9606);3126(Tax:9606)", {"NCBIGene:3123", "NCBIGene:3126"}},
      {T::species, "*9606", {"NCBITaxon:9606"}},
      {T::cell_line, " CVCL_0065", {"CVCL:0065"}},
      {T::variant, "rs2104286", {"DBSNP:rs2104286"}},
      {T::variant, "rs1,RS2", {"DBSNP:rs1", "DBSNP:rs2"}},
      {T::variant, "tmVar:p|SUB|V|600|E;HGVS:p.V600E;VariantGroup:0;RS#:113488022", {"DBSNP:rs113488022"}},
      {T::variant, "tmVar:p|SUB|V|600|E;HGVS:p.V600E;VariantGroup:0", {"(p.V600E)"}},
      {T::variant, "tmVar:p|SUB|V|600|E", {"(p|SUB|V|600|E)"}},
      {T::variant, "c|SUB|C|IVS3+18|T", {"(c|SUB|C|IVS3+18|T)"}},
      {T::disease, "-1", {}},
      {T::disease, "-", {}},
      {T::disease, "", {}},
      {T::disease, " | ", {}},
      {T::disease, "None", {}},
      {T::chemical, "-|D000001", {"()", "MESH:D000001"}},
      {T::chemical, "free words", {"(free words)"}},
  };
  for (const AnnotationIdRow& row : rows) {
    std::vector<std::string> ids;
    for (const AnnotationId& id : annotation_ids(row.type, row.written)) {
      ids.push_back(id.id.empty() ? "(" + id.raw + ")" : id.id);
    }
    EXPECT_EQ(ids, row.ids) << row.written;
  }
}

TEST(AnnotationIds, TypeWords) {
  const std::pair<const char*, EntityType> rows[] = {
      {"DiseaseOrPhenotypicFeature", EntityType::disease},
      {"SpecificDisease", EntityType::disease},
      {"CompositeMention", EntityType::disease},
      {"Modifier", EntityType::disease},
      {"ChemicalEntity", EntityType::chemical},
      {"Small_Molecule", EntityType::chemical},
      {"GeneOrGeneProduct", EntityType::gene},
      {"FamilyName", EntityType::gene},
      {"OrganismTaxon", EntityType::species},
      {"CellLine", EntityType::cell_line},
      {"cell line", EntityType::cell_line},
      {"CellType", EntityType::cell_type},
      {"SequenceVariant", EntityType::variant},
      {"DNAMutation", EntityType::variant},
      {"SNP", EntityType::variant},
      {"T116", EntityType::other},
      {"", EntityType::other},
  };
  for (const auto& [word, type] : rows) EXPECT_EQ(annotation_type(word), type) << word;
}

TEST(OffsetMap, AgreesWithWalking) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 7 == 0 ? "\xF0\x9D\x9B\xBC" : i % 3 == 0 ? "\xC3\xA9" : "a";
  const OffsetMap map(text);
  std::size_t byte = 0;
  std::size_t utf16 = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(map.byte_at(i, OffsetUnit::characters), byte);
    EXPECT_EQ(map.byte_at(utf16, OffsetUnit::utf16), byte);
    EXPECT_EQ(map.byte_at(byte, OffsetUnit::bytes), byte);
    const bool wide = i % 7 == 0;
    if (wide) {
      EXPECT_EQ(map.byte_at(utf16 + 1, OffsetUnit::utf16), std::nullopt);
      EXPECT_EQ(map.byte_at(byte + 1, OffsetUnit::bytes), std::nullopt);
    }
    utf16 += wide ? 2 : 1;
    byte += wide ? 4 : i % 3 == 0 ? 2 : 1;
  }
  EXPECT_EQ(map.byte_at(300, OffsetUnit::characters), text.size());
  EXPECT_EQ(map.byte_at(301, OffsetUnit::characters), std::nullopt);
  EXPECT_EQ(map.byte_at(1u << 31, OffsetUnit::utf16), std::nullopt);
}

}  // namespace
}  // namespace il2search
