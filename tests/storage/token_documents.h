// Documents as token files have them, with their words spelled out.
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/string_table.h"
#include "storage/token_file.h"
#include "storage/token_stream.h"

namespace il2search::test {

using TokenText = std::vector<std::pair<Region, std::vector<std::string>>>;  // "" is a gap

// Words are frequent or rare, as in texts.
inline std::vector<TokenText> random_token_texts(unsigned seed, std::size_t count, unsigned words = 400) {
  std::mt19937 random(seed);
  std::vector<TokenText> texts(count);
  for (TokenText& text : texts) {
    text.resize(random() % 5);
    for (auto& [region, run] : text) {
      region = static_cast<Region>(random() % 13);
      run.resize(1 + random() % 30);
      for (std::string& word : run)
        word = random() % 40 == 0 ? "" : "w" + std::to_string(random() % (1 + random() % words));
    }
  }
  return texts;
}

inline std::string token_stream(const TokenText& text, StringTable& words) {
  TokenStreamWriter writer;
  for (const auto& [region, run] : text) {
    writer.begin(region);
    for (const std::string& word : run) writer.add(word.empty() ? kNoWord : words.add(word) + 1);
  }
  return writer.finish();
}

// Hands over the documents in batches of this many.
inline void append_token_texts(TokenFileWriter& writer, const std::vector<TokenText>& texts, std::size_t batch) {
  for (std::size_t from = 0; from < texts.size(); from += batch) {
    StringTable words;
    std::vector<std::string> streams;
    for (std::size_t i = from; i < std::min(texts.size(), from + batch); ++i)
      streams.push_back(token_stream(texts[i], words));
    writer.append(std::vector<std::string_view>(streams.begin(), streams.end()), words);
  }
}

inline void write_token_texts(const std::string& path, const std::vector<TokenText>& texts, std::size_t batch = 800) {
  TokenFileWriter writer(path);
  append_token_texts(writer, texts, batch);
  writer.finish();
}

}  // namespace il2search::test
