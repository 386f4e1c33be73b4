// Expansion: which words of the index a place of a phrase can be. Part of compile().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/budget.h"
#include "query/plan/index_view.h"
#include "query/plan/plan.h"

namespace il2search::plan {

struct Expansion {
  std::vector<std::string> stems;     // each once, sorted: a document without any of them cannot hold the place
  std::vector<std::string> sure;      // of a beginning: stems whose every form fits, sorted
  std::vector<std::uint32_t> hashes;  // of the forms that fit
  bool capped = false;                // more words begin so than are taken
};

// How many words a truncation may stand for.
inline constexpr std::size_t kMaxExpansion = 20'000;

Expansion expand(const Place& place, IndexView& index, Budget& budget);

// The ways to cut a joined form (`tnfalpha`) into 2 to 5 words of the vocabulary, the first of them shorter than
// `first_below` bytes. Few: most forms have one.
std::vector<std::vector<std::string>> splits_of(const std::string& joined, std::size_t first_below,
                                                const IndexView& index);

}  // namespace il2search::plan
