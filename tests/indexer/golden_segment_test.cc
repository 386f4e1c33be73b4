// The golden segment, tests/golden/segment.tsv: the files of a segment of three documents, in hexadecimal. It must stay
// readable, and the same documents must give the same postings and token streams; what is compressed need only hold the same
// records, since another version of zstd may give other bytes. Set IL2SEARCH_GOLDEN=write to write the table anew after a
// change of the format, which needs another format version once there was a release.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/json.h>
#include <il2search/maintenance.h>
#include <il2search/searcher.h>

#include "indexer/segments/segment_view.h"
#include "tests/indexer/built_segment.h"
#include "tests/indexer/golden_files.h"
#include "tests/paths.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::Files;
using test::hex;
using test::read_folder;

const std::string kTable = test::source_path("tests/golden/segment.tsv");
// Its uuid is random.
constexpr const char* kVersionFile = "iamglass";

std::vector<std::pair<Document, Origin>> golden_documents() {
  std::vector<std::pair<Document, Origin>> documents(3);
  Document& first = documents[0].first;
  first.id = "PMID:1";
  first.pmid = "1";
  first.title = "Low-dose IL-2 in lupus nephritis";
  first.abstract = {{"AIM", "To treat \xCE\xB2-cells."}, {"RESULTS", "Renal flares of lupus nephritis ended."}};
  first.keywords = {"lupus", "interleukin-2"};
  first.dates.published = {2024, 2, 29};
  documents[0].second = {202401234, 7};
  Document& second = documents[1].first;
  second.id = "DOI:10.1000/x";
  second.doi = "10.1000/x";
  second.title = "Nephritis";
  second.journal.title = "The Journal";
  documents[2].first.id = "FILE:empty#1";
  return documents;
}

class GoldenSegment : public testing::Test {
 protected:
  GoldenSegment() {
    built_ = test::build_segment(folder_ / "built", golden_documents()).folder;
    const char* value = std::getenv("IL2SEARCH_GOLDEN");
    if (std::string_view(value == nullptr ? "" : value) == "write") {
      std::ofstream table(kTable);
      for (const auto& [name, bytes] : read_folder(built_)) table << name << '\t' << hex(bytes) << '\n';
    }
    golden_ = folder_ / "golden";
    fs::create_directory(golden_);
    for (const auto& [name, bytes] : test::read_golden(kTable)) test::write_file(golden_ + "/" + name, bytes);
  }

  test::TestFolder folder_;
  std::string built_;
  std::string golden_;
};

TEST_F(GoldenSegment, IsWrittenAsBefore) {
  const Files built = read_folder(built_);
  const Files golden = read_folder(golden_);
  ASSERT_GE(golden.size(), 10u);
  for (const auto& [name, bytes] : golden) {
    ASSERT_TRUE(built.contains(name)) << name;
    const bool is_compressed = name.starts_with("heads") || name.starts_with("texts");
    if (name == kVersionFile || is_compressed) continue;
    EXPECT_EQ(hex(built.at(name)), hex(bytes)) << name;
  }
  EXPECT_EQ(built.size(), golden.size());
  const SegmentView ours(built_, {});
  const SegmentView theirs(golden_, {});
  for (std::uint32_t docid = 1; docid <= 3; ++docid) EXPECT_TRUE(ours.is_stored_as(docid, theirs, docid)) << docid;
}

TEST_F(GoldenSegment, IsReadAsBefore) {
  const std::string index = folder_ / "index";
  {
    IndexDirectory directory(index, test::kCreate);
    fs::copy(golden_, directory.tmp() + "/made");
    Manifest next;
    next.segments.push_back(directory.adopt_segment(directory.tmp() + "/made", 3));
    directory.publish(std::move(next));
  }
  EXPECT_THAT(check_index(index).findings, testing::IsEmpty());
  const Searcher searcher(index);
  for (const auto& [document, origin] : golden_documents())
    EXPECT_EQ(to_json(*searcher.document(document.id)), to_json(document));
  const std::pair<const char*, std::vector<std::string>> queries[] = {
      {"lupus", {"PMID:1"}},
      {"\"lupus nephritis\"[ab]", {"PMID:1"}},
      {"\"nephritis lupus\"", {}},
      {"neph*", {"DOI:10.1000/x", "PMID:1"}},
      {"il2 AND 2024/02/29[dp]", {"PMID:1"}},
      {"\"journal\"[ta] OR 1[pmid]", {"PMID:1"}},
  };
  for (const auto& [query, expected] : queries) {
    std::vector<std::string> ids;
    for (const Hit& hit : searcher.search(query).hits) ids.push_back(hit.id);
    EXPECT_THAT(ids, testing::UnorderedElementsAreArray(expected)) << query;
  }
}

}  // namespace
}  // namespace il2search
