// PostingInput: what a merge reads: the values, lengths and postings of some documents, in the order in which a segment
// stores them. A run in memory and a published segment are inputs.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

struct SlotStatistics {
  unsigned slot = 0;
  std::uint32_t values = 0;
  std::string lowest;
  std::string highest;

  // Counts a value.
  void note(std::string_view value);
  bool operator==(const SlotStatistics&) const = default;
};

struct Posting {
  std::uint32_t docid;
  std::uint32_t wdf;
};

// Docids start at 1 and have no gaps. Values can be read at any time; lengths before terms. Error{index_corrupt, io,
// out_of_memory}.
class PostingInput {
 public:
  virtual ~PostingInput() = default;

  virtual std::uint32_t documents() const = 0;
  // Of the slots that have values, ascending.
  virtual const std::vector<SlotStatistics>& slots() const = 0;

  using UseValue = std::function<void(std::uint32_t docid, std::string_view value)>;
  // All values of a slot in the order of their docids. Slots are asked for in ascending order.
  virtual void for_each_value(unsigned slot, const UseValue& use) = 0;

  // The lengths of all documents in order, in words.
  virtual void for_each_length(const std::function<void(std::uint32_t)>& use) = 0;

  // Moves to the first or next term; false after the last one. The term is valid until the next call.
  virtual bool next_term() = 0;
  std::string_view term() const { return term_; }
  // Whether its postings have frequencies.
  bool is_ranked() const { return is_ranked_; }
  // The next postings of the term, with ascending docids; none after the last ones. Valid until the next call.
  virtual std::span<const Posting> next_postings() = 0;

  // How much of a file was read so far, for the progress of a merge. May be called at any time; 0 for runs in memory.
  virtual std::uint64_t bytes_read() const { return 0; }

 protected:
  static constexpr std::size_t kPostingsAtOnce = 128;

  std::string term_;
  bool is_ranked_ = false;
};

}  // namespace il2search
