// Sorted runs in memory, and tables that earlier runs were merged into.
#include "postings/posting_spool.h"

#include <sys/stat.h>

#include <utility>

#include "base/file.h"
#include "base/folder_entries.h"
#include "postings/merge_postings.h"
#include "postings/segment_input.h"

namespace il2search {

PostingSpool::PostingSpool(std::string path) : path_(std::move(path)) {}
PostingSpool::~PostingSpool() { remove_tables(); }

PostingSpool::PostingSpool(PostingSpool&& other) noexcept
    : path_(std::move(other.path_)),
      tables_(std::exchange(other.tables_, {})),
      runs_(std::exchange(other.runs_, {})),
      memory_(std::exchange(other.memory_, 0)) {}

PostingSpool& PostingSpool::operator=(PostingSpool&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(tables_, other.tables_);
  std::swap(runs_, other.runs_);
  std::swap(memory_, other.memory_);
  return *this;
}

void PostingSpool::remove_tables() noexcept {
  // What is left over is removed when the next writer empties tmp/.
  for (const std::string& table : tables_) remove_tree(table.c_str());
}

void PostingSpool::add(PostingRun run) {
  memory_ += run.bytes();
  runs_.push_back(std::move(run));
}

// Tables come before runs, so that the order of the documents is kept.
void PostingSpool::append(PostingSpool more) {
  if (!more.tables_.empty()) spill();
  tables_.insert(tables_.end(), more.tables_.begin(), more.tables_.end());
  more.tables_.clear();
  for (PostingRun& run : more.runs_) add(std::move(run));
  more.runs_.clear();
}

void PostingSpool::spill() {
  if (runs_.empty()) return;
  std::vector<std::unique_ptr<PostingInput>> runs;
  for (const PostingRun& run : runs_) runs.push_back(std::make_unique<RunInput>(run));
  const std::string folder = path_ + std::to_string(tables_.size() + 1);
  if (::mkdir(folder.c_str(), 0777) != 0) throw_io("cannot create folder", folder);
  tables_.push_back(folder);
  merge_postings(runs, folder);
  merge_values(runs, folder);
  runs.clear();
  runs_.clear();
  memory_ = 0;
}

std::vector<std::unique_ptr<PostingInput>> PostingSpool::inputs() const {
  std::vector<std::unique_ptr<PostingInput>> inputs;
  for (const std::string& table : tables_)
    inputs.push_back(std::make_unique<SegmentInput>(table, std::vector<std::uint32_t>{}));
  for (const PostingRun& run : runs_) inputs.push_back(std::make_unique<RunInput>(run));
  return inputs;
}

}  // namespace il2search
