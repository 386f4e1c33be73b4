// load_vocabularies() as applications call it, and rebuilding an index with a vocabulary of another version.
#include <il2search/vocabulary.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/index_writer.h>
#include <il2search/maintenance.h>

#include <filesystem>

#include "indexer/vocabulary_publisher.h"
#include "tests/storage/test_index.h"
#include "vocabulary/store/store_format.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {
namespace {

using test::error_of;
using test::TestFolder;
using testing::HasSubstr;

std::string write_ontology(const TestFolder& folder, const std::string& name, const std::string& label) {
  test::write_file(folder / name, "format-version: 1.2\nontology: mondo\n\n[Term]\nid: MONDO:0000001\nname: " + label +
                                      "\n\n[Term]\nid: broken\nname: \n");
  return folder / name;
}

std::string served_label(const std::string& index) {
  const auto snapshot = Snapshot::open(index);
  return std::string(Vocabulary(snapshot->vocabulary_folder()).head(1).label);
}

TEST(LoadVocabularies, ReportsPartsAndProblems) {
  const TestFolder folder;
  std::vector<RecordError> problems;
  VocabularyOptions options;
  options.on_record_error = [&](const RecordError& error) { problems.push_back(error); };
  const VocabularyReport report =
      load_vocabularies(folder / "index", {{"mondo", write_ontology(folder, "a.obo", "disease")}}, options);
  EXPECT_TRUE(report.published);
  EXPECT_EQ(report.generation, 1u);
  ASSERT_EQ(report.parts.size(), 1u);
  EXPECT_EQ(report.parts[0].name, "mondo");
  EXPECT_EQ(report.parts[0].source, "a.obo");
  EXPECT_FALSE(report.retag_needed);
  EXPECT_EQ(report.bad + report.warnings, problems.size());
  EXPECT_GT(problems.size(), 0u);
  EXPECT_EQ(index_status(folder / "index").vocabularies.size(), 1u);
}

TEST(LoadVocabularies, CancelledItLeavesTheOldOneServed) {
  const TestFolder folder;
  load_vocabularies(folder / "index", {{"mondo", write_ontology(folder, "a.obo", "disease")}});
  const VocabularyFile other{"mondo", write_ontology(folder, "b.obo", "disorder")};
  // Cancelled at the first call of `cancelled`, at the second, …
  for (int stop_at = 1;; ++stop_at) {
    int asked = 0;
    VocabularyOptions options;
    options.writer.cancelled = [&] { return ++asked == stop_at; };
    try {
      load_vocabularies(folder / "index", {other}, options);
      EXPECT_GT(stop_at, 2);
      break;
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), ErrorCode::cancelled) << error.what();
    }
    ASSERT_EQ(served_label(folder / "index"), "disease");
    ASSERT_LT(stop_at, 1000);
  }
  EXPECT_EQ(served_label(folder / "index"), "disorder");
}

TEST(LoadVocabularies, WaitsForTheLockOnlyIfAsked) {
  const TestFolder folder;
  const VocabularyFile file{"mondo", write_ontology(folder, "a.obo", "disease")};
  load_vocabularies(folder / "index", {file});
  const IndexDirectory holder(folder / "index", {});
  EXPECT_EQ(error_of([&] { load_vocabularies(folder / "index", {file}); }), ErrorCode::locked);
}

TEST(LoadVocabularies, NoFilesAreAnError) {
  const TestFolder folder;
  EXPECT_EQ(error_of([&] { load_vocabularies(folder / "index", {}); }), ErrorCode::invalid_argument);
}

TEST(LoadVocabularies, TheSameContentUnderAnotherNameChangesNothing) {
  const TestFolder folder;
  load_vocabularies(folder / "index", {{"mondo", write_ontology(folder, "a.obo", "disease")}});
  EXPECT_FALSE(load_vocabularies(folder / "index", {{"mondo", write_ontology(folder, "b.obo", "disease")}}).published);
}

// --- Damage.

std::string served_folder(const std::string& index) { return IndexDirectory(index, {}).vocabulary_folder(); }

// Damage of an older generation would be found as well.
VocabularyOptions keeping_one_generation() {
  VocabularyOptions options;
  options.writer.keep = 1;
  return options;
}

TEST(LoadVocabularies, LoadingAgainRepairsDamagedFiles) {
  const TestFolder folder;
  const std::string index = folder / "index";
  const VocabularyFile file{"mondo", write_ontology(folder, "a.obo", "disease")};
  load_vocabularies(index, {file});
  const std::string first = served_folder(index);
  std::string damaged = first;
  std::vector<std::string> warnings;
  VocabularyOptions options = keeping_one_generation();
  options.on_warning = [&](const std::string& warning) { warnings.push_back(warning); };
  for (const char* name : {"names.tags", "heads.data", "part-mondo", "postings.data"}) {
    test::flip_byte(damaged + "/" + name);
    ASSERT_FALSE(check_index(index).findings.empty()) << name;
    warnings.clear();
    const VocabularyReport report = load_vocabularies(index, {file}, options);
    EXPECT_TRUE(report.published) << name;
    EXPECT_FALSE(report.retag_needed) << name;
    EXPECT_THAT(warnings, testing::ElementsAre(HasSubstr("damaged"))) << name;
    EXPECT_THAT(check_index(index).findings, testing::IsEmpty()) << name;
    EXPECT_EQ(served_label(index), "disease");
    // Readers may still use the damaged one.
    EXPECT_NE(served_folder(index), damaged) << name;
    EXPECT_TRUE(served_folder(index).starts_with(first)) << name;
    EXPECT_FALSE(load_vocabularies(index, {file}).published) << name;
    damaged = served_folder(index);
  }
  std::filesystem::remove(damaged + "/links.data");
  EXPECT_TRUE(load_vocabularies(index, {file}).published);
  EXPECT_THAT(check_index(index).findings, testing::IsEmpty());
}

