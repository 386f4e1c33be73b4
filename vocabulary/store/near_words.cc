// A walk over the spelling words that begin with the same letter.
#include "vocabulary/store/near_words.h"

#include <algorithm>
#include <tuple>

#include "base/edit_distance.h"

namespace il2search {
namespace {

constexpr std::size_t kShortWord = 5;

struct RankedWord {
  NearWord near;
  Xapian::doccount frequency = 0;
};

bool is_nearer(const RankedWord& a, const RankedWord& b) {
  return std::tie(a.near.distance, b.frequency, a.near.word) < std::tie(b.near.distance, a.frequency, b.near.word);
}

std::size_t difference(std::size_t a, std::size_t b) { return a < b ? b - a : a - b; }

std::vector<RankedWord> words_beginning_alike(const Xapian::Database& database, const std::string& word,
                                              unsigned most) {
  std::vector<RankedWord> found;
  auto candidate = database.spellings_begin();
  const auto end = database.spellings_end();
  if (candidate != end) candidate.skip_to(word.substr(0, 1));
  for (; candidate != end; ++candidate) {
    const std::string other = *candidate;
    if (other.front() != word.front()) break;
    if (other == word || difference(other.size(), word.size()) > most) continue;
    const unsigned distance = edit_distance(word, other, most);
    if (distance <= most) found.push_back({{other, distance}, candidate.get_termfreq()});
  }
  return found;
}

}  // namespace

std::vector<NearWord> near_words(const Xapian::Database& database, const std::string& word, std::size_t limit) {
  const unsigned most = word.size() <= kShortWord ? 1 : 2;
  std::vector<RankedWord> found;
  if (!word.empty()) found = words_beginning_alike(database, word, most);
  const std::string suggested = database.get_spelling_suggestion(word, most);
  if (!suggested.empty() && suggested.front() != word.front())
    found.push_back({{suggested, edit_distance(word, suggested, most)}, 0});
  std::sort(found.begin(), found.end(), is_nearer);
  std::vector<NearWord> words{{word, 0}};
  for (RankedWord& ranked : found)
    if (words.size() < limit) words.push_back(std::move(ranked.near));
  return words;
}

}  // namespace il2search
