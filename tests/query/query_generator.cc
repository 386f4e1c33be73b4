// Random queries: see query_generator.h.
#include "tests/query/query_generator.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/ascii.h"

namespace il2search::oracle {
namespace {

constexpr unsigned kMaxDepth = 3;

// Whether the word is read as it is anywhere in a query: it has only letters and digits of ASCII.
bool is_plain(const std::string& term) {
  return !term.empty() &&
         std::all_of(term.begin(), term.end(), [](char c) { return ascii::is_lower(c) || ascii::is_digit(c); });
}

}  // namespace

QueryGenerator::QueryGenerator(const std::vector<AnalyzedDocument>& documents, std::uint32_t seed) : random_(seed) {
  for (const AnalyzedDocument& document : documents) {
    for (const Text& text : document.texts) {
      texts_.push_back(&text);
      for (const WordPart& part : text.parts) {
        if (is_plain(part.term) && !Analyzer::is_stop_word(part.term)) words_.push_back(part.term);
      }
    }
  }
  if (words_.empty()) throw std::invalid_argument("no words to make queries of");
}

std::size_t QueryGenerator::below(std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
}

const Text& QueryGenerator::any_text() { return *texts_[below(texts_.size())]; }

std::string QueryGenerator::any_word() { return words_[below(words_.size())]; }

// At least three letters of the word and a star, or the word itself if it is too short.
std::string QueryGenerator::truncated(const std::string& word) {
  return word.size() < 4 ? word : word.substr(0, 3 + below(word.size() - 3)) + "*";
}

std::string QueryGenerator::run() {
  std::string words = below(4) == 0 ? truncated(any_word()) : any_word();
  if (below(3) == 0) words += (below(4) == 0 ? " the " : " ") + any_word();
  return words;
}

// Consecutive words of some text, sometimes with another word among them or with the last one truncated.
std::string QueryGenerator::phrase() {
  const Text& text = any_text();
  const std::size_t length = 1 + below(4);
  const std::size_t start = below(text.parts.size());
  std::string words;
  for (std::size_t i = start; i < std::min(start + length, text.parts.size()); ++i) {
    std::string word = is_plain(text.parts[i].term) ? text.parts[i].term : any_word();
    if (below(12) == 0) word = any_word();
    if (i + 1 == start + length && below(3) == 0) word = truncated(word);
    words += (words.empty() ? "" : " ") + word;
  }
  return "\"" + words + "\"";
}

// Two or three words from nearby positions of a text, in any order.
std::string QueryGenerator::near_words() {
  const Text& text = any_text();
  const std::size_t middle = below(text.parts.size());
  std::string words;
  for (std::size_t count = 2 + below(2); count > 0; --count) {
    const std::size_t at = std::min(middle + below(7), text.parts.size() - 1);
    std::string word = is_plain(text.parts[at].term) ? text.parts[at].term : any_word();
    if (below(6) == 0) word = truncated(word);
    words += (words.empty() ? "" : " ") + word;
  }
  return "\"" + words + "\"~" + std::to_string(below(7));
}

std::string QueryGenerator::in_field(const std::string& clause, bool single) {
  static constexpr std::array<const char*, 4> kTags = {"[ti]", "[ab]", "[tiab]", "[ot]"};
  static constexpr std::array<const char*, 4> kPrefixes = {"title:", "abstract:", "tiab:", "keyword:"};
  const std::size_t field = below(kTags.size());
  return single && below(2) == 0 ? kPrefixes[field] + clause : clause + kTags[field];
}

std::string QueryGenerator::leaf() {
  const std::size_t kind = below(4);
  std::string text = kind < 2 ? run() : kind == 2 ? phrase() : near_words();
  const bool single = text.find(' ') == std::string::npos || text.front() == '"';
  return below(3) == 0 ? in_field(text, single) : text;
}

std::string QueryGenerator::clause(unsigned depth) {
  if (depth == 0 || below(3) == 0) return leaf();
  static constexpr std::array<const char*, 5> kOperators = {" AND ", " AND ", " OR ", " OR ", " NOT "};
  std::string text = clause(depth - 1);
  for (std::size_t count = 1 + below(2); count > 0; --count) {
    text += kOperators[below(kOperators.size())] + clause(depth - 1);
  }
  text = "(" + text + ")";
  return below(6) == 0 ? in_field(text, true) : text;
}

std::string QueryGenerator::next() { return clause(static_cast<unsigned>(below(kMaxDepth + 1))); }

}  // namespace il2search::oracle
