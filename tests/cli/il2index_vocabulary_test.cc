// il2index vocabulary as its users see it: what is loaded and replaced, and the state that bad files leave.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/error.h>
#include <nlohmann/json.hpp>

#include "storage/index_directory.h"
#include "tests/base/test_files.h"
#include "tests/indexer/papers.h"
#include "tests/paths.h"
#include "tests/program.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::ProgramEnd;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Four terms of an ontology; the version distinguishes the files.
std::string ontology(const std::string& version, const std::string& more = "") {
  return "format-version: 1.2\ndata-version: " + version +
         "\nontology: mondo\n\n"
         "[Term]\nid: MONDO:0000001\nname: disease\n\n"
         "[Term]\nid: MONDO:0007915\nname: systemic lupus erythematosus\nsynonym: \"SLE\" EXACT ABBREVIATION []\n"
         "xref: MESH:D008180\nis_a: MONDO:0000001 ! disease\n\n" +
         more;
}

class Il2IndexVocabulary : public testing::Test {
 protected:
  std::string index() const { return folder_ / "index"; }
  std::string write(const std::string& name, const std::string& bytes) const {
    test::write_file(folder_ / name, bytes);
    return folder_ / name;
  }
  ProgramEnd run(std::vector<std::string> words) const {
    words.insert(words.begin(), test::build_path("bin/il2index"));
    words.insert(words.begin() + 2, {"--index", index()});
    return test::run_program(std::move(words));
  }
  ProgramEnd load(const std::vector<std::string>& files) const {
    std::vector<std::string> words{"vocabulary"};
    words.insert(words.end(), files.begin(), files.end());
    return run(words);
  }
  void make() const {
    const ProgramEnd end = load({"mondo=" + write("mondo.obo", ontology("1"))});
    ASSERT_EQ(end.code, 0) << end.err;
  }
  json status() const { return json::parse(run({"status", "--json"}).out); }
  // The labels that are served.
  std::vector<std::string> labels() const {
    const auto snapshot = Snapshot::open(index());
    const Vocabulary vocabulary(snapshot->vocabulary_folder());
    std::vector<std::string> all;
    for (ConceptNumber n = 1; n <= vocabulary.size(); ++n) all.emplace_back(vocabulary.head(n).label);
    return all;
  }
  void expect_as_made() const {
    EXPECT_EQ(current_generation(index()), 1u);
    EXPECT_THAT(labels(), testing::ElementsAre("disease", "systemic lupus erythematosus"));
  }

  test::TestFolder folder_;
};

TEST_F(Il2IndexVocabulary, CreatesTheIndex) {
  const ProgramEnd end = load({"mondo=" + write("mondo.obo", ontology("2026-08"))});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.out, AllOf(HasSubstr("mondo: 2 concepts, 3 names, 1 edges, 1 mappings; mondo.obo, 2026-08"),
                             Not(HasSubstr("\x1b"))));
  EXPECT_THAT(end.err, Not(HasSubstr("retag")));
  expect_as_made();
  EXPECT_THAT(run({"status"}).out, HasSubstr("vocabulary   mondo: 2 concepts"));
  EXPECT_EQ(status()["vocabularies"][0]["version"], "2026-08");
  EXPECT_EQ(status()["retag_needed"], false);
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Il2IndexVocabulary, TheSameFilesPublishNothing) {
  make();
  const ProgramEnd end = load({"mondo=" + folder_ / "mondo.obo"});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("generation 1 as before"));
  expect_as_made();
}

TEST_F(Il2IndexVocabulary, APartIsReplacedAndTheOthersStay) {
  make();
  const std::string genes =
      "#tax_id\tGeneID\tSymbol\tLocusTag\tSynonyms\tdbXrefs\tchromosome\tmap_location\tdescription\ttype_of_gene\t"
      "Symbol_from_nomenclature_authority\tFull_name_from_nomenclature_authority\tNomenclature_status\t"
      "Other_designations\tModification_date\tFeature_type\n"
      "9606\t3558\tIL2\t-\tTCGF\t-\t4\t4q27\tinterleukin 2\tprotein-coding\tIL2\tinterleukin 2\tO\t-\t20210711\t-\n";
  EXPECT_EQ(load({"gene=" + write("genes.txt", genes)}).code, 0);
  EXPECT_EQ(status()["vocabularies"].size(), 2u);
  const ProgramEnd end =
      run({"vocabulary", "--json",
           "mondo=" + write("mondo2.obo", ontology("2", "[Term]\nid: MONDO:0005556\nname: lupus nephritis\n"))});
  EXPECT_EQ(end.code, 0) << end.err;
  const json report = json::parse(end.out);
  EXPECT_EQ(report["published"], true);
  EXPECT_EQ(report["generation"], 3);
  EXPECT_EQ(report["vocabularies"].size(), 2u);
  EXPECT_THAT(labels(), testing::ElementsAre("disease", "lupus nephritis", "systemic lupus erythematosus", "IL2"));
}

