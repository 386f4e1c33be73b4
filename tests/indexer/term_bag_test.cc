// TermBag: every term once, with its count; long terms are cut at a character boundary.
#include <map>
#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "indexer/documents/document_limits.h"
#include "indexer/documents/term_bag.h"
#include "schema/field_table.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

using Counts = std::map<std::string, std::pair<std::uint32_t, int>>;  // wdf, seen

Counts counts_of(const TermBag& bag) {
  Counts counts;
  for (const TermBag::Entry& entry : bag.entries()) {
    const bool is_new = counts.emplace(bag.term(entry), std::pair(entry.wdf, int{entry.seen})).second;
    EXPECT_TRUE(is_new) << bag.term(entry);
  }
  return counts;
}

TEST(TermBag, CountsLikeAMap) {
  std::mt19937 random(1);
  TermBag bag;
  for (int document = 0; document < 20; ++document) {
    bag.clear();
    Counts expected;
    // From a few terms to more than the initial slots of the table, and back.
    const unsigned vocabulary = document % 3 == 0 ? 60'000 : 300;
    for (int i = 0; i < 30'000; ++i) {
      const std::string prefix = random() % 2 == 0 ? "Z" : "";
      const std::string text = "w" + std::to_string(random() % vocabulary);
      const auto wdf = static_cast<std::uint32_t>(random() % 3);
      const auto seen = static_cast<std::uint8_t>(1u << random() % 3);
      bag.add(prefix, text, wdf, seen);
      auto& [count, where] = expected[prefix + text];
      count += wdf;
      where |= seen;
    }
    ASSERT_EQ(counts_of(bag), expected) << "document " << document;
  }
}

TEST(TermBag, PrefixAndTextAreOneTerm) {
  TermBag bag;
  bag.add("Za", "b", 1);
  bag.add("Z", "ab", 2);
  bag.add("", "Zab", 4);
  EXPECT_EQ(counts_of(bag), (Counts{{"Zab", {7, 0}}}));
}

TEST(TermBag, CutsLongTermsAtACharacterBoundary) {
  const std::size_t space = kMaxTermBytes - 1;
  const std::string accents = [] {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "\xc3\xa9";
    return text;
  }();
  TermBag bag;
  bag.add("P", std::string(space, 'x'), 1);
  bag.add("P", std::string(space + 1, 'x'), 1);
  bag.add("P", std::string(100'000, 'x'), 1);
  bag.add("P", accents, 1);
  bag.add("PP", accents, 1);
  EXPECT_EQ(counts_of(bag), (Counts{{"P" + std::string(space, 'x'), {3, 0}},
                                    {"P" + accents.substr(0, space / 2 * 2), {1, 0}},
                                    {"PP" + accents.substr(0, (space - 1) / 2 * 2), {1, 0}}}));
}

TEST(TermBag, HasSpaceForTheLongestIdAfterItsPrefix) {
  EXPECT_GE(kMaxTermBytes, kMaxIdBytes + 2);
  EXPECT_LE(kMaxTermBytes, 245u);
}

}  // namespace
}  // namespace il2search
