// The postings of pairs of neighbouring words (storage/pair_terms.h) that the matches of a phrase are in.
#pragma once

#include <vector>

#include "query/match/index_view.h"
#include "query/match/match_tree.h"
#include "query/match/phrase_matcher.h"

namespace il2search::plan {

struct PairLists {
  std::vector<MatchTree> filters;  // every match is in each of them, the smallest first; unranked
  // By the words of all units: whether the filters are within the postings of its stems, in every segment.
  std::vector<bool> implied;
  // If the phrase has two words: where each document of the filter has the phrase.
  std::vector<const Segment*> decided;
  bool occurs = false;  // some document has the phrase for certain, even if it is deleted
};

// Takes a few microseconds per segment and pair. Error{index_corrupt}.
PairLists pair_lists(const Phrase& phrase, IndexView& index);

}  // namespace il2search::plan
