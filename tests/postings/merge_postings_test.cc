// merge_postings() against Xapian's own writer as the oracle.
#include "postings/merge_postings.h"

#include <filesystem>
#include <random>

#include <gmock/gmock.h>
#include <il2search/error.h>
#include <xapian.h>

#include "postings/segment_input.h"
#include "storage/posting_file.h"
#include "tests/postings/compare_databases.h"
#include "tests/postings/random_documents.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::build_segment;
using test::build_with_xapian;
using test::differences;
using test::random_documents;
using test::RandomDocument;
using test::TestFolder;
using testing::IsEmpty;

void expect_sound(const std::string& folder) {
  std::ostringstream report;
  EXPECT_EQ(Xapian::Database::check(folder, 0, &report), 0u) << report.str();
  EXPECT_NO_THROW(PostingFile(folder + kPostings).verify([] {}));
}

void merge(const PostingInputs& inputs, const std::string& folder) {
  std::filesystem::create_directory(folder);
  merge_postings(inputs, folder);
  merge_values(inputs, folder);
}

TEST(MergePostings, WritesWhatXapianWrites) {
  for (const std::size_t count : {0u, 1u, 2u, 100u, 1500u}) {
    const TestFolder folder;
    const std::vector<RandomDocument> documents = random_documents(static_cast<std::uint32_t>(count), count);
    build_segment(documents, 100, folder / "ours");
    build_with_xapian(documents, folder / "xapian");
    EXPECT_THAT(differences(folder / "ours", folder / "xapian"), IsEmpty()) << count << " documents";
    expect_sound(folder / "ours");
  }
}

// A list of a hundred thousand documents has many chunks, with docids of two and three bytes.
TEST(MergePostings, WritesLongLists) {
  const TestFolder folder;
  std::vector<RandomDocument> documents(100'000);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    documents[i].terms = {{"everywhere", static_cast<std::uint32_t>(1 + i % 200)}};
    if (i % 3 == 0) documents[i].terms.emplace_back("often", 0);
    if (i % 1000 == 7) documents[i].values = {{5, std::to_string(i)}};
  }
  build_segment(documents, 7000, folder / "ours");
  build_with_xapian(documents, folder / "xapian");
  EXPECT_THAT(differences(folder / "ours", folder / "xapian"), IsEmpty());
  expect_sound(folder / "ours");
}

TEST(MergePostings, DoesNotDependOnTheParts) {
  const TestFolder folder;
  const std::vector<RandomDocument> documents = random_documents(3, 700);
  build_segment(documents, documents.size(), folder / "whole");
  for (const std::size_t part : {1u, 13u, 64u, 350u}) {
    const std::string parts = folder / std::to_string(part);
    build_segment(documents, part, parts);
    for (const char* file : {"/postings.data", "/postings.terms", "/postings.lengths", "/postlist.glass"}) {
      EXPECT_TRUE(test::read_file(parts + file) == test::read_file(folder / "whole" + file))
          << file << ", parts of " << part;
    }
  }
}

// Merges segments of `sizes` documents, of which about a fifth is deleted if `deletes`, and compares with Xapian's database
// of the live documents.
void expect_merged(std::uint32_t seed, const std::vector<std::size_t>& sizes, bool deletes) {
  const TestFolder folder;
  std::mt19937 random(seed);
  std::vector<RandomDocument> expected;
  PostingInputs inputs;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::vector<RandomDocument> documents =
        random_documents(seed * 100 + static_cast<std::uint32_t>(i), sizes[i]);
    const std::string part = folder / ("part" + std::to_string(i));
    build_segment(documents, 50, part);
    std::vector<std::uint32_t> deleted;
    for (std::uint32_t docid = 1; docid <= documents.size(); ++docid)
      if (deletes && random() % 5 == 0) deleted.push_back(docid);
    inputs.push_back(std::make_unique<SegmentInput>(part, deleted));
    const std::vector<RandomDocument> live = test::without(documents, deleted);
    expected.insert(expected.end(), live.begin(), live.end());
    EXPECT_EQ(inputs.back()->documents(), live.size());
  }
  merge(inputs, folder / "merged");
  build_with_xapian(expected, folder / "xapian");
  EXPECT_THAT(differences(folder / "merged", folder / "xapian"), IsEmpty()) << "seed " << seed;
  expect_sound(folder / "merged");
}

TEST(MergePostings, MergesSegments) { expect_merged(1, {300, 1, 50, 200}, false); }
TEST(MergePostings, DropsDeletedDocuments) {
  for (std::uint32_t seed = 10; seed < 16; ++seed) expect_merged(seed, {100, 30, 400}, true);
}

TEST(MergePostings, DropsAllDocumentsOfASegment) {
  const TestFolder folder;
  build_segment(random_documents(1, 3), 50, folder / "part");
  PostingInputs inputs;
  inputs.push_back(std::make_unique<SegmentInput>(folder / "part", std::vector<std::uint32_t>{1, 2, 3}));
  merge(inputs, folder / "merged");
  build_with_xapian({}, folder / "xapian");
  EXPECT_THAT(differences(folder / "merged", folder / "xapian"), IsEmpty());
}

TEST(MergePostings, ReportsTheBytesOfItsInputs) {
  const TestFolder folder;
  PostingInputs inputs;
  std::uint64_t total = 0;
  for (std::uint32_t i = 1; i <= 2; ++i) {
    const std::string part = folder / ("part" + std::to_string(i));
    build_segment(random_documents(i, 400), 50, part);
    total += posting_bytes(part);
    inputs.push_back(std::make_unique<SegmentInput>(part, std::vector<std::uint32_t>{}));
  }
  std::filesystem::create_directory(folder / "merged");
  std::vector<std::uint64_t> shown;
  merge_postings(inputs, folder / "merged", {{}, [&](std::uint64_t bytes) { shown.push_back(bytes); }});
  ASSERT_GE(shown.size(), 2u);
  EXPECT_TRUE(std::is_sorted(shown.begin(), shown.end()));
  EXPECT_LE(shown.back(), total);
}

TEST(MergePostings, CanBeCancelled) {
  const TestFolder folder;
  PostingInputs inputs;
  build_segment(random_documents(1, 10), 50, folder / "part");
  inputs.push_back(std::make_unique<SegmentInput>(folder / "part", std::vector<std::uint32_t>{}));
  std::filesystem::create_directory(folder / "merged");
  try {
    merge_postings(inputs, folder / "merged", {[] { return true; }, {}});
    FAIL() << "the merge was not cancelled";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
  }
}

TEST(MergePostings, FailsWithoutAFolder) {
  PostingInputs none;
  try {
    merge_postings(none, "/no/such/folder");
    FAIL() << "a table was written into a folder that does not exist";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::io);
  }
}

}  // namespace
}  // namespace il2search
