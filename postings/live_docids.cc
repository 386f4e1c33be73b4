// A bit per document, and the number of set bits before each word.
#include "postings/live_docids.h"

#include <bit>

#include <il2search/error.h>

namespace il2search {

LiveDocids::LiveDocids(std::uint32_t documents, const std::vector<std::uint32_t>& deleted)
    : words_(documents / 64 + 1), live_(documents) {
  std::uint32_t previous = 0;
  for (const std::uint32_t docid : deleted) {
    if (docid <= previous || docid > documents)
      throw Error(ErrorCode::invalid_argument, "a list of deleted documents is not sorted or has unknown docids");
    words_[docid / 64].bits |= std::uint64_t{1} << docid % 64;
    previous = docid;
    --live_;
  }
  std::uint32_t before = 0;
  for (Word& word : words_) {
    word.deleted_before = before;
    before += static_cast<std::uint32_t>(std::popcount(word.bits));
  }
}

std::uint32_t LiveDocids::renumber(std::uint32_t docid) const noexcept {
  const Word& word = words_[docid / 64];
  const std::uint64_t earlier = word.bits & ((std::uint64_t{1} << docid % 64) - 1);
  return docid - word.deleted_before - static_cast<std::uint32_t>(std::popcount(earlier));
}

}  // namespace il2search
