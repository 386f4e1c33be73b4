// IndexWriter, and the changes without input files: delete, rebuild, merge.
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/papers.h"
#include "tests/schema/filled_document.h"

namespace il2search {
namespace {

using test::error_of;
using test::TestFolder;
using test::titles_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

Document document_of(const std::string& id, const std::string& title) {
  Document document;
  document.id = id;
  document.title = title;
  return document;
}

class Writing : public testing::Test {
 protected:
  Writing() { options_.jobs = 2; }
  TestFolder folder_;
  std::string path_ = folder_ / "index";
  WriterOptions options_;
};

TEST_F(Writing, AddsReplacesAndRemoves) {
  IndexWriter writer(path_, options_);
  writer.add(document_of("PMID:1", "one"));
  writer.add(document_of("PMID:2", "two"));
  PublishReport report = writer.publish();
  EXPECT_TRUE(report.published);
  EXPECT_EQ(report.generation, 1u);
  EXPECT_EQ(report.added, 2u);
  EXPECT_EQ(report.records, 2u);
  writer.add(document_of("PMID:2", "two again"));
  writer.remove("PMID:1");
  writer.add(document_of("PMID:3", "three"));
  report = writer.publish();
  EXPECT_EQ(report.generation, 2u);
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.replaced, 1u);
  EXPECT_EQ(report.deleted, 1u);
  EXPECT_THAT(titles_of(path_), ElementsAre(Pair("PMID:2", "two again"), Pair("PMID:3", "three")));
}

TEST_F(Writing, TheOrderOfCallsDecides) {
  IndexWriter writer(path_, options_);
  writer.add(document_of("a", "1"));
  writer.remove("a");
  writer.add(document_of("b", "1"));
  writer.add(document_of("b", "2"));
  writer.remove("c");
  writer.add(document_of("c", "1"));
  writer.publish();
  EXPECT_THAT(titles_of(path_), ElementsAre(Pair("b", "2"), Pair("c", "1")));
}

TEST_F(Writing, WithoutChangesNothingIsPublished) {
  IndexWriter writer(path_, options_);
  EXPECT_FALSE(writer.publish().published);
  writer.add(document_of("a", "1"));
  writer.publish();
  writer.add(document_of("a", "1"));
  writer.remove("none");
  const PublishReport report = writer.publish();
  EXPECT_FALSE(report.published);
  EXPECT_EQ(report.unchanged, 1u);
  EXPECT_EQ(report.generation, 1u);
}

TEST_F(Writing, TheDestructorPublishesNothing) {
  {
    IndexWriter writer(path_, options_);
    for (int i = 0; i < 2000; ++i) writer.add(document_of(test::pmid_id(i), "lost"));
  }
  EXPECT_EQ(error_of([&] { index_status(path_); }), ErrorCode::index_missing);
  IndexWriter writer(path_, options_);
  writer.add(document_of("a", "kept"));
  writer.publish();
  EXPECT_EQ(titles_of(path_).size(), 1u);
}

TEST_F(Writing, HoldsTheLockUntilItIsDestroyed) {
  {
    IndexWriter writer(path_, options_);
    EXPECT_EQ(error_of([&] { IndexWriter other(path_, options_); }), ErrorCode::locked);
    IndexWriter moved = std::move(writer);
    EXPECT_EQ(error_of([&] { IndexWriter other(path_, options_); }), ErrorCode::locked);
    // NOLINTBEGIN(bugprone-use-after-move): checks the errors of a moved-from writer.
    EXPECT_EQ(error_of([&] { writer.publish(); }), ErrorCode::invalid_argument);
    EXPECT_EQ(error_of([&] { writer.add(document_of("a", "1")); }), ErrorCode::invalid_argument);
    EXPECT_EQ(error_of([&] { writer.remove("a"); }), ErrorCode::invalid_argument);
    // NOLINTEND(bugprone-use-after-move)
    moved.add(document_of("a", "1"));
    moved.publish();
  }
  const IndexWriter other(path_, options_);
  EXPECT_EQ(titles_of(path_).size(), 1u);
}

TEST_F(Writing, ReadersKeepTheGenerationThatTheyOpened) {
  IndexWriter writer(path_, options_);
  writer.add(document_of("a", "1"));
  writer.publish();
  const auto reader = Snapshot::open(path_);
  for (int i = 0; i < 5; ++i) {
    writer.add(document_of("a", "later " + std::to_string(i)));
    writer.publish();
  }
  EXPECT_EQ(decode_head(reader->segments()[0].heads.record(1)).title, "1");
  EXPECT_EQ(titles_of(path_).at("a"), "later 4");
}

TEST_F(Writing, RefusesBadDocumentsAndStaysUsable) {
  IndexWriter writer(path_, options_);
  Document large = document_of("large", "");
  large.tldr = std::string(65u << 20, 'x');
  Document no_utf8 = document_of("b", "title");
  no_utf8.authors.resize(1);
  no_utf8.authors[0].orcid = "\xff";
  const Document rows[] = {document_of("", "no id"),
                           document_of(std::string(201, 'x'), "long"),
                           document_of("a\nb", "control"),
                           document_of(std::string(3, '\0'), "NUL"),
                           document_of("\xff", "not UTF-8"),
                           document_of("b", "bad \xc3"),
                           std::move(no_utf8),
                           std::move(large)};
  for (const Document& row : rows)
    EXPECT_EQ(error_of([&] { writer.add(row); }), ErrorCode::invalid_argument) << row.title.substr(0, 20);
  std::string message;
  EXPECT_TRUE(error_of([&] { writer.add(document_of("\x1b[31mred\n", "")); }, &message));
  EXPECT_THAT(message, testing::Not(HasSubstr("\x1b")));
  writer.add(document_of("good", "1"));
  EXPECT_EQ(writer.publish().added, 1u);
}

TEST_F(Writing, StoresDocumentsWithoutLoss) {
  test::FilledDocuments documents(7);
  test::DocumentsById expected;
  IndexWriter writer(path_, options_);
  for (int i = 0; i < 300; ++i) {
    Document document = documents.next();
    document.id = "X:" + std::to_string(i);
    expected[document.id] = document;
    writer.add(document);
  }
  writer.publish();
  EXPECT_TRUE(test::documents_of(path_) == expected);
}

TEST_F(Writing, IsClosedAfterAFailure) {
  IndexWriter writer(path_, options_);
  writer.add(document_of("a", "1"));
  writer.publish();
  writer.add(document_of("a", "2"));
  std::filesystem::remove_all(path_ + "/tmp");  // no segment can be built
  EXPECT_EQ(error_of([&] { writer.publish(); }), ErrorCode::io);
  EXPECT_EQ(error_of([&] { writer.publish(); }), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of([&] { writer.add(document_of("b", "1")); }), ErrorCode::invalid_argument);
  EXPECT_THAT(titles_of(path_), ElementsAre(Pair("a", "1")));
  IndexWriter next(path_, options_);
  next.add(document_of("a", "3"));
  next.publish();
  EXPECT_THAT(titles_of(path_), ElementsAre(Pair("a", "3")));
}

TEST_F(Writing, RefusesAFolderThatIsNotAnIndex) {
  std::filesystem::create_directory(path_);
  test::write_file(path_ + "/letter.txt", "dear reader");
  EXPECT_TRUE(error_of([&] { IndexWriter writer(path_, options_); }));
  EXPECT_EQ(test::read_file(path_ + "/letter.txt"), "dear reader");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path_), {}), 1);
}

