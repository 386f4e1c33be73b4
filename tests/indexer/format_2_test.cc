// An index of format 2, in tests/golden/format_2_segment.tsv: its postings are a table of Xapian's. Only rebuild reads it.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/maintenance.h>
#include <il2search/searcher.h>

#include "storage/generation.h"
#include "tests/indexer/golden_files.h"
#include "tests/indexer/papers.h"
#include "tests/paths.h"

namespace il2search {
namespace {

using test::error_of;
using testing::HasSubstr;
using testing::IsEmpty;

class Format2 : public testing::Test {
 protected:
  Format2() {
    const std::string made = folder_ / "made";
    std::filesystem::create_directory(made);
    for (const auto& [name, bytes] : test::read_golden(test::source_path("tests/golden/format_2_segment.tsv")))
      test::write_file(made + "/" + name, bytes);
    {
      IndexDirectory directory(path_, test::kCreate);
      std::filesystem::copy(made, directory.tmp() + "/made");
      Manifest next;
      next.segments.push_back(directory.adopt_segment(directory.tmp() + "/made", 3));
      directory.publish(std::move(next));
    }
    test::set_format(path_, 2);
  }

  const test::TestFolder folder_;
  const std::string path_ = folder_ / "index";
};

TEST_F(Format2, IsRefusedWithTheWayToRebuildIt) {
  std::string message;
  EXPECT_EQ(error_of([&] { Searcher searcher(path_); }, &message), ErrorCode::index_incompatible);
  EXPECT_THAT(message, HasSubstr("its format is 2"));
  EXPECT_THAT(message, HasSubstr("`il2index rebuild --index " + path_ + "`"));
  EXPECT_EQ(error_of([&] { merge_index(path_, true); }), ErrorCode::index_incompatible);
  EXPECT_EQ(error_of([&] { delete_documents(path_, {"1"}); }), ErrorCode::index_incompatible);
  EXPECT_EQ(index_status(path_).documents, 3u);
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
}

TEST_F(Format2, IsRebuiltWithoutLoss) {
  EXPECT_EQ(rebuild_index(path_).documents, 3u);
  EXPECT_EQ(index_status(path_).format_version, kFormatVersion);
  EXPECT_THAT(check_index(path_).findings, IsEmpty());
  const Searcher searcher(path_);
  EXPECT_EQ(searcher.document("PMID:1").value().title, "Low-dose IL-2 in lupus nephritis");
  EXPECT_EQ(searcher.document("DOI:10.1000/x").value().journal.title, "The Journal");
  EXPECT_EQ(searcher.search("\"lupus nephritis\"[ab]").total, 1u);
  EXPECT_EQ(searcher.search("nephritis").total, 2u);
}

}  // namespace
}  // namespace il2search
