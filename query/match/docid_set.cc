// Bits while documents are added; afterwards whatever takes less memory.
#include "query/match/docid_set.h"

#include <algorithm>
#include <bit>

namespace il2search::plan {

void DocidSet::finish() {
  size_ = 0;
  for (const std::uint64_t word : bits_) size_ += static_cast<std::uint32_t>(std::popcount(word));
  if (std::size_t{size_} * 4 >= bits_.size() * 8) return;
  list_.reserve(size_);
  for (std::uint32_t docid = first_from(1); docid != 0; docid = first_from(docid + 1)) list_.push_back(docid);
  bits_.clear();
  bits_.shrink_to_fit();
}

std::uint32_t DocidSet::first_from(std::uint32_t docid) const {
  if (docid > documents_) return 0;
  if (bits_.empty()) {
    const auto at = std::lower_bound(list_.begin(), list_.end(), docid);
    return at == list_.end() ? 0 : *at;
  }
  std::size_t word = docid / 64;
  std::uint64_t bits = bits_[word] >> (docid % 64) << (docid % 64);
  while (bits == 0) {
    if (++word == bits_.size()) return 0;
    bits = bits_[word];
  }
  return static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(bits));
}

}  // namespace il2search::plan
