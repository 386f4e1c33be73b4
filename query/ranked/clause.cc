// A clause has few lists, so that looking at all of them costs less than keeping them in order.
#include "query/ranked/clause.h"

#include <utility>

namespace il2search::plan {

Clause::Clause(std::vector<RankedList> lists) : lists_(std::move(lists)) {
  for (const RankedList& list : lists_) {
    documents_ += list.documents();
    bound_ += list.bound();
  }
  if (lists_.empty()) docid_ = kEnd;
}

std::uint32_t Clause::next_of_several(std::uint32_t docid) {
  std::uint32_t least = kEnd;
  for (RankedList& list : lists_) least = std::min(least, list.next_from(docid));
  return least;
}

std::uint32_t Clause::block_end(std::uint32_t from) {
  std::uint32_t end = kEnd;
  for (RankedList& list : lists_) end = std::min(end, list.block_end(from));
  return end;
}

}  // namespace il2search::plan
