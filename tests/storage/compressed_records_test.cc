// Compressed record files: plain bytes are read back, large sections are copied, small ones are compressed again, and damage
// is found when it is read.
#include "storage/compressed_records.h"

#include <filesystem>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::error_of;
using test::read_file;
using test::TestFolder;
using test::write_file;
using Records = std::vector<std::string>;

constexpr std::size_t kLarge = 500;  // records of a section that is copied

// Texts that share words, as abstracts do; some are empty.
Records texts(std::uint32_t seed, std::size_t count) {
  std::mt19937 random(seed);
  Records records;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    for (std::size_t words = random() % 60; words > 0; --words)
      text += "word" + std::to_string(random() % 300) + (random() % 9 == 0 ? ". " : " ");
    records.push_back(std::move(text));
  }
  return records;
}

void write(const std::string& path, const Records& records) {
  CompressedRecordWriter writer(path);
  for (const std::string& record : records) writer.append(record);
  writer.finish();
}

Records read(const std::string& path) {
  const CompressedRecordFile file(path);
  Records records;
  for (std::uint32_t docid = 1; docid <= file.size(); ++docid) records.push_back(file.record(docid));
  return records;
}

std::size_t bytes_of(const std::string& path) {
  return read_file(path + ".data").size() + read_file(path + ".sections").size();
}

TEST(CompressedRecords, GiveBackWhatWasAppended) {
  const TestFolder folder;
  const std::vector<Records> tables = {{},
                                       {""},
                                       {"", "", ""},
                                       {"a", std::string(1, '\0'), std::string(3'000'000, 'x')},
                                       Records(2000, ""),
                                       Records(2000, "the same"),
                                       texts(1, 63),
                                       texts(2, 64),
                                       texts(3, kLarge),
                                       texts(4, 3 * kLarge + 1)};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string path = folder / std::to_string(i);
    write(path, tables[i]);
    EXPECT_EQ(read(path), tables[i]) << "table " << i;
    write(folder / "again", tables[i]);
    for (const char* suffix : {".data", ".offsets", ".sections"})
      EXPECT_EQ(read_file(path + suffix), read_file(folder / "again" + suffix)) << "table " << i;
  }
}

TEST(CompressedRecords, ADictionaryHalvesSmallRecords) {
  const TestFolder folder;
  Records records = texts(5, 5000);
  std::size_t plain = 0;
  for (const std::string& record : records) plain += record.size();
  write(folder / "together", records);
  std::size_t separate = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    write(folder / "single", {records[i]});
    separate += read_file(folder / "single.data").size();
  }
  EXPECT_LT(bytes_of(folder / "together"), plain / 2);
  EXPECT_LT(bytes_of(folder / "together") / 100, separate * 3 / 4);
}

TEST(CompressedRecords, CopiesLargeSectionsAndJoinsSmallOnes) {
  const TestFolder folder;
  const std::vector<std::size_t> sizes = {30, 100, kLarge, 10, 2 * kLarge, 1, 1};
  Records expected;
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const Records records = texts(static_cast<std::uint32_t>(10 + i), sizes[i]);
    paths.push_back(folder / std::to_string(i));
    write(paths.back(), records);
    expected.insert(expected.end(), records.begin(), records.end());
  }
  CompressedRecordWriter writer(folder / "all");
  for (const std::string& path : paths)
    writer.append_live(CompressedRecordFile(path), [](std::uint32_t) { return true; });
  writer.finish();
  EXPECT_EQ(read(folder / "all"), expected);
  const CompressedRecordFile all(folder / "all");
  // 30 + 100; the first large one with the 10 after it; the second with the rest.
  ASSERT_EQ(all.sections(), 3u);
  EXPECT_EQ(all.section(0).last, 130u);
  EXPECT_EQ(all.section(1).last, 130u + kLarge + 10);
  EXPECT_EQ(all.section(1).dictionary, CompressedRecordFile(paths[2]).section(0).dictionary);
  EXPECT_EQ(all.compressed(131), CompressedRecordFile(paths[2]).compressed(1));
}

TEST(CompressedRecords, LeavesOutRecords) {
  const TestFolder folder;
  const Records records = texts(20, 3 * kLarge);
  write(folder / "from", records);
  for (const std::uint32_t every : {1u, 2u, 3u, 50u, 2000u}) {
    Records expected;
    for (std::size_t i = 1; i <= records.size(); ++i)
      if (i % every == 0) expected.push_back(records[i - 1]);
    CompressedRecordWriter writer(folder / "to");
    writer.append_live(CompressedRecordFile(folder / "from"), [&](std::uint32_t docid) { return docid % every == 0; });
    writer.finish();
    EXPECT_EQ(read(folder / "to"), expected) << "every " << every;
  }
}

TEST(CompressedRecords, CanBeReadByManyThreads) {
  const TestFolder folder;
  const Records records = texts(30, 2 * kLarge);
  write(folder / "r", records);
  const CompressedRecordFile file(folder / "r");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t t = 0; t < wrong.size(); ++t)
    threads.emplace_back([&, t] {
      for (std::uint32_t docid = 1; docid <= file.size(); ++docid) wrong[t] += file.record(docid) != records[docid - 1];
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4));
}

// Every flipped bit is found when the file is opened, when its dictionary is read or when a record is.
TEST(CompressedRecords, FlippedBitsAreFound) {
  const TestFolder folder;
  const Records records = texts(40, kLarge);
  const std::string path = folder / "r";
  write(path, records);
  std::mt19937 random(1);
  for (const char* suffix : {".data", ".offsets", ".sections"}) {
    const std::string bytes = read_file(path + suffix);
    for (int i = 0; i < 150; ++i) {
      std::string damaged = bytes;
      damaged[random() % damaged.size()] ^= static_cast<char>(1 << random() % 8);
      write_file(path + suffix, damaged);
      const auto code = error_of([&] { read(path); });
      EXPECT_TRUE(code == ErrorCode::index_corrupt || code == ErrorCode::index_incompatible) << suffix;
    }
    write_file(path + suffix, bytes);
  }
  EXPECT_EQ(read(path), records);
}

TEST(CompressedRecords, RefusesSectionsThatDoNotFit) {
  const TestFolder folder;
  write(folder / "a", texts(50, 100));
  write(folder / "b", texts(51, 101));
  const std::string sections = read_file(folder / "a.sections");
  const auto code_with = [&](const std::string& bytes) {
    write_file(folder / "a.sections", bytes);
    return error_of([&] { CompressedRecordFile(folder / "a"); });
  };
  EXPECT_EQ(code_with(read_file(folder / "b.sections")), ErrorCode::index_corrupt);
  for (std::size_t size = 0; size < sections.size(); size += 1 + size / 8)
    EXPECT_EQ(code_with(sections.substr(0, size)), ErrorCode::index_corrupt) << size;
  EXPECT_EQ(code_with(sections + "x"), ErrorCode::index_corrupt);
  std::filesystem::remove(folder / "a.sections");
  EXPECT_EQ(error_of([&] { CompressedRecordFile(folder / "a"); }), ErrorCode::index_corrupt);
}

}  // namespace
}  // namespace il2search