class Deleting : public Writing {
 protected:
  Deleting() {
    IndexWriter writer(path_, options_);
    for (const char* id : {"PMID:1", "PMID:2", "DOI:10.1234/a", "77", "PMID:77", "FILE:in/a b.txt#1", "Own Id"})
      writer.add(document_of(id, id));
    writer.publish();
  }
};

TEST_F(Deleting, AcceptsIdsInAnySpelling) {
  const DeleteReport report = delete_documents(
      path_, {"1", "pmid:2", "https://doi.org/10.1234/A", "FILE:in/a b.txt#1", "Own Id", "9", "1"}, options_);
  EXPECT_EQ(report.requested, 6u);
  EXPECT_EQ(report.deleted, 5u);
  EXPECT_EQ(report.not_found, 1u);
  EXPECT_TRUE(report.published);
  EXPECT_THAT(titles_of(path_), ElementsAre(Pair("77", "77"), Pair("PMID:77", "PMID:77")));
}

TEST_F(Deleting, DigitsAreAnIdAndAPmid) {
  EXPECT_EQ(delete_documents(path_, {"77"}, options_).deleted, 2u);
  EXPECT_EQ(titles_of(path_).size(), 5u);
}

TEST_F(Deleting, TwoDocumentsOfOneIdDoNotHideThatAnotherIsUnknown) {
  const DeleteReport report = delete_documents(path_, {"77", "PMID:9", "DOI:10.1234/none"}, options_);
  EXPECT_EQ(report.requested, 3u);
  EXPECT_EQ(report.deleted, 2u);
  EXPECT_EQ(report.not_found, 2u);
}

