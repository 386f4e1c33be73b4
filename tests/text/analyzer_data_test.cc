// The analyzer on real abstracts: properties that must hold for every word, whatever the tables contain.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/base/data_folder.h"
#include "tests/text/analyzer_text.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

class AnalyzerData : public DataFolderTest {
 protected:
  // One text per record.
  static const std::vector<std::string>& texts() {
    static const std::vector<std::string> all = read("retrieval/scifact/corpus.jsonl.gz");
    return all;
  }

  void SetUp() override {
    DataFolderTest::SetUp();
    if (!test_data_folder().empty()) {
      ASSERT_FALSE(texts().empty());
    }
  }

 private:
  static std::vector<std::string> read(const char* name) {
    std::vector<std::string> lines;
    gzFile file = gzopen(data(name).c_str(), "rb");
    if (file == nullptr) return lines;
    std::string line;
    for (int c = gzgetc(file); c >= 0; c = gzgetc(file)) {
      if (c != '\n') line += static_cast<char>(c);
      if (c == '\n') lines.push_back(std::exchange(line, {}));
    }
    gzclose(file);
    return lines;
  }
};

TEST_F(AnalyzerData, CuttingAPartAgainGivesThatPart) {
  Analyzer analyzer;
  std::set<std::string> all;
  for (const auto& text : texts()) {
    for (const auto& part : parts(analyzer, text)) all.insert(part);
  }
  EXPECT_GT(all.size(), 20'000u);
  for (const auto& part : all) EXPECT_EQ(parts(analyzer, part), std::vector<std::string>{part});
}

TEST_F(AnalyzerData, EveryFormOfAStemIsReachedFromEveryOther) {
  Analyzer analyzer;
  std::map<std::string, std::set<std::string>> families;
  for (const auto& text : texts()) {
    for (const auto& token : analyzer.analyze(text)) {
      if (token.kind == TokenKind::part) families[std::string(token.stem)].emplace(token.term);
    }
  }
  for (const auto& [stem, forms] : families) {
    const auto prefix = stem_prefix(stem);
    for (const auto& form : forms) {
      if (form.starts_with(prefix)) continue;
      for (const auto& other : forms) {
        const auto listed = inflections(other);
        EXPECT_TRUE(other == form || std::find(listed.begin(), listed.end(), form) != listed.end())
            << form << " from " << other << " by " << prefix;
      }
    }
  }
}

TEST_F(AnalyzerData, TokensOfRealTextsAreSound) {
  Analyzer analyzer;
  for (const auto& text : texts()) {
    std::uint32_t position = 0;
    std::uint32_t part_start = 0;
    for (const auto& token : analyzer.analyze(text)) {
      ASSERT_GE(token.position, position);
      ASSERT_LT(token.start, token.end);
      ASSERT_LE(token.end, text.size());
      ASSERT_FALSE(token.term.empty());
      position = token.position;
      if (token.kind != TokenKind::part) continue;
      ASSERT_GE(token.start, part_start);
      part_start = token.start;
    }
  }
}

}  // namespace
}  // namespace il2search
