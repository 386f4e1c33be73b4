// Record files: records are read back by docid, and damaged files are refused.
#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "storage/record_file.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::error_of;
using test::read_file;
using test::TestFolder;
using test::write_file;

void write_records(const std::string& path, const std::vector<std::string>& records) {
  RecordFileWriter writer(path);
  for (const std::string& record : records) writer.append(record);
  writer.finish();
}

std::vector<std::string> read_records(const std::string& path) {
  const RecordFile file(path);
  std::vector<std::string> records;
  for (std::uint32_t docid = 1; docid <= file.size(); ++docid) records.emplace_back(file.record(docid));
  return records;
}

std::vector<std::string> random_records(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  std::vector<std::string> records(count);
  for (std::string& record : records) {
    record.resize(random() % 3 == 0 ? 0 : random() % 200);
    for (char& c : record) c = static_cast<char>(random());
  }
  return records;
}

TEST(RecordFile, GivesBackWhatWasAppended) {
  const TestFolder folder;
  const std::vector<std::vector<std::string>> tables = {
      {},
      {""},
      {"", "", ""},
      {"a"},
      {"", "a", "", std::string(1, '\0'), ""},
      {std::string(300'000, 'x'), "y", std::string(256 * 1024, 'z'), std::string(256 * 1024 + 1, 'w')},  // the buffer
      random_records(1, 40'000),
  };
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string path = folder / ("records" + std::to_string(i));
    write_records(path, tables[i]);
    EXPECT_EQ(read_records(path), tables[i]) << "table " << i;
  }
}

TEST(RecordFile, IsMovable) {
  const TestFolder folder;
  RecordFileWriter writer(folder / "r");
  writer.append("one");
  RecordFileWriter other = std::move(writer);
  other.append("two");
  other.finish();
  RecordFile file(folder / "r");
  const RecordFile moved = std::move(file);
  EXPECT_EQ(moved.size(), 2u);
  EXPECT_EQ(moved.record(2), "two");
}

TEST(RecordFile, RefusesDocidsThatItDoesNotHave) {
  const TestFolder folder;
  write_records(folder / "r", {"a", "b"});
  const RecordFile file(folder / "r");
  for (const std::uint32_t docid : {0u, 3u, UINT32_MAX})
    EXPECT_EQ(error_of([&] { file.record(docid); }), ErrorCode::index_corrupt) << docid;
}

// One record file, damaged.
class DamagedRecordFile : public testing::Test {
 protected:
  DamagedRecordFile() { write_records(path_, {"one", "two", "three"}); }

  void set_end(std::size_t record, std::uint64_t end) const {
    std::string offsets = read_file(path_ + ".offsets");
    std::memcpy(offsets.data() + 8 * record, &end, sizeof end);
    write_file(path_ + ".offsets", offsets);
  }
  std::optional<ErrorCode> error_of_opening() const {
    return error_of([&] { const RecordFile file(path_); });
  }

  TestFolder folder_;
  std::string path_ = folder_ / "r";
};

TEST_F(DamagedRecordFile, MissingFiles) {
  std::filesystem::remove(path_ + ".data");
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
  write_records(path_, {"one"});
  std::filesystem::remove(path_ + ".offsets");
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
}

TEST_F(DamagedRecordFile, LinksAndFolders) {
  std::filesystem::rename(path_ + ".data", folder_ / "moved");
  std::filesystem::create_symlink(folder_ / "moved", path_ + ".data");
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
  std::filesystem::remove(path_ + ".data");
  std::filesystem::create_directory(path_ + ".data");
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
}

TEST_F(DamagedRecordFile, DataOfAnotherLength) {
  write_file(path_ + ".data", "onetwothre");
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
  write_file(path_ + ".data", "onetwothreefour");
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
  write_file(path_ + ".data", "");
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
}

TEST_F(DamagedRecordFile, OffsetsCutAnywhere) {
  const std::string offsets = read_file(path_ + ".offsets");
  for (std::size_t bytes = 0; bytes < offsets.size(); ++bytes) {
    write_file(path_ + ".offsets", offsets.substr(0, bytes));
    EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt) << bytes;
  }
}

TEST_F(DamagedRecordFile, AnotherKindOrVersion) {
  std::string offsets = read_file(path_ + ".offsets");
  ++offsets[4];
  write_file(path_ + ".offsets", offsets);
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
  offsets[0] = 'X';
  write_file(path_ + ".offsets", offsets);
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
}

TEST_F(DamagedRecordFile, OffsetsThatLie) {
  set_end(1, 1000);
  const RecordFile beyond(path_);
  EXPECT_EQ(error_of([&] { beyond.record(1); }), ErrorCode::index_corrupt);
  EXPECT_EQ(error_of([&] { beyond.record(2); }), ErrorCode::index_corrupt);
  EXPECT_EQ(beyond.record(3), "three");
  set_end(1, 8);
  const RecordFile backwards(path_);
  EXPECT_EQ(error_of([&] { backwards.record(1); }), ErrorCode::index_corrupt);
  EXPECT_EQ(error_of([&] { backwards.record(2); }), ErrorCode::index_corrupt);
  set_end(3, UINT64_MAX);
  EXPECT_EQ(error_of_opening(), ErrorCode::index_corrupt);
}

TEST_F(DamagedRecordFile, FlippedBitsAreFoundWhenTheRecordIsRead) {
  const std::string data = read_file(path_ + ".data");
  for (std::size_t bit = 0; bit < 8 * data.size(); ++bit) {
    std::string damaged = data;
    damaged[bit / 8] ^= static_cast<char>(1 << bit % 8);
    write_file(path_ + ".data", damaged);
    const RecordFile file(path_);
    int refused = 0;
    for (std::uint32_t docid = 1; docid <= 3; ++docid)
      refused += error_of([&] { file.record(docid); }) == ErrorCode::index_corrupt;
    EXPECT_EQ(refused, 1) << "bit " << bit;
  }
}

TEST(RecordFile, UnfinishedIsNoRecordFile) {
  const TestFolder folder;
  RecordFileWriter writer(folder / "r");
  writer.append("one");
  EXPECT_EQ(error_of([&] { const RecordFile file(folder / "r"); }), ErrorCode::index_corrupt);
}

TEST(RecordFile, CannotBeWrittenWhereThereIsNoFolder) {
  EXPECT_EQ(error_of([] { const RecordFileWriter writer("/nowhere/at/all"); }), ErrorCode::io);
}

}  // namespace
}  // namespace il2search
