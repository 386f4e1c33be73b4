// DocidSet: documents of one segment that were looked up before a search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace il2search::plan {

// Docids of one segment, from 1 to `documents`: bits if they are many, a sorted list if they are few.
class DocidSet {
 public:
  explicit DocidSet(std::uint32_t documents) : documents_(documents), bits_(documents / 64 + 1) {}

  void add(std::uint32_t docid) {
    if (docid <= documents_) bits_[docid / 64] |= std::uint64_t{1} << (docid % 64);
  }
  // Call once, after the last add(): counts, and becomes a list if that takes less memory.
  void finish();

  std::uint32_t size() const { return size_; }
  std::size_t bytes() const { return bits_.size() * 8 + list_.size() * 4; }
  // The first docid in the set that is not below `docid`, or 0.
  std::uint32_t first_from(std::uint32_t docid) const;

 private:
  std::uint32_t documents_;
  std::uint32_t size_ = 0;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> list_;
};

// One set per segment, in the snapshot's order.
using DocidSets = std::vector<DocidSet>;

}  // namespace il2search::plan
