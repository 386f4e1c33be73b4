// A posting table beyond 4 GiB, where 32-bit offsets would wrap: every entry is read by our reader, some by Xapian's.
//
// By default the table is small; with IL2SEARCH_FAULTS=full it takes 4.4 GB of the folder for temporary files.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <xapian.h>

#include "postings/glass_table_reader.h"
#include "postings/glass_table_writer.h"
#include "postings/glass_version.h"
#include "tests/storage/test_index.h"

namespace il2search::glass {
namespace {

constexpr std::size_t kTagBytes = 2000;
// Xapian's key of metadata, which any table may have.
constexpr std::string_view kMetadataKey{"\0\xC0", 2};

std::string name_of(std::uint64_t number) { return std::to_string(10'000'000 + number); }

std::string tag_of(std::uint64_t number) {
  std::string tag = name_of(number);
  tag.resize(kTagBytes, static_cast<char>('a' + number % 26));
  return tag;
}

TEST(LargeTable, IsReadBeyond4GiB) {
  const char* setting = std::getenv("IL2SEARCH_FAULTS");
  const bool is_full = setting != nullptr && std::string_view(setting) == "full";
  const std::uint64_t entries = is_full ? 2'150'000 : 2'000;
  const test::TestFolder folder;
  const std::string path = folder.path() + kTableFile;
  TableWriter writer(path);
  for (std::uint64_t i = 0; i < entries; ++i) writer.add(std::string(kMetadataKey) + name_of(i), tag_of(i));
  const Table table = writer.finish();
  if (is_full) {
    EXPECT_GT(std::filesystem::file_size(path), std::uint64_t{1} << 32);
  }
  write_version(folder.path(), {table, {}});

  TableReader reader(path, table);
  for (std::uint64_t i = 0; i < entries; ++i) {
    ASSERT_TRUE(reader.next());
    ASSERT_EQ(reader.key(), std::string(kMetadataKey) + name_of(i));
    ASSERT_EQ(reader.tag(), tag_of(i));
  }
  EXPECT_FALSE(reader.next());

  const Xapian::Database database(folder.path(), Xapian::DB_BACKEND_GLASS);
  for (std::uint64_t i = 0; i < entries; i += 997) ASSERT_EQ(database.get_metadata(name_of(i)), tag_of(i));
  EXPECT_EQ(database.get_metadata(name_of(entries - 1)), tag_of(entries - 1));
  EXPECT_EQ(database.get_metadata(name_of(entries)), "");
}

}  // namespace
}  // namespace il2search::glass
