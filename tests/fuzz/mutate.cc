// Mutations that readers are likely to fail on: truncated and doubled structures, broken UTF-8, long runs.
#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace il2search::fuzz {
namespace {

using namespace std::string_view_literals;

constexpr std::array kWords = {"<"sv,
                               "</"sv,
                               "/>"sv,
                               "<!--"sv,
                               "<![CDATA["sv,
                               "&"sv,
                               "&alpha;"sv,
                               "&#0;"sv,
                               "&#x110000;"sv,
                               "<PMID>"sv,
                               "<PubmedArticle>"sv,
                               "</MedlineCitation>"sv,
                               "PMID- "sv,
                               "\r\n"sv,
                               "\n\n"sv,
                               "      "sv,
                               "{"sv,
                               "}"sv,
                               "[["sv,
                               "]"sv,
                               "\""sv,
                               "\\u0000"sv,
                               "\\ud800"sv,
                               "null"sv,
                               "1e999"sv,
                               "\xff"sv,
                               "\xc0\xaf"sv,
                               "\xed\xa0\x80"sv,
                               "\xe2\x80\x93"sv,
                               "\0"sv,
                               "("sv,
                               ")"sv,
                               " AND "sv,
                               " OR "sv,
                               " NOT "sv,
                               "*"sv,
                               "?"sv,
                               "[ti]"sv,
                               "mesh:"sv,
                               "\"~9"sv,
                               ":"sv,
                               ".."sv,
                               "# "sv,
                               "## "sv,
                               "**"sv,
                               "- "sv,
                               "Abstract"sv,
                               "9999999999999999999"sv,
                               "-1"sv,
                               "\xef\xbb\xbf"sv};

std::size_t below(std::size_t end, std::mt19937& random) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

std::string_view piece(std::string_view text, std::mt19937& random) {
  if (text.empty()) return text;
  const std::size_t start = below(text.size(), random);
  return text.substr(start, 1 + below(std::min<std::size_t>(text.size() - start, 400), random));
}

void change_once(std::string& text, const std::vector<std::string>& seeds, std::mt19937& random) {
  const std::size_t at = below(text.size() + 1, random);
  switch (below(7, random)) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(below(256, random));
      break;
    case 1: text.erase(at, 1 + below(40, random)); break;
    case 2: text.erase(at); break;
    case 3: text.insert(at, std::string(piece(text, random))); break;
    case 4: text.insert(at, piece(seeds[below(seeds.size(), random)], random)); break;
    case 5: text.insert(at, kWords[below(kWords.size(), random)]); break;
    default: {
      const std::string_view word = kWords[below(kWords.size(), random)];
      const std::size_t times = below(300, random);
      std::string run;
      for (std::size_t i = 0; i < times; ++i) run += word;
      text.insert(at, run);
    }
  }
}

}  // namespace

std::string mutate(const std::vector<std::string>& seeds, std::size_t max_bytes, std::mt19937& random) {
  std::string text = seeds[below(seeds.size(), random)].substr(0, max_bytes);
  for (std::size_t changes = 1 + below(6, random); changes > 0; --changes) change_once(text, seeds, random);
  if (text.size() > max_bytes) text.resize(max_bytes);
  return text;
}

}  // namespace il2search::fuzz
