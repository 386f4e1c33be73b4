// SegmentInput: the postings and values of a finished segment, without its deleted documents.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "postings/posting_input.h"

namespace il2search {

// Everything is checked while it is read, so that damage is Error{index_corrupt} with the path and never read out of bounds.
class SegmentInput final : public PostingInput {
 public:
  // `deleted` is sorted and within the segment. Opening reads all values once, for their statistics.
  SegmentInput(const std::string& folder, const std::vector<std::uint32_t>& deleted);
  ~SegmentInput() override;

  std::uint32_t documents() const override;
  const std::vector<SlotStatistics>& slots() const override;
  void for_each_value(unsigned slot, const UseValue& use) override;
  void for_each_length(const std::function<void(std::uint32_t)>& use) override;
  bool next_term() override;
  std::span<const Posting> next_postings() override;
  std::uint64_t bytes_read() const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The size of the posting lists of a segment; 0 if they are missing. Error{index_corrupt, io}.
std::uint64_t posting_bytes(const std::string& folder);

}  // namespace il2search
