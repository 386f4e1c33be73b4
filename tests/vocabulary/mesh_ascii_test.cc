// MeSH's ASCII files: descriptors, supplementary concepts and qualifiers, valid and broken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/vocabulary/read_vocabulary.h"

namespace il2search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kLupusLines = "*NEWRECORD\nRECTYPE = D\nMH = Lupus\nUI = D008180\n";

TEST(MeshAscii, Descriptors) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_ascii, "d2026.bin");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh");
  EXPECT_EQ(outcome.part.version, "2026");
  EXPECT_EQ(outcome.part.source, "d2026.bin");
  ASSERT_EQ(outcome.part.concepts.size(), 2u);
  const Concept& calcimycin = outcome.part.concepts[0];
  EXPECT_EQ(calcimycin.id, "MESH:D000001");
  EXPECT_EQ(calcimycin.vocabulary, "MESH");
  EXPECT_EQ(calcimycin.type, EntityType::chemical);
  EXPECT_EQ(calcimycin.label, "Calcimycin");
  EXPECT_THAT(PartOutcome::names(calcimycin), ElementsAre("A-23187 narrow", "A23187 narrow", "A 23187 exact"));
  EXPECT_THAT(calcimycin.tree_numbers, ElementsAre("D03.633.100.221.173"));
  EXPECT_EQ(calcimycin.definition, "Carries calcium through membranes; a sample's note.");
  const Concept& lupus = outcome.part.concepts[1];
  EXPECT_EQ(lupus.type, EntityType::disease);
  EXPECT_THAT(lupus.tree_numbers, ElementsAre("C17.300.480", "C20.111.590"));
  EXPECT_THAT(PartOutcome::names(lupus), ElementsAre("Libman-Sacks Disease related", "SLE abbreviation",
                                                     "Lupus, Broad broad", "Systemic Lupus Erythematosus exact"));
}

TEST(MeshAscii, SupplementaryConcepts) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_ascii, "c2026.bin");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh-supplementary");
  ASSERT_EQ(outcome.part.concepts.size(), 2u);
  const Concept& bevonium = outcome.part.concepts[0];
  EXPECT_EQ(bevonium.id, "MESH:C000002");
  EXPECT_EQ(bevonium.type, EntityType::chemical);
  EXPECT_THAT(PartOutcome::names(bevonium), ElementsAre("bevonium methyl sulfate narrow"));
  EXPECT_THAT(bevonium.mapped_to, ElementsAre("name:Benzilates", "name:Piperidines"));
  EXPECT_EQ(bevonium.definition, "a note of the sample");
  EXPECT_EQ(outcome.part.concepts[1].type, EntityType::disease);
  EXPECT_THAT(PartOutcome::names(outcome.part.concepts[1]), ElementsAre("SD2 exact"));
  EXPECT_THAT(outcome.part.concepts[1].mapped_to, ElementsAre("name:Metabolism, Inborn Errors"));
}

TEST(MeshAscii, Qualifiers) {
  const PartOutcome outcome = read_mesh_sample(read_mesh_ascii, "q2026.bin");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  EXPECT_EQ(outcome.part.name, "mesh-qualifiers");
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  const Concept& imaging = outcome.part.concepts[0];
  EXPECT_EQ(imaging.id, "MESH:Q000000981");
  EXPECT_EQ(imaging.type, EntityType::other);
  EXPECT_THAT(PartOutcome::names(imaging), ElementsAre("DG abbreviation", "ultrasound narrow"));
  EXPECT_THAT(imaging.tree_numbers, ElementsAre("Y04.010"));
}

