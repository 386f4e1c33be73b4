// `il2search --concept` and `--complete` as a user sees them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/paths.h"
#include "tests/program.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/query/test_index.h"

namespace il2search {
namespace {

using test::ProgramEnd;
using test::ProgramOptions;
using Words = std::vector<std::string>;

// A vocabulary with hostile text.
VocabularyPart hostile_part() {
  VocabularyPart part{"obo-x", "", "x.obo", {}, {}, {}};
  Concept data;
  data.id = "HP:0000001";
  data.vocabulary = "HP";
  data.label = "zyzzyva \x1b[31mred\xE2\x80\xAE\ttab";
  data.names = {{"zyzzyvoid\nline \x1b]0;owned\x07", NameScope::related}};
  data.definition = "bell \x07 and\nline";
  data.mappings = {{"X:\x1b[2J", MappingPredicate::close, "evil\x1b[2J"}};
  part.concepts = {data};
  return part;
}

Document tagged() {
  Document document;
  document.id = "X:tagged";
  document.title = "A paper with a gene";
  Entity entity;
  entity.id = "NCBIGene:3559";
  entity.vocabulary = "NCBIGene";
  entity.type = EntityType::gene;
  entity.provenance = Provenance::tagged;
  document.entities = {entity};
  return document;
}

class Il2searchConcept : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new TestIndex;
    index_->add(sample_concept_documents());
    index_->add({tagged()});
    std::vector<VocabularyPart> parts = sample_vocabulary();
    parts.push_back(hostile_part());
    publish_vocabulary(index_->path(), parts);
    bare_ = new TestIndex;
    bare_->add(sample_concept_documents());
  }
  static void TearDownTestSuite() {
    delete index_;
    delete bare_;
    index_ = bare_ = nullptr;
  }

  static ProgramEnd run(Words words, const TestIndex& index = *index_) {
    words.insert(words.begin(), test::build_path("bin/il2search"));
    ProgramOptions options;
    options.environment.push_back("IL2SEARCH_INDEX=" + index.path());
    return test::run_program(std::move(words), options);
  }

  static TestIndex* index_;
  static TestIndex* bare_;  // without vocabulary
};
TestIndex* Il2searchConcept::index_ = nullptr;
TestIndex* Il2searchConcept::bare_ = nullptr;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(Il2searchConcept, ExitCodes) {
  struct Case {
    Words words;
    int code;
    const char* message;  // on standard error
  };
  const Case cases[] = {
      {{"--concept", "MESH:D008181"}, 0, ""},
      {{"--concept", "lupus nephritis"}, 0, ""},
      {{"--concept", "MESH:D999999"}, 1, "il2search: no such concept: MESH:D999999\n"},
      {{"--concept", "PMID:1"}, 1, "no such concept: PMID:1\n"},
      {{"--concept", "lupus nefritis"}, 1, "hint: did you mean Lupus Nephritis (MESH:D008181)"},
      {{"--concept", ""}, 2, "--concept: empty"},
      {{"--concept", " \t"}, 2, "--concept: empty"},
      {{"--complete", ""}, 2, "--complete: empty"},
      {{"--complete", "lup", "--vocabulary", ""}, 2, "--vocabulary: empty"},
      {{"--concept", "a\x1b[31mb"}, 1, "no such concept: a\xEF\xBF\xBD[31mb\n"},
      {{"--concept", "D008181", "--format", "tsv"}, 2, "no format tsv"},
      {{"--concept", "D008181", "--format", "nonsense"}, 2, "nonsense"},
      {{"--concept", "D008181", "lupus"}, 2, "--concept takes no query: lupus"},
      {{"--concept", "D008181", "--complete", "lup"}, 2, "cannot be combined"},
      {{"--concept", "D008181", "--vocabulary", "MESH"}, 2, "--vocabulary does not apply to --concept"},
      {{"--complete", "lup"}, 0, ""},
      {{"--complete", "lup", "--vocabulary", "mondo"}, 0, ""},
      {{"--complete", "xyzzy"}, 1, "no concept name starts with: xyzzy\n"},
      {{"--complete", "lup", "--vocabulary", "gene"}, 1, "no concept name starts with: lup"},
      {{"--complete", "lup", "--limit", "1001"}, 2, "--limit: not a number from 0 to 1000: 1001"},
      {{"--complete", "lup", "--vocabulary", "FOO"}, 1, "vocabulary not loaded: FOO\n"},
      {{"--complete", "lup", "--vocabulary", "FOO"}, 1, "hint: loaded: HP, MESH, MONDO, NCBIGene\n"},
      {{"--complete", "lup", "--vocabulary", "MES"}, 1, "vocabulary not loaded: MES\n"},
      {{"--complete", "lup", "--vocabulary", "ZZZ\x1b[2J"}, 1, "vocabulary not loaded: ZZZ\xEF\xBF\xBD[2J\n"},
      {{"--complete", "lup", "--format", "ids"}, 2, "no format ids"},
      {{"--vocabulary", "MESH", "lupus"}, 2, "--vocabulary only applies to --complete"},
  };
  for (const Case& c : cases) {
    const ProgramEnd end = run(c.words);
    std::string line;
    for (const std::string& word : c.words) line += word + " ";
    EXPECT_EQ(end.code, c.code) << line << end.err;
    EXPECT_TRUE(holds(end.err, c.message)) << line << end.err;
    EXPECT_EQ(end.err.empty(), c.code == 0) << line << end.err;
  }
}

