// Looks pairs up segment by segment, since each segment posts the pairs that are frequent in it.
#include "query/plan/pair_lists.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/sort_unique.h"
#include "query/plan/term_lists.h"
#include "schema/field_table.h"
#include "storage/pair_terms.h"

namespace il2search::plan {
namespace {

// The words that may be at a position of a phrase.
struct Place {
  const Phrase::Choice* words;
  std::vector<std::string> stem_terms;  // of each word
};

struct Word {
  std::uint32_t number;
  std::uint32_t share;
};

std::vector<Word> words_of(const Place& place, const Segment& segment) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < place.words->size(); ++i) {
    const std::uint32_t number = segment.tokens.words().find((*place.words)[i]);
    if (number == kNoWord) continue;
    const auto list = segment.postings.find(place.stem_terms[i]);
    words.push_back({number, list ? share_of(list->documents, segment.postings.documents()) : 0});
  }
  return words;
}

// The lists of all pairs; nothing if one of them is not posted.
std::optional<std::vector<StoredPostings>> pairs_of(const Place& first, const Place& second, const Segment& segment) {
  if (!segment.postings.has_pairs()) return std::nullopt;
  std::vector<StoredPostings> lists;
  std::string term;
  const std::vector<Word> seconds = words_of(second, segment);
  for (const Word& a : words_of(first, segment)) {
    for (const Word& b : seconds) {
      if (!is_posted(a.share, b.share)) return std::nullopt;
      term.clear();
      put_pair_term(term, a.number, b.number);
      if (const auto list = segment.postings.find(term)) lists.push_back(*list);
    }
  }
  return lists;
}

std::vector<StoredPostings> stems_of(const Place& place, const Segment& segment) {
  std::vector<std::string> terms = place.stem_terms;
  sort_unique(terms);
  std::vector<StoredPostings> lists;
  for (const std::string& term : terms)
    if (const auto list = segment.postings.find(term)) lists.push_back(*list);
  return lists;
}

std::uint64_t documents_in(const std::vector<StoredPostings>& lists) {
  std::uint64_t documents = 0;
  for (const StoredPostings& list : lists) documents += list.documents;
  return documents;
}

// Lists that have all documents with the pair, and more.
std::vector<StoredPostings> rarer_stems_of(const Place& first, const Place& second, const Segment& segment) {
  auto of_first = stems_of(first, segment);
  auto of_second = stems_of(second, segment);
  return documents_in(of_first) < documents_in(of_second) ? of_first : of_second;
}

std::string name_of(const Place& place) { return place.words->front() + (place.words->size() > 1 ? "|…" : ""); }

std::uint64_t documents_of(const MatchTree& filter) {
  std::uint64_t documents = 0;
  for (const auto& lists : std::get<MatchTerms>(filter.value).list->lists) documents += documents_in(lists);
  return documents;
}

class PairFinder {
 public:
  PairFinder(const Phrase& phrase, IndexView& index) : phrase_(phrase), index_(index) {}

  PairLists find() {
    for (const auto& unit : phrase_.units) {
      std::optional<Place> before;
      for (const Phrase::Choice& choice : unit) {
        found_.implied.push_back(false);
        Place place = place_of(choice);
        if (before && may_have_lists(before->words->size() * choice.size())) add(*before, place);
        before = std::move(place);
      }
    }
    std::sort(found_.filters.begin(), found_.filters.end(),
              [](const MatchTree& a, const MatchTree& b) { return documents_of(a) < documents_of(b); });
    for (std::size_t i = 1; i < found_.filters.size(); ++i)
      std::get<MatchTerms>(found_.filters[i].value).is_implied = true;
    return std::move(found_);
  }

 private:
  static bool may_have_lists(std::size_t pairs) { return pairs > 0 && pairs <= kMaxAlternatives; }

  Place place_of(const Phrase::Choice& choice) {
    Place place{&choice, {}};
    if (choice.size() > kMaxAlternatives) return place;
    for (const std::string& word : choice)
      place.stem_terms.push_back(std::string(prefix::stem).append(index_.analyzer().stem(word)));
    return place;
  }

  // The second place is that of the last word in `implied`.
  void add(const Place& first, const Place& second) {
    auto list = std::make_shared<TermList>();
    list->terms.push_back("\"" + name_of(first) + " " + name_of(second) + "\"");
    std::vector<const Segment*> posted;
    bool occurs = false;
    for (const Segment& segment : index_.snapshot()->segments()) {
      auto pairs = pairs_of(first, second, segment);
      if (pairs) {
        posted.push_back(&segment);
        occurs = occurs || !pairs->empty();
      }
      list->lists.push_back(pairs ? *std::move(pairs) : rarer_stems_of(first, second, segment));
    }
    if (posted.empty()) return;
    found_.filters.push_back({MatchTerms{std::move(list)}});
    if (posted.size() == index_.snapshot()->segments().size())
      std::fill(found_.implied.end() - 2, found_.implied.end(), true);
    const bool is_whole = phrase_.units.size() == 1 && phrase_.units.front().size() == 2;
    if (!is_whole || phrase_.regions != kCombinedRegions) return;
    found_.occurs = occurs;
    found_.decided = std::move(posted);
  }

  const Phrase& phrase_;
  IndexView& index_;
  PairLists found_;
};

}  // namespace

PairLists pair_lists(const Phrase& phrase, IndexView& index) {
  if ((phrase.regions & ~kCombinedRegions) != 0) return {{}, {}, {}};
  const auto& segments = index.snapshot()->segments();
  const bool has_pairs = std::any_of(segments.begin(), segments.end(),
                                     [](const Segment& segment) { return segment.postings.has_pairs(); });
  return has_pairs ? PairFinder(phrase, index).find() : PairLists{};
}

}  // namespace il2search::plan
