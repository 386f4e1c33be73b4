// Token streams: regions and words are read back in order; truncated and damaged streams end early.
#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/token_stream.h"

namespace il2search {
namespace {

using Runs = std::vector<std::pair<Region, std::vector<std::uint32_t>>>;

std::string write(const Runs& runs) {
  TokenStreamWriter writer;
  for (const auto& [region, words] : runs) {
    writer.begin(region);
    for (const std::uint32_t word : words) writer.add(word);
  }
  return writer.finish();
}

Runs read(std::string_view stream) {
  Runs runs;
  TokenStreamReader reader(stream);
  while (reader.next()) {
    auto& words = runs.emplace_back(reader.region(), std::vector<std::uint32_t>{}).second;
    for (std::uint32_t i = 0; i < reader.count(); ++i) words.push_back(reader.word(i));
  }
  return runs;
}

TEST(TokenStream, GivesBackRandomRuns) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    Runs runs(random() % 12);
    for (auto& [region, words] : runs) {
      region = static_cast<Region>(random() % 13);
      words.resize(1 + random() % 300);
      for (std::uint32_t& word : words) word = random() % 10 == 0 ? kNoWord : static_cast<std::uint32_t>(random());
    }
    ASSERT_EQ(read(write(runs)), runs);
  }
}

TEST(TokenStream, RegionsWithoutWordsLeaveNoTrace) {
  EXPECT_EQ(write({}), "");
  EXPECT_EQ(write({{Region::title, {}}, {Region::abstract, {}}}), "");
  const Runs runs = {{Region::title, {}}, {Region::abstract, {7}}, {Region::keyword, {}}, {Region::keyword, {8}}};
  const Runs expected = {{Region::abstract, {7}}, {Region::keyword, {8}}};
  EXPECT_EQ(read(write(runs)), expected);
}

TEST(TokenStream, SignatureHoldsEveryPairAndFewOthers) {
  std::mt19937 random(2);
  std::size_t wrong = 0;
  std::size_t asked = 0;
  for (int round = 0; round < 100; ++round) {
    Runs runs = {{Region::title, {}}, {Region::abstract, {}}};
    for (auto& [region, words] : runs) {
      words.resize(2 + random() % 200);
      for (std::uint32_t& word : words) word = 1 + static_cast<std::uint32_t>(random() % 1'000'000);
    }
    const std::string stream = write(runs);
    for (const auto& [region, words] : runs) {
      for (std::size_t i = 1; i < words.size(); ++i) {
        ASSERT_TRUE(may_hold_pair(stream, pair_hash(words[i - 1], words[i])));
        wrong += may_hold_pair(stream, pair_hash(words[i], words[i - 1])) ? 1 : 0;
        ++asked;
      }
    }
  }
  EXPECT_LT(wrong * 3, asked);
  EXPECT_FALSE(may_hold_pair("", 1));
  EXPECT_FALSE(may_hold_pair(std::string(4, '\xff'), 1));  // claims more bits than there are
  EXPECT_FALSE(may_hold_pair(write({{Region::title, {5}}}), pair_hash(5, 5)));
}

TEST(TokenStream, WriterIsEmptyAfterwards) {
  TokenStreamWriter writer;
  writer.begin(Region::title);
  writer.add(1);
  EXPECT_EQ(read(writer.finish()), (Runs{{Region::title, {1}}}));
  EXPECT_EQ(writer.finish(), "");
  writer.begin(Region::body);
  writer.add(2);
  EXPECT_EQ(read(writer.finish()), (Runs{{Region::body, {2}}}));
}

TEST(TokenStream, SplitsARegionThatIsTooLongToCount) {
  constexpr std::uint32_t kMost = (1u << 24) - 1;
  TokenStreamWriter writer;
  writer.begin(Region::body);
  for (std::uint32_t i = 0; i < kMost + 5; ++i) writer.add(i);
  const std::string stream = writer.finish();
  TokenStreamReader reader(stream);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.region(), Region::body);
  EXPECT_EQ(reader.count(), kMost);
  EXPECT_EQ(reader.word(kMost - 1), kMost - 1);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.region(), Region::body);
  EXPECT_EQ(reader.count(), 5u);
  EXPECT_EQ(reader.word(0), kMost);
  EXPECT_FALSE(reader.next());
}

// Copies of the exact size, so that a sanitizer sees a read beyond the end.
std::size_t words_in(std::string_view stream) {
  const std::vector<char> copy(stream.begin(), stream.end());
  std::size_t words = 0;
  for (const auto& [region, run] : read({copy.data(), copy.size()})) words += run.size();
  return words;
}

TEST(TokenStream, CutAnywhereEndsEarly) {
  const std::string stream = write({{Region::title, {1, 2, 3}}, {Region::abstract, {4}}, {Region::keyword, {5, 6}}});
  const std::size_t whole[] = {24, 32, 44};  // bytes up to the end of each run, after a signature of one word
  for (std::size_t bytes = 0; bytes <= stream.size(); ++bytes) {
    const std::size_t expected = bytes >= whole[2] ? 6u : bytes >= whole[1] ? 4u : bytes >= whole[0] ? 3u : 0u;
    EXPECT_EQ(words_in(std::string_view(stream).substr(0, bytes)), expected) << bytes;
  }
}

TEST(TokenStream, NonsenseEndsSomewhere) {
  std::mt19937 random(2);
  for (int round = 0; round < 5000; ++round) {
    std::string stream(random() % 60, '\0');
    for (char& c : stream) c = static_cast<char>(random() % 4 == 0 ? random() : 0);
    EXPECT_LE(words_in(stream), stream.size() / 4);
  }
}

TEST(TokenStream, IsLaidOutAsTheFormatSays) {
  EXPECT_EQ(write({{Region::abstract, {0x04030201}}}),
            std::string("\x00\x00\x00\x00\x02\x01\x00\x00\x01\x02\x03\x04", 12));
  EXPECT_EQ(write({{Region::title, {1, 2}}}).substr(0, 4), std::string("\x01\x00\x00\x00", 4));
}

// The hash is part of the index format.
// Shifting by such a number took it for another region.
TEST(TokenStream, ANumberWithoutARegionIsInNoSet) {
  TokenStreamWriter writer;
  writer.begin(static_cast<Region>(192));
  writer.add(word_hash("lupus"));
  const std::string stream = writer.finish();
  TokenStreamReader reader(stream);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(region_bit(reader.region()), 0u);
  EXPECT_NE(region_bit(Region::conflict_of_interest), 0u);
}

TEST(WordHash, StaysAsItIs) {
  EXPECT_EQ(word_hash("lupus"), 3965208026u);
  EXPECT_EQ(word_hash("il"), 3372237609u);
  EXPECT_NE(word_hash(""), kNoWord);
}

TEST(WordHash, TellsTheWordsOfAVocabularyApart) {
  std::vector<std::uint32_t> hashes;
  for (int i = 0; i < 20'000; ++i) hashes.push_back(word_hash("word" + std::to_string(i)));
  EXPECT_THAT(hashes, testing::Not(testing::Contains(kNoWord)));
  std::sort(hashes.begin(), hashes.end());
  // Two of 20,000 collide by chance in one of twenty vocabularies.
  EXPECT_GE(std::unique(hashes.begin(), hashes.end()) - hashes.begin(), 19'998);
}

}  // namespace
}  // namespace il2search
