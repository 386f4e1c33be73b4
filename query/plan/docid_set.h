// DocidSet: docids of one segment, as bits where they are many and as a sorted list where they are few.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace il2search::plan {

class DocidSet {
 public:
  // For docids from 1 to `documents`.
  explicit DocidSet(std::uint32_t documents) : documents_(documents), bits_(documents / 64 + 1) {}

  void add(std::uint32_t docid) {
    if (docid <= documents_) bits_[docid / 64] |= std::uint64_t{1} << (docid % 64);
  }
  // Call once, after the last add(): counts, and turns to a list where that takes less memory.
  void finish();

  std::uint32_t size() const { return size_; }
  std::size_t bytes() const { return bits_.size() * 8 + list_.size() * 4; }
  // The first docid of the set from `docid` on, or 0.
  std::uint32_t first_from(std::uint32_t docid) const;

 private:
  std::uint32_t documents_;
  std::uint32_t size_ = 0;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> list_;
};

}  // namespace il2search::plan
