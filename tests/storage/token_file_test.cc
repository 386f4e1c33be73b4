// Token files: texts are read back, whatever the batches and merges through which they came.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/storage/test_index.h"
#include "tests/storage/token_documents.h"

namespace il2search {
namespace {

using test::error_of;
using test::random_token_texts;
using test::read_file;
using test::TestFolder;
using test::TokenText;
using test::write_token_texts;
using Texts = std::vector<TokenText>;

Texts read_texts(const std::string& path) {
  const TokenFile file(path);
  std::vector<std::string> words(std::size_t{file.words().size()} + 1);
  for (WordList::Cursor at(file.words()); !at.at_end(); at.next()) words[at.number()] = at.word();
  Texts texts;
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t docid = 1; docid <= file.size(); ++docid) {
    texts.emplace_back();
    for (RegionReader reader(file.stream(docid)); reader.next();) {
      auto& run = texts.back().emplace_back(reader.region(), std::vector<std::string>{}).second;
      decode_words(reader.codes(), numbers);
      for (const std::uint32_t number : numbers) run.push_back(words.at(number));
    }
  }
  return texts;
}

std::string all_bytes(const std::string& path) {
  return read_file(path + ".data") + read_file(path + ".offsets") + read_file(path + ".words");
}

const auto every = [](std::uint32_t) { return true; };

// The first 1,000 documents are numbered apart.
TEST(TokenFile, HasTheTextsWhateverTheBatches) {
  const TestFolder folder;
  for (const auto count : std::initializer_list<std::size_t>{0, 1, 999, 1000, 1001, 2500}) {
    const Texts texts = random_token_texts(static_cast<unsigned>(count), count);
    write_token_texts(folder / "one", texts, 1 << 20);
    ASSERT_EQ(read_texts(folder / "one"), texts) << count;
    TokenFile(folder / "one").verify();
    for (const auto batch : std::initializer_list<std::size_t>{1, 7, 800, 1000}) {
      write_token_texts(folder / "batches", texts, batch);
      ASSERT_EQ(all_bytes(folder / "batches"), all_bytes(folder / "one")) << count << " in batches of " << batch;
    }
  }
}

// Long documents are numbered by frequency until their streams have 2 MiB.
TEST(TokenFile, HasLongTextsWhateverTheBatches) {
  const TestFolder folder;
  Texts texts;
  for (std::uint32_t i = 0; i < 30; ++i) {
    auto& words = texts.emplace_back().emplace_back(Region::body, std::vector<std::string>()).second;
    for (std::uint32_t n = 0; n < 50'000; ++n) words.push_back("w" + std::to_string(n * (i + 1) % 5'000));
  }
  write_token_texts(folder / "one", texts, 30);
  write_token_texts(folder / "batches", texts, 7);
  EXPECT_GT(read_file(folder / "one.data").size(), std::size_t{5} << 19);
  EXPECT_EQ(all_bytes(folder / "batches"), all_bytes(folder / "one"));
  EXPECT_EQ(read_texts(folder / "one"), texts);
}

TEST(TokenFile, FrequentWordsHaveSmallNumbers) {
  const TestFolder folder;
  Texts texts;
  for (int i = 0; i < 1200; ++i)
    texts.push_back({{Region::title, {"rare" + std::to_string(i), "frequent", i % 2 == 0 ? "middle" : "frequent"}}});
  write_token_texts(folder / "t", texts);
  const TokenFile file(folder / "t");
  EXPECT_EQ(file.words().find("frequent"), 1u);
  EXPECT_EQ(file.words().find("middle"), 2u);
  EXPECT_EQ(file.words().find("rare0"), 3u);
  EXPECT_EQ(file.words().find("rare1199"), 1202u);
  EXPECT_EQ(file.words().find("none"), kNoWord);
}

// Merging files gives the bytes of writing the documents at once, without the deleted ones and their words.
TEST(TokenFile, MergesLiveDocuments) {
  const TestFolder folder;
  for (const unsigned deleted : {0u, 2u, 5u}) {
    Texts live;
    TokenFileWriter merged(folder / "merged");
    for (const auto count : std::initializer_list<std::size_t>{1500, 0, 1, 700, 1100}) {
      const Texts texts = random_token_texts(static_cast<unsigned>(count), count, 2000);
      write_token_texts(folder / "part", texts);
      const auto is_live = [&](std::uint32_t docid) { return deleted == 0 || docid % deleted != 0; };
      merged.append_live(TokenFile(folder / "part"), is_live);
      for (std::uint32_t docid = 1; docid <= texts.size(); ++docid)
        if (is_live(docid)) live.push_back(texts[docid - 1]);
    }
    merged.finish();
    write_token_texts(folder / "expected", live);
    EXPECT_EQ(all_bytes(folder / "merged"), all_bytes(folder / "expected")) << deleted;
    EXPECT_EQ(read_texts(folder / "merged"), live);
  }
}

TEST(TokenFile, DamageIsFoundByVerifying) {
  const TestFolder folder;
  const Texts texts = random_token_texts(3, 20);
  write_token_texts(folder / "t", texts);
  for (const char* suffix : {".data", ".offsets", ".words"}) {
    const std::string bytes = read_file(folder / "t" + suffix);
    for (std::size_t at = 0; at < bytes.size(); at += 5) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
      test::write_file(folder / "t" + suffix, damaged);
      const auto verify = [&] { TokenFile(folder / "t").verify(); };
      const auto merge = [&] { TokenFileWriter(folder / "merged").append_live(TokenFile(folder / "t"), every); };
      std::string message;
      ASSERT_EQ(error_of(verify, &message), ErrorCode::index_corrupt) << suffix << " byte " << at;
      ASSERT_NE(message.find(folder / "t"), std::string::npos) << message;
      ASSERT_EQ(error_of(merge), ErrorCode::index_corrupt) << suffix << " byte " << at;
    }
    test::write_file(folder / "t" + suffix, bytes);
  }
}

// Sound checksums, but words that do not belong to the streams.
TEST(TokenFile, RefusesTheWordsOfOtherStreams) {
  const TestFolder folder;
  write_token_texts(folder / "t", random_token_texts(3, 20));
  const std::vector<std::pair<std::string, std::uint32_t>> lists[] = {
      {{"w0", 1}},
      {{"w0", 1}, {"w1", 1}},
      {{"w0", 0}},
      {{"w0", 3}},
  };
  for (const auto& list : lists) {
    WordListWriter words(folder / "t.words");
    for (const auto& [word, number] : list) words.add(word, number);
    words.finish();
    const TokenFile file(folder / "t");
    std::string message;
    EXPECT_EQ(error_of([&] { file.verify(); }, &message), ErrorCode::index_corrupt);
    EXPECT_NE(message.find(folder / "t"), std::string::npos) << message;
    TokenFileWriter merged(folder / "merged");
    EXPECT_EQ(error_of([&] { merged.append_live(file, every); }), ErrorCode::index_corrupt);
  }
}

}  // namespace
}  // namespace il2search
