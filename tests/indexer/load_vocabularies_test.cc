// load_vocabularies() as applications call it, and what building an index again does with a vocabulary of another version.
#include <il2search/vocabulary.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/index_writer.h>

#include "indexer/vocabulary_publisher.h"
#include "tests/schema/test_index.h"
#include "vocabulary/store_format.h"
#include "vocabulary/vocabulary.h"

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

TEST(LoadVocabularies, StoppedItLeavesTheOldOneServed) {
  const TestFolder folder;
  load_vocabularies(folder / "index", {{"mondo", write_ontology(folder, "a.obo", "disease")}});
  const VocabularyFile other{"mondo", write_ontology(folder, "b.obo", "disorder")};
  // Wherever it is stopped: at the first question, the second …
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

TEST(LoadVocabularies, WaitsForNobodyUnlessAsked) {
  const TestFolder folder;
  const VocabularyFile file{"mondo", write_ontology(folder, "a.obo", "disease")};
  load_vocabularies(folder / "index", {file});
  const IndexDirectory holder(folder / "index", {});
  EXPECT_EQ(error_of([&] { load_vocabularies(folder / "index", {file}); }), ErrorCode::locked);
}

TEST(LoadVocabularies, NoFileIsAnError) {
  const TestFolder folder;
  EXPECT_EQ(error_of([&] { load_vocabularies(folder / "index", {}); }), ErrorCode::invalid_argument);
}

// A vocabulary as another version has left it.
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
  {
    Xapian::WritableDatabase names(folder, Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST);
    names.set_metadata(kAnalyzerKey, "of another version");
    names.commit();
  }
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
  EXPECT_TRUE(check_index(folder / "index").empty());
  rebuild_index(folder / "index");
  EXPECT_EQ(served_label(folder / "index"), "disease");
  EXPECT_EQ(index_status(folder / "index").vocabularies[0].concepts, 1u);
  // Once more changes nothing about it.
  const std::string before = Snapshot::open(folder / "index")->vocabulary_folder();
  rebuild_index(folder / "index");
  EXPECT_EQ(Snapshot::open(folder / "index")->vocabulary_folder(), before);
}

TEST(LoadVocabularies, AddsToWhatAnotherVersionCompiled) {
  const TestFolder folder;
  publish_foreign_vocabulary(folder / "index");
  load_vocabularies(folder / "index", {{"mondo", write_ontology(folder, "a.obo", "disorder")}});
  EXPECT_EQ(served_label(folder / "index"), "disorder");
}

}  // namespace
}  // namespace il2search
