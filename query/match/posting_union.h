// PostingUnion: several lists of a segment as one: the documents that have any of some terms, and how often they have them
// together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "storage/posting_file.h"

namespace il2search::plan {

// For one thread at a time. The file must outlive it. About 1.2 KB per list.
class PostingUnion {
 public:
  static constexpr std::uint32_t kEnd = PostingCursor::kEnd;

  PostingUnion(const PostingFile& file, const std::vector<StoredPostings>& lists);

  // 0 before the first document, kEnd after the last one.
  std::uint32_t docid() const noexcept { return docid_; }
  // Moves to the first document whose docid is at least this, and returns its docid.
  std::uint32_t next_from(std::uint32_t docid) {
    if (docid_ >= docid) return docid_;
    return docid_ = only_ != nullptr ? only_->next_from(docid) : advance(docid);
  }
  // Of all terms together in docid(), which must be a document.
  std::uint32_t frequency();

  // The sum of bound(list) over all lists. With BM25, a word scores at most the sum of what its occurrences in each list
  // would score.
  template <class Bound> double sum_over_lists(Bound bound) const {
    double sum = 0;
    for (const auto& cursor : cursors_) sum += bound(*cursor);
    return sum;
  }

  // The only list, if there is one; else nullptr.
  PostingCursor* only() const noexcept { return only_; }

 private:
  std::uint32_t advance(std::uint32_t docid);
  void sift_down(std::size_t at);
  std::uint32_t frequency_from(std::size_t at);

  std::vector<std::unique_ptr<PostingCursor>> cursors_;  // a heap: the least docid is first
  PostingCursor* only_ = nullptr;
  std::uint32_t docid_ = 0;
};

}  // namespace il2search::plan
