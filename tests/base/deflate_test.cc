// Deflated strings inflate again; damaged bytes and wrong sizes are refused.
#include "base/deflate.h"

#include <gtest/gtest.h>

#include <random>

#include <il2search/error.h>

namespace il2search {
namespace {

std::string words(std::size_t bytes) {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < bytes) text += "word" + std::to_string(random() % 1000) + " ";
  text.resize(bytes);
  return text;
}

TEST(Deflate, RoundTrips) {
  Deflater deflater;
  for (const std::string& text : {std::string(), std::string("a"), std::string("\0\xFF", 2), words(1000),
                                  words(3 << 20), std::string(10 << 20, 'x'), words(10)}) {
    const std::string stored = deflater.deflate(text);
    EXPECT_EQ(inflated(stored, text.size()), text) << text.size();
    EXPECT_LE(stored.size(), text.size() + text.size() / 100 + 16);
  }
  EXPECT_LT(deflater.deflate(words(100'000)).size(), 50'000u);
}

TEST(Deflate, AppendsToAPrefix) {
  Deflater deflater;
  const std::string deflated = deflater.deflate(words(500));
  EXPECT_EQ(deflater.deflate(words(500), "before"), "before" + deflated);
}

TEST(Deflate, ADeflaterCanMove) {
  Deflater first;
  first.deflate(words(100));
  Deflater second = std::move(first);
  EXPECT_EQ(inflated(second.deflate(words(100)), 100), words(100));
}

TEST(Deflate, OtherBytesAndSizesAreRefused) {
  Deflater deflater;
  const std::string text = words(5000);
  const std::string stored = deflater.deflate(text);
  const struct {
    const char* what;
    std::string bytes;
    std::uint64_t size;
  } cases[] = {
      {"nothing", "", 0},
      {"no deflate stream", "\xFF\xFF\xFF\xFF", 5},
      {"cut", stored.substr(0, stored.size() - 1), text.size()},
      {"a size too small", stored, text.size() - 1},
      {"a size too large", stored, text.size() + 1},
      {"a size that so few bytes cannot have", stored, stored.size() * 1033},
      {"a size over the cap", stored, kMaxInflatedBytes + 1},
      {"a size beyond all", stored, ~std::uint64_t{0}},
  };
  for (const auto& c : cases) EXPECT_EQ(inflated(c.bytes, c.size), std::nullopt) << c.what;
}

TEST(Deflate, RefusesMoreThanItCouldInflate) {
  const std::string text(kMaxInflatedBytes + 1, 'x');
  try {
    Deflater().deflate(text);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace il2search
