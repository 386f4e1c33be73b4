// Damaged tables: an error or other postings, never a crash, a hang or a read out of bounds.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "postings/glass_format.h"
#include "postings/merge_postings.h"
#include "postings/segment_input.h"
#include "tests/postings/random_documents.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::TestFolder;

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Reads everything, as a merge does. Returns whether it was refused.
bool is_refused(const std::string& folder, const std::string& merged) {
  std::filesystem::create_directory(merged);
  try {
    PostingInputs inputs;
    inputs.push_back(std::make_unique<SegmentInput>(folder, std::vector<std::uint32_t>{2}));
    merge_postings(inputs, merged);
    merge_values(inputs, merged);
    return false;
  } catch (const Error& error) {
    EXPECT_TRUE(error.code() == ErrorCode::index_corrupt || error.code() == ErrorCode::index_incompatible ||
                error.code() == ErrorCode::invalid_argument)
        << error.what();
    return true;
  }
}

class DamagedTable : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    test::build_segment(test::random_documents(8, 120), 50, segment_);
    bytes_ = test::read_file(path_);
  }
  const TestFolder folder_;
  const std::string segment_ = folder_ / "segment";
  const std::string path_ = segment_ + GetParam();
  std::string bytes_;
};

TEST_P(DamagedTable, SurvivesFlippedBits) {
  std::mt19937 random(1);
  int refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string damaged = bytes_;
    for (std::size_t n = 1 + random() % 3; n > 0; --n)
      damaged[random() % damaged.size()] ^= static_cast<char>(1 << random() % 8);
    write_file(path_, damaged);
    refused += is_refused(segment_, folder_ / "merged");
  }
  EXPECT_GT(refused, 15);
}

TEST_P(DamagedTable, RefusesTruncation) {
  for (std::size_t size = 0; size < bytes_.size(); size += 1 + bytes_.size() / 40) {
    write_file(path_, bytes_.substr(0, size));
    EXPECT_TRUE(is_refused(segment_, folder_ / "merged")) << size;
  }
}

TEST_P(DamagedTable, SurvivesSwappedBlocks) {
  std::mt19937 random(2);
  for (int i = 0; i < 200; ++i) {
    std::string damaged = bytes_;
    const std::size_t size = std::min<std::size_t>(damaged.size() / 3, glass::kBlockBytes);
    const std::size_t from = random() % (damaged.size() / size) * size;
    const std::size_t to = random() % (damaged.size() / size) * size;
    damaged.replace(to, size, bytes_, from, size);
    write_file(path_, damaged);
    is_refused(segment_, folder_ / "merged");
  }
}

INSTANTIATE_TEST_SUITE_P(Files, DamagedTable,
                         testing::Values("/postlist.glass", "/iamglass", "/postings.data", "/postings.terms",
                                         "/postings.lengths"),
                         [](const auto& file) {
                           std::string name = file.param;
                           std::replace_if(
                               name.begin(), name.end(), [](char c) { return c == '/' || c == '.'; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace il2search