TEST_F(Deleting, WhatWasDeletedBeforeIsNotFound) {
  delete_documents(path_, {"1"}, options_);
  const DeleteReport report = delete_documents(path_, {"1", "2"}, options_);
  EXPECT_EQ(report.deleted, 1u);
  EXPECT_EQ(report.not_found, 1u);
}

TEST_F(Deleting, UnknownIdsChangeNothing) {
  const DeleteReport report = delete_documents(path_, {"PMID:9", "", std::string(1000, 'x'), "a\nb"}, options_);
  EXPECT_FALSE(report.published);
  EXPECT_EQ(report.not_found, 4u);
  EXPECT_EQ(report.generation, 1u);
}

TEST_F(Deleting, NeedsAnIndex) {
  EXPECT_EQ(error_of([&] { delete_documents(folder_ / "none", {"1"}, options_); }), ErrorCode::index_missing);
  EXPECT_EQ(error_of([&] { rebuild_index(folder_ / "none", options_); }), ErrorCode::index_missing);
  EXPECT_EQ(error_of([&] { merge_index(folder_ / "none", true, options_); }), ErrorCode::index_missing);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none"));
}

TEST_F(Deleting, RebuildKeepsTheLiveDocuments) {
  {
    test::FilledDocuments documents(8);
    IndexWriter writer(path_, options_);
    for (int i = 0; i < 500; ++i) {
      Document document = documents.next();
      document.id = "X:" + std::to_string(i);
      document.version = 1 + static_cast<std::uint32_t>(i % 3);
      writer.add(std::move(document));
      if (i % 100 == 99) writer.publish();
    }
    writer.remove("X:1");
    writer.publish();
  }
  const test::DocumentsById before = test::documents_of(path_);
  ASSERT_EQ(before.size(), 506u);
  const RebuildReport report = rebuild_index(path_, options_);
  EXPECT_EQ(report.documents, 506u);
  EXPECT_TRUE(report.published);
  EXPECT_TRUE(test::documents_of(path_) == before);
  EXPECT_EQ(index_status(path_).segments.size(), 1u);
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
  EXPECT_TRUE(rebuild_index(path_, options_).published);
  EXPECT_TRUE(test::documents_of(path_) == before);
}

TEST_F(Deleting, RebuildCanBeCancelled) {
  int asked = 0;
  options_.cancelled = [&] { return ++asked > 0; };
  options_.memory_budget_bytes = 1;  // a batch is one document
  EXPECT_EQ(error_of([&] { rebuild_index(path_, options_); }), ErrorCode::cancelled);
  EXPECT_GT(asked, 0);
  EXPECT_EQ(index_status(path_).generation, 1u);
}

}  // namespace
}  // namespace il2search
