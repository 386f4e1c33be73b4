// LiveDocids: which documents of a segment are not deleted, and their docids after the deleted ones are dropped.
#pragma once

#include <cstdint>
#include <vector>

namespace il2search {

// Immutable. Takes 1.5 bits per document; every question takes a few nanoseconds.
class LiveDocids {
 public:
  // Docids are 1 to `documents`. `deleted` is sorted, without duplicates, and within them: Error{invalid_argument}.
  LiveDocids(std::uint32_t documents, const std::vector<std::uint32_t>& deleted);

  std::uint32_t size() const noexcept { return live_; }
  bool is_live(std::uint32_t docid) const noexcept { return (words_[docid / 64].bits >> docid % 64 & 1) == 0; }
  // The docid among live documents, for a live one.
  std::uint32_t renumber(std::uint32_t docid) const noexcept;

 private:
  struct Word {
    std::uint64_t bits = 0;            // set for deleted documents
    std::uint32_t deleted_before = 0;  // in earlier words
  };
  std::vector<Word> words_;
  std::uint32_t live_ = 0;
};

}  // namespace il2search
