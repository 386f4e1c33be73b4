// WordList against std::map, and damaged.
#include <initializer_list>
#include <map>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include <il2search/error.h>

#include "storage/word_list.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

using test::error_of;
using test::TestFolder;
using Words = std::map<std::string, std::uint32_t>;

void write(const std::string& path, const Words& words) {
  WordListWriter writer(path);
  for (const auto& [word, number] : words) writer.add(word, number);
  writer.finish();
}

Words random_words(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  Words words;
  while (words.size() < count) {
    std::string word(1 + random() % 12, 'a');
    for (char& c : word) c = static_cast<char>('a' + random() % 3);
    if (random() % 50 == 0) word.append(230, 'x');
    words.emplace(word, 1 + static_cast<std::uint32_t>(random()) / 2);
  }
  return words;
}

TEST(WordList, FindsWhatWasWritten) {
  const TestFolder folder;
  for (const auto count : std::initializer_list<std::size_t>{0, 1, 2, 31, 32, 33, 64, 65, 1000}) {
    const Words words = random_words(static_cast<unsigned>(count), count);
    write(folder / "w", words);
    const WordList file(folder / "w");
    EXPECT_EQ(file.size(), count);
    Words read;
    for (WordList::Cursor at(file); !at.at_end(); at.next()) read.emplace(at.word(), at.number());
    EXPECT_EQ(read, words);
    for (const auto& [word, number] : words) ASSERT_EQ(file.find(word), number) << word;
    for (const auto& [word, number] : random_words(99, 500)) {
      const auto at = words.find(word);
      ASSERT_EQ(file.find(word), at == words.end() ? 0 : at->second) << word;
      const WordList::Cursor cursor(file, word);
      const auto next = words.lower_bound(word);
      ASSERT_EQ(cursor.at_end(), next == words.end()) << word;
      if (!cursor.at_end()) {
        ASSERT_EQ(cursor.word(), next->first) << word;
      }
    }
  }
}

void read_all(const std::string& path) {
  const WordList file(path);
  for (WordList::Cursor at(file); !at.at_end(); at.next()) file.find(at.word());
}

TEST(WordList, EveryFlippedBitIsFound) {
  const TestFolder folder;
  write(folder / "w", random_words(7, 70));
  const std::string bytes = test::read_file(folder / "w");
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] ^= static_cast<char>(1 << bit % 8);
    test::write_file(folder / "w", damaged);
    ASSERT_EQ(error_of([&] { read_all(folder / "w"); }), ErrorCode::index_corrupt) << bit;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    test::write_file(folder / "w", bytes.substr(0, size));
    ASSERT_EQ(error_of([&] { read_all(folder / "w"); }), ErrorCode::index_corrupt) << size;
  }
}

}  // namespace
}  // namespace il2search
