#include "postings/glass_table_writer.h"

#include <filesystem>
#include <map>

#include <gtest/gtest.h>
#include <il2search/error.h>
#include <xapian.h>

#include "postings/glass_table_reader.h"
#include "postings/glass_version.h"
#include "tests/storage/test_index.h"

namespace il2search::glass {
namespace {

using test::TestFolder;

TEST(SortableNumber, KeepsTheOrderAndReturnsTheNumber) {
  std::vector<std::uint32_t> numbers;
  for (unsigned bit = 0; bit < 32; ++bit) {
    const std::uint32_t power = std::uint32_t{1} << bit;
    for (const std::uint32_t n : {power - 1, power, power + 1, power | power >> 1}) numbers.push_back(n);
  }
  numbers.push_back(UINT32_MAX);
  std::sort(numbers.begin(), numbers.end());
  std::string previous;
  std::uint32_t previous_number = 0;
  for (const std::uint32_t number : numbers) {
    std::string bytes;
    put_sortable(bytes, number);
    if (number != previous_number) {
      EXPECT_LT(previous, bytes) << number;
    }
    std::uint32_t read = 0;
    EXPECT_TRUE(get_sortable(bytes, read)) << number;
    EXPECT_EQ(read, number);
    EXPECT_FALSE(get_sortable(bytes + "x", read)) << number;
    EXPECT_FALSE(get_sortable(std::string_view(bytes).substr(0, bytes.size() - 1), read)) << number;
    previous = bytes;
    previous_number = number;
  }
}

std::map<std::string, std::string> entries_of(const std::string& path, const Table& table) {
  std::map<std::string, std::string> entries;
  TableReader reader(path, table);
  while (reader.next()) EXPECT_TRUE(entries.emplace(reader.key(), reader.tag()).second) << reader.key();
  return entries;
}

TEST(GlassTable, ReadsWhatWasWritten) {
  struct Case {
    std::size_t entries;
    std::size_t key_bytes;
    std::size_t tag_bytes;
    unsigned levels;
  };
  const TestFolder folder;
  // Short keys, keys of the greatest length (which make a high tree), tags with no, one and several components.
  for (const Case& c : {Case{0, 8, 0, 0},
                        {1, 8, 0, 0},
                        {1000, 8, 0, 1},
                        {1000, 8, 100, 1},
                        {40'000, 255, 10, 3},
                        {50, 255, 1780, 1},
                        {50, 255, 1781, 1},
                        {200, 30, 20'000, 2},
                        {3, 255, 100'000, 2}}) {
    std::map<std::string, std::string> wanted;
    for (std::size_t i = 0; i < c.entries; ++i) {
      std::string key = std::to_string(100'000 + i);
      key.insert(0, c.key_bytes - std::min(c.key_bytes, key.size()), 'k');
      wanted[key] = std::string(c.tag_bytes, static_cast<char>('a' + i % 26));
    }
    const std::string path = folder / "table";
    TableWriter writer(path);
    for (const auto& [key, tag] : wanted) writer.add(key, tag);
    const Table table = writer.finish();
    EXPECT_EQ(table.entries, c.entries);
    EXPECT_EQ(table.levels, c.levels) << c.entries << " keys of " << c.key_bytes << " bytes";
    EXPECT_EQ(std::filesystem::file_size(path), std::size_t{table.blocks} * kBlockBytes);
    EXPECT_EQ(entries_of(path, table), wanted) << c.entries << " tags of " << c.tag_bytes << " bytes";
  }
}

TEST(GlassTable, RefusesInvalidKeys) {
  const TestFolder folder;
  TableWriter writer(folder / "table");
  writer.add("b", "");
  for (const std::string& key : {std::string(), std::string("a"), std::string("b"), std::string(256, 'x')})
    EXPECT_THROW(writer.add(key, ""), Error) << key;
}

TEST(GlassTable, FillsBlocks) {
  const TestFolder folder;
  TableWriter writer(folder / "table");
  for (int i = 100'000; i < 104'000; ++i) {
    const std::string key = std::to_string(i);
    const std::size_t room = writer.room(key);
    writer.add(key, std::string(room > 100 ? room : TableWriter::largest_tag(key), 'x'));
  }
  const Table table = writer.finish();
  const std::uint64_t bytes = std::uint64_t{table.blocks} * kBlockBytes;
  EXPECT_LT(bytes, std::uint64_t{4000} * TableWriter::largest_tag("100000") * 103 / 100);
}

TEST(GlassVersion, IsWhatXapianWrites) {
  const TestFolder folder;
  Xapian::WritableDatabase database(folder / "db",
                                    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_TERMLIST);
  Xapian::Document document;
  document.add_term("word", 3);
  document.add_term("other", 1);
  database.add_document(document);
  database.commit();
  const Version version = read_version(folder / "db");
  EXPECT_EQ(version.documents, 1u);
  EXPECT_EQ(version.table.levels, 0u);
  EXPECT_EQ(entries_of(folder / "db/postlist.glass", version.table).count("word"), 1u);
}

TEST(GlassVersion, KeepsEverything) {
  const TestFolder folder;
  const Version written{{7, 2, 9, 1'000'000'000'000}, 5};
  write_version(folder.path(), written);
  const Version read = read_version(folder.path());
  EXPECT_EQ(read.documents, 5u);
  EXPECT_EQ(read.table.root, 7u);
  EXPECT_EQ(read.table.levels, 2u);
  EXPECT_EQ(read.table.entries, 1'000'000'000'000u);
}

}  // namespace
}  // namespace il2search::glass