TEST_F(Il2searchConcept, HintsSayWhatToWriteInstead) {
  const struct {
    const char* typed;
    const char* hint;  // the whole line; empty: no such hint
  } cases[] = {
      {"gene:IL2", "hint: write only the name: --concept 'IL2'; in a query write gene:IL2\n"},
      {"mesh:lupus", "hint: write only the name: --concept 'lupus'; in a query write mesh:lupus\n"},
      {"entity:MESH:D008181", "hint: write only the name: --concept 'MESH:D008181'"},
      {"C20.111.590.560",
       "hint: this is a MeSH tree number, not a concept; --concept takes an id or a name, and a query "
       "mesh:C20.111.590.560\n"},
      {"mesh:D999999", ""},
      {"MESH:D999999", ""},
      {"gene:999999", ""},
      {"gene:", ""},
      {"title:lupus", ""},
      {"C20.", ""},
      {"C20..111", ""},
  };
  for (const auto& c : cases) {
    const ProgramEnd end = run({"--concept", c.typed});
    EXPECT_EQ(end.code, 1) << c.typed << end.err;
    EXPECT_TRUE(holds(end.err, std::string("no such concept: ") + c.typed + "\n")) << end.err;
    EXPECT_TRUE(holds(end.err, c.hint)) << end.err;
    EXPECT_TRUE(c.hint[0] != '\0' || (!holds(end.err, "only the name") && !holds(end.err, "tree"))) << end.err;
  }
}

