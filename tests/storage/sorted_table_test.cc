// Sorted tables against std::map, and their damage.
#include "storage/sorted_table.h"

#include <map>
#include <random>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::error_of;
using test::TestFolder;
using Entries = std::map<std::string, std::string>;

void write(const std::string& path, const Entries& entries) {
  SortedTableWriter writer(path);
  for (const auto& [key, value] : entries) writer.add(key, value);
  writer.finish();
}

std::string random_bytes(std::mt19937& random, std::size_t most) {
  std::string bytes(random() % (most + 1), '\0');
  for (char& c : bytes) c = static_cast<char>("\0\x7f\xffz"[random() % 4]);
  return bytes;
}

Entries random_entries(std::mt19937& random, std::size_t count) {
  Entries entries;
  while (entries.size() < count)
    entries[std::to_string(random() % (10 * count)) + random_bytes(random, 8)] =
        random_bytes(random, random() % 50 == 0 ? 5000 : 12);
  return entries;
}

TEST(SortedTable, FindsWhatAMapFinds) {
  std::mt19937 random(1);
  for (const std::size_t count : {0u, 1u, 2u, 63u, 64u, 65u, 5000u}) {
    const TestFolder folder;
    const Entries entries = random_entries(random, count);
    write(folder / "table", entries);
    const SortedTable table(folder / "table");
    EXPECT_EQ(table.size(), count);
    EXPECT_NO_THROW(table.verify());
    for (const auto& [key, value] : entries) EXPECT_EQ(table.find(key), value);
    for (int i = 0; i < 500; ++i) {
      const std::string key = std::to_string(random() % 50'000) + random_bytes(random, 3);
      const auto expected = entries.lower_bound(key);
      const SortedTable::Cursor at(table, key);
      ASSERT_EQ(at.at_end(), expected == entries.end()) << count;
      if (!at.at_end()) {
        EXPECT_EQ(at.key(), expected->first);
        EXPECT_EQ(at.value(), expected->second);
      }
      EXPECT_EQ(table.find(key).has_value(), entries.contains(key));
    }
  }
}

TEST(SortedTable, WalksAndSeeksForward) {
  const TestFolder folder;
  std::mt19937 random(2);
  const Entries entries = random_entries(random, 3000);
  write(folder / "table", entries);
  const SortedTable table(folder / "table");
  auto expected = entries.begin();
  for (SortedTable::Cursor at(table); !at.at_end(); at.next(), ++expected) ASSERT_EQ(at.key(), expected->first);
  EXPECT_EQ(expected, entries.end());

  SortedTable::Cursor at(table);
  for (expected = entries.begin(); expected != entries.end();) {
    for (std::size_t steps = random() % 200; steps > 0 && expected != entries.end(); --steps) ++expected;
    if (expected == entries.end()) break;
    at.seek(expected->first);
    ASSERT_EQ(at.key(), expected->first);
    at.seek("");  // never back
    ASSERT_EQ(at.key(), expected->first);
  }
  at.seek(entries.rbegin()->first + "\xff");
  EXPECT_TRUE(at.at_end());
}

TEST(SortedTable, RefusesKeysThatAreNotInOrder) {
  const TestFolder folder;
  SortedTableWriter writer(folder / "table");
  writer.add("b", "");
  EXPECT_EQ(error_of([&] { writer.add("b", ""); }), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of([&] { writer.add("a", ""); }), ErrorCode::invalid_argument);
}

TEST(SortedTable, DamageIsAnErrorOrHarmless) {
  const TestFolder folder;
  std::mt19937 random(3);
  const Entries entries = random_entries(random, 400);
  write(folder / "table", entries);
  const std::string sound = test::read_file(folder / "table");
  for (int i = 0; i < 400; ++i) {
    std::string damaged = sound;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 << random() % 8);
    test::write_file(folder / "damaged", damaged);
    EXPECT_EQ(error_of([&] { SortedTable(folder / "damaged").verify(); }), ErrorCode::index_corrupt) << i;
  }
  for (std::size_t size = 0; size < sound.size(); size += 1 + sound.size() / 50) {
    test::write_file(folder / "damaged", sound.substr(0, size));
    EXPECT_EQ(error_of([&] { SortedTable opened(folder / "damaged"); }), ErrorCode::index_corrupt) << size;
  }
}

}  // namespace
}  // namespace il2search