TEST(LoadVocabularies, ADamagedPartIsNotCompiledAgain) {
  const TestFolder folder;
  const std::string index = folder / "index";
  const VocabularyFile mondo{"mondo", write_ontology(folder, "a.obo", "disease")};
  test::write_file(folder / "b.obo", "format-version: 1.2\nontology: hp\n\n[Term]\nid: HP:0000001\nname: sign\n");
  load_vocabularies(index, {mondo});
  test::flip_byte(served_folder(index) + "/part-mondo");
  const VocabularyFile other{"obo", folder / "b.obo"};
  try {
    load_vocabularies(index, {other});
    ADD_FAILURE() << "it was compiled";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::index_corrupt);
    EXPECT_THAT(error.what(), HasSubstr("part-mondo"));
    EXPECT_THAT(error.hint(), HasSubstr("il2index vocabulary"));
  }
  EXPECT_EQ(load_vocabularies(index, {other, mondo}, keeping_one_generation()).parts.size(), 2u);
  EXPECT_THAT(check_index(index).findings, testing::IsEmpty());
}

TEST(LoadVocabularies, RebuildRepairsFromUndamagedParts) {
  const TestFolder folder;
  const std::string index = folder / "index";
  load_vocabularies(index, {{"mondo", write_ontology(folder, "a.obo", "disease")}});
  test::flip_byte(served_folder(index) + "/names.tags");
  rebuild_index(index, keeping_one_generation().writer);
  EXPECT_THAT(check_index(index).findings, testing::IsEmpty());
  test::flip_byte(served_folder(index) + "/part-mondo");
  EXPECT_EQ(error_of([&] { rebuild_index(index); }), ErrorCode::index_corrupt);
}

TEST(LoadVocabularies, CheckOpensTheDictionaryOfTheTagger) {
  const TestFolder folder;
  const std::string index = folder / "index";
  {
    IndexDirectory directory(index, {.create = true, .lock_wait = {}, .cancelled = {}});
    const std::string made = directory.tmp() + "/made";
    compile_vocabulary({}, made, {});
    test::write_file(made + "/names.tags", "no dictionary");
    Manifest next;
    next.vocabulary = directory.adopt_vocabulary(made, std::string(32, '0'));
    directory.publish(std::move(next));
  }
  EXPECT_THAT(check_index(index).findings, testing::ElementsAre(HasSubstr("names.tags")));
}

// A vocabulary as another version would have written it.
void publish_foreign_vocabulary(const std::string& index) {
  IndexDirectory directory(index, {.create = true, .lock_wait = {}, .cancelled = {}});
  VocabularyPart part;
  part.name = "mondo";
  Concept& disease = part.concepts.emplace_back();
  disease.id = "MONDO:0000001";
  disease.vocabulary = "MONDO";
  disease.label = "disease";
  const std::string folder = directory.tmp() + "/foreign";
  compile_vocabulary({part}, folder, {});
  test::replace_record(folder + "/" + kVocabularyInfo, kAnalyzerRecord, "of another version");
  Manifest next;
  next.vocabulary = directory.adopt_vocabulary(folder, std::string(32, '0'));
  next.vocabulary->parts.push_back({"mondo", "", "", 1, 1, 0, 0});
  directory.publish(std::move(next));
}

TEST(LoadVocabularies, RebuildCompilesWhatThisVersionCannotOpen) {
  const TestFolder folder;
  publish_foreign_vocabulary(folder / "index");
  std::string message;
  EXPECT_EQ(error_of([&] { served_label(folder / "index"); }, &message), ErrorCode::index_incompatible);
  EXPECT_THAT(message, HasSubstr("il2index rebuild"));
  EXPECT_TRUE(check_index(folder / "index").findings.empty());
  rebuild_index(folder / "index");
  EXPECT_EQ(served_label(folder / "index"), "disease");
  EXPECT_EQ(index_status(folder / "index").vocabularies[0].concepts, 1u);
  // Another rebuild keeps it.
  const std::string before = Snapshot::open(folder / "index")->vocabulary_folder();
  rebuild_index(folder / "index");
  EXPECT_EQ(Snapshot::open(folder / "index")->vocabulary_folder(), before);
}

TEST(LoadVocabularies, AddsToAVocabularyOfAnotherVersion) {
  const TestFolder folder;
  publish_foreign_vocabulary(folder / "index");
  load_vocabularies(folder / "index", {{"mondo", write_ontology(folder, "a.obo", "disorder")}});
  EXPECT_EQ(served_label(folder / "index"), "disorder");
}

}  // namespace
}  // namespace il2search
