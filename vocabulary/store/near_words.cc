// A walk over the spelling words that begin with the same letter.
#include "vocabulary/near_words.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace il2search {
namespace {

constexpr std::size_t kShortWord = 5;
constexpr std::size_t kMaxWordBytes = 64;  // Analyzer::kMaxTermBytes; a longer one is near nothing

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

unsigned edit_distance(std::string_view a, std::string_view b, unsigned most) {
  if (a.size() > kMaxWordBytes || b.size() > kMaxWordBytes) return most + 1;
  // The last three rows of the table, row i at (i + 1) % 3: swapped neighbours look two back.
  std::array<std::array<unsigned, kMaxWordBytes + 1>, 3> rows{};
  std::iota(rows[1].begin(), rows[1].end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const auto& two_back = rows[(i + 2) % 3];
    const auto& back = rows[i % 3];
    auto& row = rows[(i + 1) % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned changed = back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, back[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_back[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[(a.size() + 1) % 3][b.size()], most + 1);
}

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