TEST(MeshAscii, Entries) {
  const std::pair<const char*, const char*> cases[] = {
      {"X", "X exact"},
      {"X|", "X exact"},
      {"X|T047|NON|EQV|NLM (2008)|070101|abcdef", "X exact"},
      {"X|T047|ACR|EQV|NLM (2008)|070101|abcdef", "X abbreviation"},
      {"X|T047|ACR|NRW|NLM (2008)|070101|abcdef", "X narrow"},
      {"X|T047|T191|NON|BRD|NLM (2008)|UNK (19XX)|070101|abbcdeef", "X broad"},
      {"X|T047|NON|REL|UNK (19XX)|741111|SORTED|abcdefs", "X related"},
      {"X|NRW|ad", "X narrow"},
      {"X|ABB|ac", "X abbreviation"},
      {"X|T047|NON|XYZ|abcd", "X related"},          // an unknown relation
      {"X|T047|NON|NRW|NLM (2008)|abc", "X exact"},  // fewer letters than items: ignored
      {"X|T047|NON|NRW|ABCD", "X exact"},
  };
  for (const auto& [entry, name] : cases) {
    const PartOutcome outcome = read_vocabulary(read_mesh_ascii, std::string(kLupusLines) + "ENTRY = " + entry + "\n");
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << entry;
    EXPECT_THAT(PartOutcome::names(outcome.part.concepts[0]), ElementsAre(name)) << entry;
  }
}

TEST(MeshAscii, LineEndsByteOrderMarkAndBlanks) {
  const PartOutcome outcome = read_vocabulary(
      read_mesh_ascii, "\xEF\xBB\xBF\n*NEWRECORD \r\nRECTYPE=D\r\nMH =  Lupus  x\r\nMS =\r\nUI = D008180");
  ASSERT_FALSE(outcome.error.has_value()) << outcome.error->what();
  EXPECT_THAT(outcome.problems, IsEmpty());
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_EQ(outcome.part.concepts[0].label, "Lupus x");
  EXPECT_EQ(outcome.part.concepts[0].definition, "");
}

TEST(MeshAscii, InvalidUtf8IsReadAsWindows1252WithOneWarning) {
  const PartOutcome outcome = read_vocabulary(
      read_mesh_ascii, std::string(kLupusLines) + "ENTRY = Sj\xF6gren\nENTRY = Meni\xE8re\nENTRY = Behçet\n");
  ASSERT_EQ(outcome.part.concepts.size(), 1u);
  EXPECT_THAT(PartOutcome::names(outcome.part.concepts[0]),
              ElementsAre("Sjögren exact", "Menière exact", "Behçet exact"));
  ASSERT_EQ(outcome.problems.size(), 1u);
  EXPECT_THAT(outcome.problems[0].message, HasSubstr("Windows-1252"));
  EXPECT_EQ(outcome.problems[0].record, 5u);
  EXPECT_FALSE(outcome.problems[0].skipped);
}

TEST(MeshAscii, Problems) {
  struct Case {
    const char* text;  // after a valid record of four lines
    const char* message;
    std::uint64_t line;
    const char* id;
    bool skipped;
  };
  const Case cases[] = {
      {"*NEWRECORD\nRECTYPE = D\nMH = X\n", "no UI", 5, "", true},
      {"*NEWRECORD\nRECTYPE = D\nUI = X\n", "invalid MeSH UI: \"X\"", 5, "", true},
      {"*NEWRECORD\nRECTYPE = D\nUI = D000002\n", "no name", 5, "MESH:D000002", true},
      {"*NEWRECORD\nRECTYPE = D\nMH = Y\nUI = D008180\n", "duplicate UI", 5, "MESH:D008180", true},
      {"*NEWRECORD\nMH = X\nUI = D000002\n", "is not D, C or Q", 5, "MESH:D000002", true},
      {"*NEWRECORD\nRECTYPE = Z\nUI = D000002\n", "is not D, C or Q", 5, "MESH:D000002", true},
      {"*NEWRECORD\nRECTYPE = C\nNM = X\nUI = C000002\n", "differs from that of the first record", 5, "MESH:C000002",
       true},
      {"MN = C5.1\n", "invalid tree number, left out: \"C5.1\"", 1, "MESH:D008180", false},
      {"HM = */x\n", "invalid mapped heading", 1, "MESH:D008180", false},
      {"a word\n", "not a line of the form KEY = value, left out: \"a word\"", 5, "MESH:D008180", false},
      {"= x\n", "not a line of the form KEY = value", 5, "MESH:D008180", false},
      {"a\x1B[1mb = x\n", "left out: \"a\xEF\xBF\xBD[1mb = x\"", 5, "MESH:D008180", false},
  };
  for (const Case& c : cases) {
    const PartOutcome outcome = read_vocabulary(read_mesh_ascii, std::string(kLupusLines) + c.text);
    ASSERT_EQ(outcome.part.concepts.size(), 1u) << c.text;
    EXPECT_EQ(outcome.part.concepts[0].label, "Lupus") << c.text;
    ASSERT_EQ(outcome.problems.size(), 1u) << c.text;
    EXPECT_THAT(outcome.problems[0].message, HasSubstr(c.message));
    EXPECT_EQ(outcome.problems[0].record, c.line) << c.text;
    EXPECT_EQ(outcome.problems[0].offset, c.line == 1 ? 0u : std::string(kLupusLines).size()) << c.text;
    EXPECT_EQ(outcome.problems[0].id, c.id) << c.text;
    EXPECT_EQ(outcome.problems[0].skipped, c.skipped) << c.text;
  }
}