TEST_F(Il2IndexVocabulary, EarlierPartsAreCompiledAgain) {
  make();
  EXPECT_EQ(load({"mondo=" + write("b.obo", ontology("2"))}).code, 0);
  EXPECT_EQ(load({"mondo=" + folder_ / "mondo.obo"}).code, 0);
  EXPECT_EQ(current_generation(index()), 3u);
  EXPECT_EQ(run({"check"}).code, 0);
  EXPECT_EQ(run({"rollback"}).code, 0);
  EXPECT_EQ(status()["vocabularies"][0]["version"], "2");
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Il2IndexVocabulary, DocumentsMayBeIndexedBeforeOrAfter) {
  make();
  const std::string papers = write("papers.xml", test::article_set(test::articles(1, 3, "good")));
  EXPECT_EQ(run({"update", papers}).code, 0);
  EXPECT_EQ(status()["retag_needed"], false);
  const ProgramEnd end = load({"mondo=" + write("b.obo", ontology("2"))});
  EXPECT_THAT(end.err, HasSubstr("hint: run il2index retag"));
  EXPECT_EQ(status()["retag_needed"], true);
  EXPECT_EQ(status()["documents"], 3);
  EXPECT_EQ(run({"retag"}).code, 0);
  EXPECT_EQ(status()["retag_needed"], false);
  EXPECT_EQ(run({"rebuild"}).code, 0);
  EXPECT_EQ(run({"check"}).code, 0);
  EXPECT_EQ(status()["vocabularies"].size(), 1u);
}

TEST_F(Il2IndexVocabulary, InconsistenciesAreReported) {
  const ProgramEnd end = load({"mondo=" + write("odd.obo", ontology("1",
                                                                    "[Term]\nid: MONDO:0000003\nname: cyclic\n"
                                                                    "is_a: MONDO:0000004\n\n"
                                                                    "[Term]\nid: MONDO:0000004\nname: other\n"
                                                                    "is_a: MONDO:0000003\nis_a: MONDO:0009999\n"))});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, AllOf(HasSubstr("MONDO:0000003 -> MONDO:0000004 -> MONDO:0000003"),
                             HasSubstr("its parent MONDO:0009999 is not loaded"), HasSubstr("2 warnings")));
}

struct BadVocabulary {
  const char* what;
  std::vector<std::string> files;
  int code;
  const char* says;
};

TEST_F(Il2IndexVocabulary, BadInputKeepsThePreviousVocabulary) {
  make();
  const std::string good = ontology("3");
  const std::string gzipped = gzip(good + std::string(100'000, '!'));
  const std::string other = write("other.obo", ontology("4"));
  const BadVocabulary rows[] = {
      {"no file", {}, 2, "no input given"},
      {"no kind", {"mondo.obo"}, 2, "not KIND=PATH"},
      {"empty kind", {"=mondo.obo"}, 2, "not KIND=PATH"},
      {"unknown kind", {"chebi=" + other}, 2, "mesh-trees"},
      {"missing path", {"mondo=" + folder_ / "none.obo"}, 3, "none.obo"},
      {"empty file", {"mondo=" + write("empty.obo", "")}, 3, "empty.obo"},
      {"truncated gzip", {"mondo=" + write("cut.obo.gz", gzipped.substr(0, gzipped.size() / 2))}, 3, "cut.obo.gz"},
      {"another kind", {"gene=" + other}, 3, "other.obo"},
      {"one part twice", {"mondo=" + other, "mondo=" + folder_ / "mondo.obo"}, 2, "two files for the part mondo"},
      {"the second is bad", {"mondo=" + other, "sssom=" + other}, 3, "other.obo"},
  };
  for (const BadVocabulary& row : rows) {
    SCOPED_TRACE(row.what);
    const ProgramEnd end = load(row.files);
    EXPECT_EQ(end.code, row.code) << end.err;
    EXPECT_THAT(end.err, HasSubstr(row.says));
    expect_as_made();
  }
}

TEST_F(Il2IndexVocabulary, AFailedFirstLoadCreatesNoIndex) {
  EXPECT_EQ(load({"mondo=" + folder_ / "none.obo"}).code, 3);
  EXPECT_FALSE(fs::exists(index()));
}

TEST_F(Il2IndexVocabulary, DamageIsFoundByCheck) {
  make();
  for (const auto& entry : fs::recursive_directory_iterator(index() + "/vocabulary")) {
    if (!entry.is_regular_file() || entry.file_size() == 0) continue;
    const std::string path = entry.path().string();
    const std::string whole = test::read_file(path);
    std::string damaged = whole;
    damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 1);
    test::write_file(path, damaged);
    const ProgramEnd end = run({"check"});
    EXPECT_NE(end.code, 0) << path;
    EXPECT_THAT(end.err, HasSubstr(entry.path().filename().string()));
    test::write_file(path, whole);
  }
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Il2IndexVocabulary, HelpListsTheKinds) {
  EXPECT_THAT(test::run_program({test::build_path("bin/il2index"), "vocabulary", "--help"}).out,
              AllOf(HasSubstr("mesh-trees"), HasSubstr("sssom"), HasSubstr("--json")));
}

}  // namespace
}  // namespace il2search
