// with_list_items(): list items before and after a match.
#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "vocabulary/tagger/tag_matcher.h"

namespace il2search {
namespace {

constexpr std::uint32_t kMaxItemWords = 3;
constexpr std::uint32_t kMaxItems = 8;
constexpr std::uint32_t kMaxSharedWords = 3;

bool is_conjunction(std::string_view term) { return term == "and" || term == "or"; }

bool is_disease(const TagMatch& match) { return !match.meanings[kDiseaseSlot].empty(); }

// Looks for the items beside a match. `limit`: where the neighbouring match ends or begins, which items must not overlap.
class TagListReader {
 public:
  TagListReader(std::span<const TagWord> words, const TagMatcher& matcher) : words_(words), matcher_(matcher) {}

  // The items before a match, which share its last words; the nearest first.
  std::vector<TagMatch> before(const TagMatch& match, std::uint32_t limit) const {
    std::vector<TagMatch> items;
    if (match.last - match.first < 2) return items;
    auto end = end_of_item_before(match.first, limit, true);
    while (end && items.size() < kMaxItems) {
      auto item = item_before(*end, limit, match);
      if (!item) break;
      end = end_of_item_before(item->first, limit, false);
      items.push_back(std::move(*item));
    }
    return items;
  }

  // The item after a match that takes the place of its last word: the C of "hepatitis B and C".
  std::optional<TagMatch> after(const TagMatch& match, std::uint32_t limit) const {
    const std::uint32_t at = match.last + 1;
    if (match.last - match.first < 2 || at >= limit || !is_conjunction(words_[match.last].term)) return std::nullopt;
    if (words_[match.last].gap != TagGap::blank || words_[at].gap != TagGap::blank) return std::nullopt;
    if (words_[at].term.size() > 2 || words_[match.last - 1].term.size() > 2) return std::nullopt;
    return named(at, at + 1, joined(words_.subspan(match.first, match.last - 1 - match.first), words_.subspan(at, 1)));
  }

 private:
  static std::vector<TagWord> joined(std::span<const TagWord> a, std::span<const TagWord> b) {
    std::vector<TagWord> words(a.begin(), a.end());
    words.insert(words.end(), b.begin(), b.end());
    return words;
  }

  std::optional<TagMatch> named(std::uint32_t first, std::uint32_t last, const std::vector<TagWord>& name) const {
    TagMatch match{first, last, matcher_.meaning(name)};
    match.meanings[kChemicalSlot].clear();
    match.meanings[kGeneSlot].clear();
    if (!is_disease(match)) return std::nullopt;
    return match;
  }

  // The end of the item before `at`, if a conjunction or (except directly before the match) a comma separates them.
  std::optional<std::uint32_t> end_of_item_before(std::uint32_t at, std::uint32_t limit, bool last_item) const {
    if (at <= limit) return std::nullopt;
    if (!last_item && words_[at].gap == TagGap::comma) return at;
    std::uint32_t end = at;
    while (end > limit && is_conjunction(words_[end - 1].term) && words_[end].gap <= TagGap::blank) --end;
    if (end == at || end <= limit || words_[end].gap == TagGap::barrier) return std::nullopt;
    return end;
  }

  std::optional<TagMatch> item_before(std::uint32_t end, std::uint32_t limit, const TagMatch& match) const {
    const std::uint32_t most_shared = std::min(kMaxSharedWords, match.last - match.first - 1);
    for (std::uint32_t size = kMaxItemWords; size > 0; --size) {
      if (end < limit + size || !is_contiguous(end - size, end)) continue;
      for (std::uint32_t shared = most_shared; shared > 0; --shared) {
        auto name = joined(words_.subspan(end - size, size), words_.subspan(match.last - shared, shared));
        if (auto item = named(end - size, end, name)) return item;
      }
    }
    return std::nullopt;
  }

  bool is_contiguous(std::uint32_t first, std::uint32_t last) const {
    if (words_[first].gap == TagGap::none) return false;
    for (std::uint32_t at = first + 1; at < last; ++at) {
      if (words_[at].gap >= TagGap::comma) return false;
    }
    return true;
  }

  std::span<const TagWord> words_;
  const TagMatcher& matcher_;
};

}  // namespace

std::vector<TagMatch> with_list_items(std::vector<TagMatch> matches, std::span<const TagWord> words,
                                      const TagMatcher& matcher) {
  const TagListReader lists(words, matcher);
  std::vector<TagMatch> all;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const std::uint32_t free_from = all.empty() ? 0 : all.back().last;
    const std::uint32_t free_to =
        i + 1 < matches.size() ? matches[i + 1].first : static_cast<std::uint32_t>(words.size());
    if (!is_disease(matches[i])) {
      all.push_back(std::move(matches[i]));
      continue;
    }
    auto items = lists.before(matches[i], free_from);
    auto next = lists.after(matches[i], free_to);
    std::move(items.rbegin(), items.rend(), std::back_inserter(all));
    all.push_back(std::move(matches[i]));
    if (next) all.push_back(std::move(*next));
  }
  return all;
}

}  // namespace il2search
