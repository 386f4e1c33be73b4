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

using Numbers = std::vector<std::uint32_t>;
using Runs = std::vector<std::pair<Region, Numbers>>;

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
  RegionReader reader(stream);
  while (reader.next()) decode_words(reader.codes(), runs.emplace_back(reader.region(), Numbers{}).second);
  return runs;
}

std::uint32_t random_number(std::mt19937& random) {
  return static_cast<std::uint32_t>(random()) >> random() % 32 & (kMaxWordNumber >> 1);
}

Runs random_runs(std::mt19937& random) {
  Runs runs(random() % 12);
  for (auto& [region, words] : runs) {
    region = static_cast<Region>(random() % 13);
    words.resize(1 + random() % 300);
    for (std::uint32_t& word : words) word = random() % 10 == 0 ? kNoWord : random_number(random);
  }
  return runs;
}

// The numbers at which codes get longer.
TEST(WordCode, IsAsLongAsTheFormatSays) {
  const std::pair<std::uint32_t, std::string> rows[] = {
      {0, std::string(1, '\0')},
      {1, "\x01"},
      {63, "\x3f"},
      {64, "\x40\x80"},
      {7'103, "\x76\xff"},
      {7'104, "\x77\x80\x80"},
      {105'407, "\x7c\xff\xff"},
      {105'408, "\x7d\x80\x80\x80"},
      {4'299'711, "\x7e\xff\xff\xff"},
      {4'299'712, "\x7f\x80\x80\x80\x80"},
      {kMaxWordNumber, "\x7f\xff\xff\xff\xff"},
  };
  for (const auto& [number, code] : rows) {
    std::string written;
    put_word(written, number);
    EXPECT_EQ(written, code) << number;
    const char* at = code.data();
    EXPECT_EQ(get_word(at, code.data() + code.size()), number);
    EXPECT_EQ(at, code.data() + code.size());
  }
}

// So a search for the bytes of some codes finds only whole codes.
TEST(WordCode, NoCodeOccursWithinOthers) {
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    std::vector<std::size_t> starts;
    for (int i = 0; i < 6; ++i) {
      starts.push_back(text.size());
      put_word(text, random_number(random));
    }
    std::string code;
    put_word(code, random_number(random) % 200);
    for (std::size_t at = text.find(code); at != std::string::npos; at = text.find(code, at + 1))
      ASSERT_THAT(starts, testing::Contains(at));
  }
}

TEST(TokenStream, GivesBackRandomRuns) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const Runs runs = random_runs(random);
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

// Copies of the exact size, so that a sanitizer sees a read beyond the end.
std::size_t words_in(std::string_view stream) {
  const std::vector<char> copy(stream.begin(), stream.end());
  std::size_t words = 0;
  for (const auto& [region, run] : read({copy.data(), copy.size()})) words += run.size();
  return words;
}

TEST(TokenStream, CutAnywhereEndsEarly) {
  const std::string stream = write({{Region::title, {1, 2, 3}}, {Region::abstract, {4}}, {Region::keyword, {5, 600}}});
  const std::size_t whole[] = {5, 8, 13};  // bytes up to the end of each run
  ASSERT_EQ(stream.size(), whole[2]);
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
    EXPECT_LE(words_in(stream), stream.size());
  }
}

TEST(TokenStream, IsLaidOutAsTheFormatSays) {
  EXPECT_EQ(write({{Region::abstract, {64}}}), std::string("\x02\x02\x40\x80", 4));
  EXPECT_EQ(write({{Region::title, {1, 2}}}), std::string("\x00\x02\x01\x02", 4));
}

// Shifting by such a number took it for another region.
TEST(TokenStream, ANumberWithoutARegionIsInNoSet) {
  const std::string stream = write({{static_cast<Region>(192), {1}}});
  const Runs runs = read(stream);
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(region_bit(runs.front().first), 0u);
  EXPECT_NE(region_bit(Region::conflict_of_interest), 0u);
}

TEST(RenumberWords, ChangesNothingElse) {
  std::mt19937 random(4);
  for (int round = 0; round < 100; ++round) {
    const Runs runs = random_runs(random);
    Runs expected = runs;
    for (auto& [region, words] : expected)
      for (std::uint32_t& word : words) word = word == kNoWord ? kNoWord : word / 2 + 1;
    const std::string stream = write(runs);
    std::string renumbered;
    ASSERT_TRUE(renumber_words(
        stream, kMaxWordNumber, [](std::uint32_t number) { return number / 2 + 1; }, renumbered));
    EXPECT_EQ(read(renumbered), expected);
  }
}

TEST(RenumberWords, RefusesMalformedStreams) {
  const std::string stream = write({{Region::title, {1, 2, 300}}, {Region::keyword, {9'000}}});
  const auto accepts = [](std::string_view bytes, std::uint32_t limit) {
    std::string ignored;
    return renumber_words(
        bytes, limit, [](std::uint32_t number) { return number; }, ignored);
  };
  EXPECT_TRUE(accepts(stream, 9'001));
  EXPECT_FALSE(accepts(stream, 9'000));
  EXPECT_TRUE(accepts("", 1));
  const std::size_t first_region = 2 + 4;
  for (std::size_t bytes = 1; bytes < stream.size(); ++bytes) {
    EXPECT_EQ(accepts(stream.substr(0, bytes), 9'001), bytes == first_region) << bytes;
  }
  std::string no_lead = stream;
  no_lead[2] = '\x80';
  EXPECT_FALSE(accepts(no_lead, 9'001));
}

}  // namespace
}  // namespace il2search
