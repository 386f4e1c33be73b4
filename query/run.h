// Running a compiled query: a page of documents, or the ids of all matches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include <xapian.h>

#include <il2search/searcher.h>

#include "query/budget.h"
#include "query/match/index_view.h"
#include "query/plan/compile.h"

namespace il2search {

struct PageRequest {
  std::size_t offset = 0;
  std::size_t limit = 10;
  Sort sort = Sort::relevance;
  bool reverse = false;
  bool exact_total = false;
};

struct RankedDocument {
  Xapian::docid docid = 0;  // of all segments together
  double score = 0;
};

struct Page {
  std::vector<RankedDocument> documents;  // equal scores in any order
  std::size_t total = 0;
  bool total_is_exact = true;
  bool more = false;               // another page follows
  std::vector<Span> absent_words;  // places of words that no document has
};

// The documents of a page; ties between pages are broken by id. The total does not depend on offset and limit. Reversed
// relevance reads every match. Throws Error{timed_out, cancelled, index_corrupt}.
Page run(const plan::Compiled& compiled, const PageRequest& request, plan::IndexView& index, Budget& budget);

// Whether any document matches; whether any holds the phrase.
bool matches_anything(const plan::Compiled& compiled, plan::IndexView& index, Budget& budget);
bool occurs(const plan::PhraseUse& phrase, plan::IndexView& index, Budget& budget);

// The docids within a segment of its matching documents, deleted ones left out, ascending: four bytes each.
std::vector<std::uint32_t> matches_of_segment(const plan::Compiled& compiled, std::size_t segment,
                                              plan::IndexView& index, Budget& budget);

// Calls `sink` with every matching id, ordered bytewise, until it returns false. Memory: four bytes per match, and the ids
// of one batch (50,000). Time: one pass over the ids of all matches per batch.
void for_each_matching_id(const plan::Compiled& compiled, plan::IndexView& index, Budget& budget,
                          const std::function<bool(std::string_view id)>& sink);

}  // namespace il2search
