// A binary heap of cursors.
#include "query/match/posting_union.h"

#include <utility>

namespace il2search::plan {

PostingUnion::PostingUnion(const PostingFile& file, const std::vector<StoredPostings>& lists) {
  cursors_.reserve(lists.size());
  for (const StoredPostings& list : lists) cursors_.push_back(std::make_unique<PostingCursor>(file, list));
  if (cursors_.size() == 1) only_ = cursors_.front().get();
}

std::uint32_t PostingUnion::advance(std::uint32_t docid) {
  if (cursors_.empty()) return kEnd;
  while (cursors_.front()->docid() < docid) {
    cursors_.front()->next_from(docid);
    sift_down(0);
  }
  return cursors_.front()->docid();
}

void PostingUnion::sift_down(std::size_t at) {
  for (;;) {
    const std::size_t left = 2 * at + 1;
    if (left >= cursors_.size()) return;
    const std::size_t right = left + 1;
    const bool is_right = right < cursors_.size() && cursors_[right]->docid() < cursors_[left]->docid();
    const std::size_t least = is_right ? right : left;
    if (cursors_[least]->docid() >= cursors_[at]->docid()) return;
    std::swap(cursors_[at], cursors_[least]);
    at = least;
  }
}

std::uint32_t PostingUnion::frequency() { return only_ != nullptr ? only_->frequency() : frequency_from(0); }

// Cursors at docid_ are the top of the heap and, below them, their children.
std::uint32_t PostingUnion::frequency_from(std::size_t at) {
  if (at >= cursors_.size() || cursors_[at]->docid() != docid_) return 0;
  return cursors_[at]->frequency() + frequency_from(2 * at + 1) + frequency_from(2 * at + 2);
}

}  // namespace il2search::plan
