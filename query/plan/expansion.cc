// Words of the index that match a word of a phrase.
#include "query/plan/term_lists.h"

#include <algorithm>
#include <utility>

#include "base/sort_unique.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxLetters = 3;     // "?" in one word: 26 to this power words are tried
constexpr std::size_t kBytesPerStem = 64;  // roughly, in memory
constexpr std::size_t kBytesPerWord = 48;  // likewise, with its numbers in the segments

class Expander {
 public:
  Expander(IndexView& index, Budget& budget) : index_(index), budget_(budget) {}

  void add_beginning(const std::string& beginning) {
    for (const std::string& canonical : canonical_prefixes(beginning)) {
      const std::size_t capacity = kMaxExpansion - std::min(kMaxExpansion, result_.words.size());
      std::vector<std::string> words = index_.words_beginning(canonical, capacity + 1, budget_);
      if (words.size() > capacity) {
        result_.capped = true;
        words.pop_back();
      }
      for (const std::string& word : words) add_form(word, canonical);
    }
  }

  // Tries every letter for each "?"; the analyzer maps spelling variants.
  void add_pattern(const std::string& pattern, bool truncated) {
    std::string word = pattern;
    std::vector<std::size_t> gaps;
    for (std::size_t at = 0; at < word.size(); ++at) {
      if (word[at] == '?') gaps.push_back(at);
    }
    if (gaps.size() > kMaxLetters) {
      result_.capped = true;
      return;
    }
    fill(word, gaps, 0, truncated);
  }

  Expansion finish() {
    sort_unique(result_.stems);
    sort_unique(result_.sure);
    sort_unique(unsure_);
    std::vector<std::string> sure;
    std::set_difference(result_.sure.begin(), result_.sure.end(), unsure_.begin(), unsure_.end(),
                        std::back_inserter(sure));
    result_.sure = std::move(sure);
    budget_.charge(result_.stems.size() * kBytesPerStem + result_.words.size() * kBytesPerWord);
    return std::move(result_);
  }

 private:
  // All forms of a stem begin with stem_prefix(), except irregular ones. If all of these have the beginning, the stem's
  // postings need no look at the text.
  void add_form(std::string_view form, std::string_view beginning) {
    const std::string stem(index_.analyzer().stem(form));
    result_.words.emplace_back(form);
    if (result_.stems.empty() || result_.stems.back() != stem) result_.stems.push_back(stem);
    const bool regular = stem_prefix(stem).starts_with(beginning);
    const auto others = regular ? inflections(form) : std::vector<std::string>{};
    const bool sure = regular && std::all_of(others.begin(), others.end(),
                                             [&](const std::string& other) { return other.starts_with(beginning); });
    auto& list = sure ? result_.sure : unsure_;
    if (list.empty() || list.back() != stem) list.push_back(stem);
  }

  void fill(std::string& word, const std::vector<std::size_t>& gaps, std::size_t next, bool truncated) {
    if (next < gaps.size()) {
      for (char letter = 'a'; letter <= 'z'; ++letter) {
        word[gaps[next]] = letter;
        fill(word, gaps, next + 1, truncated);
      }
      return;
    }
    budget_.tick();
    const auto& tokens = index_.analyzer().analyze(word);
    if (tokens.empty() || tokens.front().kind != TokenKind::part) return;
    if (tokens.size() > 1 && tokens[1].kind == TokenKind::part) return;  // cut into several parts: not one word
    const std::string part(tokens.front().term);
    if (truncated) add_beginning(part);
    else if (index_.has_word(part)) add_word(part);
  }

  void add_word(const std::string& part) {
    result_.words.push_back(part);
    result_.stems.emplace_back(index_.analyzer().stem(part));
  }

  IndexView& index_;
  Budget& budget_;
  Expansion result_;
  std::vector<std::string> unsure_;
};

constexpr std::size_t kMaxSplitParts = 5;
constexpr std::size_t kMaxSplits = 16;

class Splitter {
 public:
  Splitter(const std::string& text, const IndexView& index) : text_(text), index_(index) {}

  std::vector<std::vector<std::string>> split(std::size_t first_below) {
    cut(0, std::min(first_below, text_.size()));
    return std::move(found_);
  }

 private:
  void cut(std::size_t from, std::size_t below) {
    for (std::size_t size = 1; size < below && found_.size() < kMaxSplits; ++size) {
      const std::string word = text_.substr(from, size);
      if (!index_.has_word(word)) continue;
      parts_.push_back(word);
      const std::size_t rest = text_.size() - from - size;
      if (rest == 0) found_.push_back(parts_);
      else if (parts_.size() < kMaxSplitParts) cut(from + size, rest + 1);
      parts_.pop_back();
    }
  }

  const std::string& text_;
  const IndexView& index_;
  std::vector<std::string> parts_;
  std::vector<std::vector<std::string>> found_;
};

}  // namespace

std::vector<std::vector<std::string>> splits_of(const std::string& joined, std::size_t first_below,
                                                const IndexView& index) {
  return Splitter(joined, index).split(first_below);
}

Expansion expand(const PhraseWord& place, IndexView& index, Budget& budget) {
  switch (place.form) {
    case WordForm::exact: return {{place.stem}, {}, {place.text}, false};
    case WordForm::inflected: return {{place.stem}, {place.stem}, index.family(place.text, place.stem, budget), false};
    default: break;
  }
  Expander expander(index, budget);
  if (place.form == WordForm::beginning) expander.add_beginning(place.text);
  else expander.add_pattern(place.text, place.truncated);
  return expander.finish();
}

}  // namespace il2search::plan
