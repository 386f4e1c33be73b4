// PhraseMatcher against a scan of the words.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "query/match/phrase_matcher.h"
#include "tests/storage/test_index.h"
#include "tests/storage/token_documents.h"

namespace il2search::plan {
namespace {

using test::TokenText;

bool matches(const Phrase::Choice& choice, const std::string& word) {
  return !word.empty() && std::find(choice.begin(), choice.end(), word) != choice.end();
}

bool occurs_at(const std::vector<Phrase::Choice>& unit, const std::vector<std::string>& words, std::size_t at) {
  if (at + unit.size() > words.size()) return false;
  for (std::size_t i = 0; i < unit.size(); ++i)
    if (!matches(unit[i], words[at + i])) return false;
  return true;
}

// Tries every place of every unit, for at most two units.
bool expected(const Phrase& phrase, const TokenText& text) {
  const auto& first = phrase.units.front();
  const auto& second = phrase.units.back();
  for (const auto& [region, words] : text) {
    if ((region_bit(region) & phrase.regions) == 0) continue;
    for (std::size_t a = 0; a < words.size(); ++a) {
      if (!occurs_at(first, words, a)) continue;
      if (phrase.units.size() == 1) return true;
      for (std::size_t b = 0; b < words.size(); ++b) {
        if (!occurs_at(second, words, b)) continue;
        const bool overlap = a < b + second.size() && b < a + first.size();
        const std::size_t span = std::max(a + first.size(), b + second.size()) - std::min(a, b);
        if (!overlap && span <= first.size() + second.size() + *phrase.within) return true;
      }
    }
  }
  return false;
}

class RandomPhrases {
 public:
  RandomPhrases(unsigned seed, const std::vector<TokenText>& texts) : random_(seed), texts_(texts) {}

  Phrase next() {
    Phrase phrase;
    phrase.units.push_back(unit());
    if (random_() % 3 == 0) {
      phrase.units.push_back(unit());
      phrase.within = random_() % 6;
    }
    phrase.regions = random_() % 2 == 0 ? ~RegionSet{0} : static_cast<RegionSet>(random_());
    phrase.anchor = random_() % phrase.units.front().size();
    return phrase;
  }

 private:
  // Mostly words that follow each other in some text.
  std::vector<Phrase::Choice> unit() {
    std::vector<Phrase::Choice> unit;
    const TokenText& text = texts_[random_() % texts_.size()];
    const std::size_t size = 1 + random_() % 3;
    if (!text.empty()) {
      const auto& words = text[random_() % text.size()].second;
      const std::size_t at = random_() % words.size();
      for (std::size_t i = at; i < std::min(words.size(), at + size) && !words[i].empty(); ++i)
        unit.push_back({words[i]});
    }
    if (unit.empty()) unit.push_back({"w0"});
    for (Phrase::Choice& choice : unit)
      while (random_() % 4 == 0) choice.push_back("w" + std::to_string(random_() % 30));
    return unit;
  }

  std::mt19937 random_;
  const std::vector<TokenText>& texts_;
};

TEST(PhraseMatcher, AgreesWithAScan) {
  const test::TestFolder folder;
  const std::vector<TokenText> texts = test::random_token_texts(1, 400, 30);
  test::write_token_texts(folder / "t", texts);
  const TokenFile file(folder / "t");
  RandomPhrases phrases(2, texts);
  std::size_t found = 0;
  for (int round = 0; round < 1000; ++round) {
    const Phrase phrase = phrases.next();
    PhraseMatcher matcher(phrase, file.words());
    for (std::uint32_t docid = 1; docid <= file.size(); ++docid) {
      const bool wanted = expected(phrase, texts[docid - 1]);
      ASSERT_EQ(matcher.matches(file.stream(docid)), wanted) << "round " << round << ", document " << docid;
      found += wanted ? 1 : 0;
    }
  }
  EXPECT_GT(found, 20'000u);
}

// The bytes between regions may look like words.
TEST(PhraseMatcher, FindsNothingAcrossRegions) {
  const test::TestFolder folder;
  std::vector<TokenText> texts;
  for (int size = 1; size < 60; ++size)
    texts.push_back({{Region::title, std::vector<std::string>(static_cast<std::size_t>(size), "a")},
                     {static_cast<Region>(size % 13), {"b", "w" + std::to_string(size)}},
                     {Region::keyword, {"c"}}});
  test::write_token_texts(folder / "t", texts);
  const TokenFile file(folder / "t");
  std::vector<std::string> words;
  for (WordList::Cursor at(file.words()); !at.at_end(); at.next()) words.emplace_back(at.word());
  for (const std::string& first : words) {
    for (const std::string& second : words) {
      const Phrase phrase{{{{first}, {second}}}, std::nullopt, ~RegionSet{0}, 1};
      PhraseMatcher matcher(phrase, file.words());
      for (std::uint32_t docid = 1; docid <= file.size(); ++docid)
        ASSERT_EQ(matcher.matches(file.stream(docid)), expected(phrase, texts[docid - 1])) << first << " " << second;
    }
  }
}

}  // namespace
}  // namespace il2search::plan
