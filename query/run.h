// Running a compiled query: the one place that asks Xapian's matcher for a page of results.
#pragma once

#include <cstddef>
#include <vector>

#include <xapian.h>

#include <il2search/searcher.h>

#include "query/budget.h"
#include "query/plan/compile.h"
#include "query/plan/index_view.h"

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
  bool more = false;               // there is a document behind the page
  std::vector<Span> absent_words;  // of the query, that no document has
};

// Which documents stand on the page, ranks with equal scores decided by id. Reversed relevance reads every match.
// Throws Error{timed_out, cancelled, index_corrupt}.
Page run(const plan::Compiled& compiled, const PageRequest& request, plan::IndexView& index, Budget& budget);

// Whether any document matches; whether any holds the phrase.
bool matches_anything(const plan::Compiled& compiled, plan::IndexView& index, Budget& budget);
bool occurs(const plan::PhraseUse& phrase, plan::IndexView& index, Budget& budget);

// The local docids of a segment's live documents that match, ascending: four bytes each.
std::vector<std::uint32_t> matches_of_segment(const plan::Compiled& compiled, std::size_t segment,
                                              plan::IndexView& index, Budget& budget);

}  // namespace il2search
