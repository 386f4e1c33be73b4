// PostingSpool: the sorted runs of documents in a row, until they are merged. What takes too much memory is merged into a
// table of its own on disk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "postings/posting_input.h"
#include "postings/run_builder.h"

namespace il2search {

// For one thread at a time.
class PostingSpool {
 public:
  // Tables are written to new folders whose paths start with `path`; the spool removes them.
  explicit PostingSpool(std::string path);
  ~PostingSpool();
  PostingSpool(PostingSpool&&) noexcept;
  PostingSpool& operator=(PostingSpool&&) noexcept;

  void add(PostingRun run);
  // Adds everything of another spool. May have to spill().
  void append(PostingSpool more);
  std::uint64_t memory() const noexcept { return memory_; }  // of the runs, in bytes

  // Writes the runs that are in memory to disk. Error{io, out_of_memory, invalid_argument}.
  void spill();

  // Everything in order; valid until the spool is changed.
  std::vector<std::unique_ptr<PostingInput>> inputs() const;

 private:
  void remove_tables() noexcept;

  std::string path_;
  std::vector<std::string> tables_;  // folders; their documents come before those of the runs
  std::vector<PostingRun> runs_;
  std::uint64_t memory_ = 0;
};

}  // namespace il2search
