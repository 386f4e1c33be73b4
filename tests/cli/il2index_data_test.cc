// il2index over real files and 20,000 simulated records: everything goes in, and what was applied stays applied.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/segments/segment_view.h"
#include "tests/base/data_folder.h"
#include "tests/indexer/papers.h"
#include "tests/paths.h"
#include "tests/program.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::ProgramEnd;
using test::TestFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

ProgramEnd run_il2index(std::vector<std::string> words) {
  words.insert(words.begin(), test::build_path("bin/il2index"));
  test::ProgramOptions options;
  options.patience = std::chrono::minutes(10);
  return test::run_program(std::move(words), options);
}

ProgramEnd update(const std::string& index, std::vector<std::string> paths) {
  paths.insert(paths.begin(), {"update", "--index", index});
  return run_il2index(std::move(paths));
}

// One load of the simulated base, shared: each test works on a copy that shares its files.
class Simulated : public DataFolderTest {
 protected:
  static void SetUpTestSuite() {
    if (test_data_folder().empty()) return;
    world_ = std::make_unique<TestFolder>();
    base_load_ = update(base(), {base_file()});
    if (base_load_.code == 0) update_load_ = update(base(), {update_file()});
  }
  static void TearDownTestSuite() { world_.reset(); }

  static std::string base() { return *world_ / "index"; }
  static std::string base_file() { return data("simulated/sim-base.xml.gz"); }
  static std::string update_file() { return data("simulated/sim-update.xml.gz"); }

  static std::unique_ptr<TestFolder> world_;
  static ProgramEnd base_load_;
  static ProgramEnd update_load_;
};

std::unique_ptr<TestFolder> Simulated::world_;
ProgramEnd Simulated::base_load_;
ProgramEnd Simulated::update_load_;

TEST_F(Simulated, BaseAndUpdateAreApplied) {
  ASSERT_EQ(base_load_.code, 0) << base_load_.err;
  EXPECT_THAT(base_load_.err, HasSubstr("20000 added, 0 replaced, 0 deleted, 0 unchanged"));
  ASSERT_EQ(update_load_.code, 0) << update_load_.err;
  EXPECT_THAT(update_load_.err, HasSubstr("500 added, 500 replaced, 200 deleted, 0 unchanged"));
  EXPECT_EQ(index_status(base()).documents, 20'300u);
}

// A separate file lists the titles that the update must have brought, whatever the records say about their dates.
TEST_F(Simulated, UpdatedTitlesAreServed) {
  const TestFolder folder;
  ASSERT_EQ(update(folder / "alone", {update_file()}).code, 0);
  const test::TitlesById expected = test::titles_of(folder / "alone");
  ASSERT_EQ(expected.size(), 1000u);
  const test::TitlesById titles = test::titles_of(base());
  ASSERT_EQ(titles.size(), 20'300u);
  for (const auto& [id, title] : expected) EXPECT_EQ(titles.at(id), title) << id;
  for (int pmid = 50'000'001; pmid <= 50'000'200; ++pmid) EXPECT_FALSE(titles.contains(test::pmid_id(pmid)));
  EXPECT_TRUE(titles.contains("PMID:50000201"));
  EXPECT_TRUE(titles.contains("PMID:50019500"));
}

TEST_F(Simulated, ReapplyingChangesNothing) {
  const ProgramEnd end = update(base(), {base_file(), update_file()});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err,
              AllOf(HasSubstr("0 added, 0 replaced, 0 deleted, 0 unchanged"), HasSubstr("generation 2 as before")));
  EXPECT_EQ(index_status(base()).generation, 2u);
}

TEST_F(Simulated, DocidsFollowTheInput) {
  const auto snapshot = Snapshot::open(base());
  ASSERT_EQ(snapshot->segments().size(), 2u);
  const Segment& first = snapshot->segments()[0];
  const SegmentView view(first.folder, first.deleted);
  ASSERT_EQ(view.documents(), 20'000u);
  for (std::uint32_t docid = 201; docid <= 19'500; docid += 100)
    EXPECT_EQ(view.find(test::pmid_id(50'000'000 + static_cast<int>(docid))), docid);
}

TEST_F(Simulated, RebuildGivesTheSameDocuments) {
  const TestFolder folder;
  const std::string copy = folder / "index";
  fs::copy(base(), copy, fs::copy_options::recursive);
  ASSERT_EQ(run_il2index({"rebuild", "--index", copy}).code, 0);
  const IndexStatus status = index_status(copy);
  ASSERT_EQ(status.segments.size(), 1u);
  EXPECT_EQ(status.segments[0].documents, 20'300u);
  EXPECT_EQ(status.segments[0].deleted, 0u);
  EXPECT_TRUE(test::documents_of(copy) == test::documents_of(base()));
  EXPECT_EQ(run_il2index({"check", "--index", copy}).code, 0);
}

struct Folder {
  const char* name;
  std::uint64_t documents;
  std::uint64_t sources;
};

class RealFiles : public DataFolderTest {};

// Every record of every file is indexed, and none is reported as bad.
TEST_F(RealFiles, RealFilesAreIndexedCompletely) {
  const Folder rows[] = {{"pubmed", 1291, 6}, {"medline", 519, 3}, {"seeds", 3, 3}};
  const TestFolder folder;
  for (const Folder& row : rows) {
    const std::string index = folder / row.name;
    const ProgramEnd end = update(index, {data(row.name)});
    EXPECT_EQ(end.code, 0) << end.err;
    EXPECT_THAT(end.err, testing::Not(HasSubstr("bad record")));
    EXPECT_EQ(index_status(index).documents, row.documents) << row.name;
    EXPECT_EQ(index_status(index).sources, row.sources) << row.name;
    EXPECT_EQ(test::documents_of(index).size(), row.documents) << row.name;
    EXPECT_THAT(check_index(index).findings, IsEmpty());
    EXPECT_THAT(update(index, {data(row.name)}).err, HasSubstr("generation 1 as before"));
  }
}

// The summary page has its entities, and a paper is found by its number whichever file it came from.
TEST_F(RealFiles, SeedsKeepTheirEntities) {
  const TestFolder folder;
  ASSERT_EQ(update(folder / "index", {data("seeds")}).code, 0);
  std::size_t with_entities = 0;
  for (const auto& [id, document] : test::documents_of(folder / "index")) {
    EXPECT_NE(document.title, "") << id;
    with_entities += !document.entities.empty();
  }
  EXPECT_GE(with_entities, 1u);
}

}  // namespace
}  // namespace il2search
