// Analysis speed: MB of text per second of processor time, stems included.
//
//   zcat pubmed.xml.gz | analysis_bench        titles and abstracts of PubMed XML
//   analysis_bench < abstracts.txt             otherwise, one text per line
//
// Extracting the texts is not timed. Three rounds: one with a fresh analyzer (every word is new), and two with the same
// analyzer again, as in the middle of a load.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace {

// The texts between <tag ...> and </tag> without inline markup. Good enough to measure; the readers do it properly.
void take_elements(std::string_view xml, std::string_view tag, std::vector<std::string>& texts) {
  const auto open = fmt::format("<{}", tag);
  const auto close = fmt::format("</{}>", tag);
  for (auto at = xml.find(open); at != std::string_view::npos; at = xml.find(open, at)) {
    const auto begin = xml.find('>', at);
    const auto end = xml.find(close, at);
    if (begin == std::string_view::npos || end == std::string_view::npos) return;
    at = end;
    std::string text;
    bool markup = false;
    for (char c : xml.substr(begin + 1, end - std::min(end, begin + 1))) {
      if (c == '<') markup = true;
      if (!markup) text += c;
      if (c == '>') markup = false;
    }
    texts.push_back(std::move(text));
  }
}

std::vector<std::string> take_texts(std::string_view input) {
  std::vector<std::string> texts;
  if (input.starts_with('<')) {
    take_elements(input, "ArticleTitle", texts);
    take_elements(input, "AbstractText", texts);
    return texts;
  }
  for (std::size_t at = 0; at < input.size();) {
    const auto end = std::min(input.find('\n', at), input.size());
    if (end > at) texts.emplace_back(input.substr(at, end - at));
    at = end + 1;
  }
  return texts;
}

struct Round {
  double seconds = 0;
  std::size_t tokens = 0;
  std::size_t parts = 0;
};

Round run(il2search::Analyzer& analyzer, const std::vector<std::string>& texts) {
  const auto start = std::clock();
  Round round;
  for (const auto& text : texts) {
    const auto& tokens = analyzer.analyze(text);
    round.tokens += tokens.size();
    round.parts += tokens.empty() ? 0 : tokens.back().position + 1;
  }
  round.seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return round;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  const std::string input{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  const auto texts = take_texts(input);
  std::size_t bytes = 0;
  for (const auto& text : texts) bytes += text.size();
  if (bytes == 0) {
    fmt::print(stderr, "analysis_bench: no text on standard input\n");
    return 2;
  }
  il2search::Analyzer analyzer;
  const double mb = static_cast<double>(bytes) / 1e6;
  fmt::print("{} texts, {:.1f} MB\n", texts.size(), mb);
  for (const char* name : {"cold", "warm", "warm"}) {
    const auto round = run(analyzer, texts);
    fmt::print("{}: {:7.1f} MB/s  {:5.1f} ns/byte  {} tokens, {} parts\n", name, mb / round.seconds,
               round.seconds * 1e9 / static_cast<double>(bytes), round.tokens, round.parts);
  }
}
