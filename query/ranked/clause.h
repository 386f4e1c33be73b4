// Clause: the documents of one segment that are in any of some lists.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "query/ranked/ranked_list.h"

namespace il2search::plan {

// For one thread at a time. Docids never go back.
class Clause {
 public:
  static constexpr std::uint32_t kEnd = RankedList::kEnd;

  explicit Clause(std::vector<RankedList> lists);

  // At most this many.
  std::uint64_t documents() const noexcept { return documents_; }
  bool scores() const noexcept { return bound_ > 0; }
  std::uint32_t docid() const noexcept { return docid_; }
  // Moves to the first document from `docid` on, and returns its docid.
  std::uint32_t next_from(std::uint32_t docid) {
    if (docid_ >= docid) return docid_;
    return docid_ = lists_.size() == 1 ? lists_.front().next_from(docid) : next_of_several(docid);
  }
  // Like next_from(), but may skip documents up to `to` that do not score `least`.
  std::uint32_t next_scoring(double least, std::uint32_t docid, std::uint32_t to) {
    if (docid_ >= docid || lists_.size() != 1) return next_from(docid);
    return docid_ = lists_.front().next_scoring(least, docid, to);
  }
  // Of the document at docid(): the sum over all lists that have it.
  double score() const {
    if (lists_.size() == 1) return lists_.front().score();
    double sum = 0;
    for (const RankedList& list : lists_)
      if (list.docid() == docid_) sum += list.score();
    return sum;
  }

  double bound() const noexcept { return bound_; }
  // No document in [from, to] scores more. From then on, `from` is the least docid that can be asked for.
  double bound_over(std::uint32_t from, std::uint32_t to) {
    double sum = 0;
    for (RankedList& list : lists_) sum += list.bound_over(from, to);
    return sum;
  }
  // Where the first block ends that has a document from `from` on.
  std::uint32_t block_end(std::uint32_t from);

  std::vector<RankedList>& lists() noexcept { return lists_; }
  const std::vector<RankedList>& lists() const noexcept { return lists_; }

 private:
  std::uint32_t next_of_several(std::uint32_t docid);

  std::vector<RankedList> lists_;
  std::uint64_t documents_ = 0;
  double bound_ = 0;
  std::uint32_t docid_ = 0;
};

}  // namespace il2search::plan