TEST(MeshAscii, LinesBeforeTheFirstRecord) {
  const PartOutcome outcome = read_vocabulary(read_mesh_ascii, std::string("MH = X\n") + kLupusLines);
  EXPECT_EQ(outcome.part.concepts.size(), 1u);
  ASSERT_EQ(outcome.problems.size(), 1u);
  EXPECT_THAT(outcome.problems[0].message, HasSubstr("before the first"));
}

TEST(MeshAscii, CapsOfLinesAndRecords) {
  PartOptions options;
  options.record_bytes = 100;
  const PartOutcome long_line =
      read_vocabulary(read_mesh_ascii, kLupusLines + ("MS = " + std::string(200, 'x')) + "\nENTRY = SLE\n", options);
  ASSERT_EQ(long_line.part.concepts.size(), 1u);
  EXPECT_EQ(long_line.part.concepts[0].definition, "");
  EXPECT_THAT(PartOutcome::names(long_line.part.concepts[0]), ElementsAre("SLE exact"));
  ASSERT_EQ(long_line.problems.size(), 1u);
  EXPECT_EQ(long_line.problems[0].message, "the line is over 100 bytes");
  EXPECT_EQ(long_line.problems[0].record, 5u);

  std::string many = "*NEWRECORD\nRECTYPE = D\nMH = X\nUI = D000002\n";
  for (int i = 0; i < 50; ++i) many += "ENTRY = name " + std::to_string(i) + "\n";
  const PartOutcome long_record = read_vocabulary(read_mesh_ascii, many + kLupusLines, options);
  ASSERT_EQ(long_record.part.concepts.size(), 1u);
  EXPECT_EQ(long_record.part.concepts[0].label, "Lupus");
  ASSERT_EQ(long_record.problems.size(), 1u);
  EXPECT_EQ(long_record.problems[0].message, "the record is over 100 bytes");
  EXPECT_EQ(long_record.problems[0].id, "MESH:D000002");
}

TEST(MeshAscii, FilesWithoutARecord) {
  for (const char* text : {"", "\n\n", "*NEWRECORD\n", "MH = X\nUI = D000001\n"}) {
    const PartOutcome outcome = read_vocabulary(read_mesh_ascii, text);
    ASSERT_TRUE(outcome.error.has_value()) << text;
    EXPECT_EQ(outcome.error->code(), ErrorCode::broken_file);
    EXPECT_THAT(outcome.error->what(), HasSubstr("folder/test-file"));
  }
}

TEST(MeshAscii, Cancelling) {
  PartOptions options;
  options.cancelled = [] { return true; };
  std::string text = kLupusLines;
  for (int i = 0; i < 3000; ++i) text += "AN = x\n";
  const PartOutcome outcome = read_vocabulary(read_mesh_ascii, text, options);
  ASSERT_TRUE(outcome.error.has_value());
  EXPECT_EQ(outcome.error->code(), ErrorCode::cancelled);
}

}  // namespace
}  // namespace il2search