TEST_F(Il2searchConcept, LongTextIsCutInMessages) {
  std::string greek;
  while (greek.size() < 100'000) greek += "\xCE\xB1";
  for (const std::string& typed : {std::string(100'000, 'a'), "x" + greek, "gene:" + greek, greek}) {
    for (const char* option : {"--concept", "--complete", "--show", "--format", "--match", "--limit"}) {
      const ProgramEnd end = run({option, typed});
      EXPECT_NE(end.code, 0) << option;
      EXPECT_LT(end.err.size(), 400u) << option;
      EXPECT_FALSE(holds(end.err, "\xEF\xBF\xBD")) << option << end.err;  // no character is split
      EXPECT_TRUE(holds(end.err, "…")) << option << end.err;
    }
    const ProgramEnd end = run({"--complete", "lup", "--vocabulary", typed});
    EXPECT_EQ(end.code, 1) << end.err.substr(0, 200);
    EXPECT_LT(end.err.size(), 400u);
  }
}

TEST_F(Il2searchConcept, WithoutVocabulary) {
  for (const char* mode : {"--concept", "--complete"}) {
    const ProgramEnd end = run({mode, "lupus"}, *bare_);
    EXPECT_EQ(end.code, 1);
    EXPECT_TRUE(holds(end.err, "hint: no vocabulary is loaded; il2index vocabulary")) << end.err;
    EXPECT_TRUE(end.out.empty());
  }
}

TEST_F(Il2searchConcept, TextOutput) {
  const ProgramEnd end = run({"--concept", "D008181"});
  EXPECT_EQ(end.out,
            "MESH:D008181  Lupus Nephritis  (disease)\n"
            "  also called: Glomerulonephritis, Lupus · Lupus Glomerulonephritis · Renal\n"
            "  Lupus (related)\n"
            "  An invented definition: kidneys in lupus.\n"
            "  tree numbers: C12.777.419.570.363.680, C13.351.968.419.570.363.680,\n"
            "  C20.111.590.560\n"
            "  documents: 4, with narrower concepts 5\n"
            "  in the tree, with documents (with narrower concepts):\n"
            "    Autoimmune Diseases  MESH:D001327  0 (5)\n"
            "      Lupus Erythematosus, Systemic  MESH:D008180  1 (6)\n"
            "        > Lupus Nephritis  MESH:D008181  4 (5)\n"
            "    Kidney Diseases  MESH:D007674  0 (5)\n"
            "      Nephritis  MESH:D009393  1 (5)\n"
            "        Glomerulonephritis  MESH:D005921  0 (4)\n"
            "          > Lupus Nephritis  MESH:D008181  4 (5)\n"
            "  mappings:\n"
            "    MONDO:0005556  lupus nephritis  (exact, mondo)\n")
      << end.err;
  const ProgramEnd both = run({"--concept", "lupus nephritis"});
  EXPECT_TRUE(holds(both.out, "\n\nMONDO:0005556  lupus nephritis  (disease)\n")) << both.out;
  const ProgramEnd nephritis = run({"--concept", "nephritis"});
  EXPECT_TRUE(holds(nephritis.out,
                    "      > Nephritis  MESH:D009393  1 (5)\n"
                    "        Glomerulonephritis  MESH:D005921  0 (4)\n"
                    "        Inventinib  MESH:C000999  0 (0)\n"))
      << nephritis.out;
  const ProgramEnd old = run({"--concept", "MONDO:0000777"});
  EXPECT_TRUE(holds(old.out,
                    "MONDO:0000777  disseminated lupus  (disease, obsolete)\n"
                    "  now: MONDO:0007915  systemic lupus erythematosus\n"
                    "  consider: MONDO:0005556\n"))
      << old.out;
}

TEST_F(Il2searchConcept, Json) {
  const auto object = nlohmann::json::parse(run({"--concept", "D008181", "--format", "json"}).out);
  EXPECT_EQ(object["concepts"][0]["label"], "Lupus Nephritis");
  const ProgramEnd none = run({"--concept", "nothing", "--format", "json"});
  EXPECT_EQ(none.out, "{\"concepts\":[]}\n");
  EXPECT_EQ(none.code, 1);
  const auto completions = nlohmann::json::parse(run({"--complete", "tcg", "--format", "json"}).out);
  EXPECT_EQ(completions["completions"][0]["id"], "NCBIGene:3558");
  EXPECT_EQ(run({"--complete", "xyzzy", "--format", "json"}).out, "{\"complete\":\"xyzzy\",\"completions\":[]}\n");
}

TEST_F(Il2searchConcept, Completion) {
  EXPECT_EQ(run({"--complete", "lupus nephritis"}).out,
            "Lupus Nephritis\tMESH:D008181\tdisease\t4\tLupus Nephritis\n"
            "lupus nephritis\tMONDO:0005556\tdisease\t5\tlupus nephritis\n");
  EXPECT_EQ(run({"--complete", "lupus", "--limit", "1", "--vocabulary", "MONDO"}).out,
            "lupus nephritis\tMONDO:0005556\tdisease\t5\tlupus nephritis\n");
  EXPECT_EQ(run({"--complete", "lupus", "--limit", "0"}).code, 1);
}

TEST_F(Il2searchConcept, OutputHasNoControlCharacters) {
  for (const Words& words : {Words{"--concept", "HP:0000001"}, Words{"--complete", "zyzzyv"},
                             Words{"--concept", "HP:0000001", "--format", "json"}}) {
    const ProgramEnd end = run(words);
    EXPECT_EQ(end.code, 0) << end.err;
    EXPECT_TRUE(holds(end.out, "zyzzyva")) << end.out;
    for (const char c : end.out)
      EXPECT_TRUE(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) << end.out;
    EXPECT_FALSE(holds(end.out, "\xE2\x80\xAE")) << end.out;
  }
}

TEST_F(Il2searchConcept, EntitiesOfHits) {
  const ProgramEnd end = run({"PMID:6"});
  EXPECT_TRUE(holds(end.out, "entities: IL2 (NCBIGene:3558), Lupus Nephritis (MESH:D008181), Unheard Of\n")) << end.out;
  EXPECT_TRUE(holds(run({"NCBIGene:3559"}).out, "entities: ~IL2RA (NCBIGene:3559)\n"));
  EXPECT_TRUE(holds(run({"PMID:6"}, *bare_).out, "entities: NCBIGene:3558, Lupus Nephritis, Unheard Of\n"));
}

}  // namespace
}  // namespace il2search
