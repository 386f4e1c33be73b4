// PostingInput: what a merge reads: the values, lengths and postings of some documents, in the order in which a segment
// stores them. A run in memory and a published segment are inputs.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "postings/glass_format.h"

namespace il2search {

struct SlotStatistics {
  unsigned slot = 0;
  std::uint32_t values = 0;
  std::string lowest;
  std::string highest;

  bool operator==(const SlotStatistics&) const = default;
};

// The documents of a term.
struct PostingList {
  std::uint32_t documents = 0;
  std::uint64_t occurrences = 0;  // the sum of the frequencies
  std::uint32_t first = 0;        // docid
  std::uint32_t last = 0;
  // The frequency in the first document, then for each further document its docid minus the previous docid minus 1, and its
  // frequency; all varints, as Xapian stores them.
  std::string_view coded;
};

// Docids start at 1 and have no gaps. The functions are called in the order in which they stand here. Error{index_corrupt,
// io, out_of_memory}.
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

  // Moves to the first or next term; false after the last one. The term and its postings are valid until the next call.
  virtual bool next_term() = 0;
  std::string_view term() const { return term_; }
  const PostingList& postings() const { return postings_; }

  // Exact after the last term.
  virtual glass::Statistics statistics() const = 0;

  // How much of a file was read so far, for the progress of a merge. May be called at any time; 0 for runs in memory.
  virtual std::uint64_t bytes_read() const { return 0; }

 protected:
  std::string term_;
  PostingList postings_;
};

}  // namespace il2search
