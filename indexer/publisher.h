// Publisher: the segment and deletions of a run -> the next generation. Marks deleted documents, drops and merges
// segments, writes ledger and manifest.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/ledger.h"
#include "indexer/resolution.h"
#include "indexer/segments/build_pool.h"
#include "storage/index_directory.h"

namespace il2search {

// What a run contributes to the next generation.
struct PendingRun {
  std::optional<BuiltSegment> segment;
  std::vector<RunDeletion> deletions;
  std::vector<std::uint32_t> discarded;  // docids of the segment that are not part of the run, sorted
};

// For one thread at a time. Relies on the lock of the directory.
class Publisher {
 public:
  // Throws Error{index_incompatible} if the index was built with another analyzer version.
  // `cancelled` is called while segments are verified and merged.
  Publisher(IndexDirectory& directory, std::function<bool()> cancelled, PairOptions pairs = {});

  Ledger& ledger() { return ledger_; }

  // Resolves the run against the index and publishes the result if documents changed or `ledger_changed`. With `dry_run` it
  // only counts.
  DocumentCounts publish_run(PendingRun run, bool ledger_changed, bool dry_run = false);

  // Merges segments as the policy demands, and writes those with many deleted documents again. With `full` it leaves a single
  // segment without deleted documents.
  void publish_merged(bool full);

  // Verifies every file of every segment, before anything is published that relies on them. Reads the whole index once.
  void verify_all();

  bool published() const { return published_; }
  // What failed after a generation was served, one line each.
  const std::vector<std::string>& cleanup_warnings() const { return cleanup_warnings_; }

  // Called often while segments are merged; may be empty.
  std::function<void(const Progress&)> on_progress;

  // For each id, whether a live document of the index has it. Opens every segment once, after verifying its postings.
  std::vector<bool> has_documents(const std::vector<std::string>& ids);

  // The ids of the live documents of a source, by its number in the ledger. Verifies every segment, since a damaged id
  // would delete another document, and reads one value of every document.
  std::vector<std::string> ids_of_source(std::uint32_t source);

 private:
  struct PendingSegment;
  using PendingSegments = std::vector<PendingSegment>;
  PendingSegments published_segments() const;
  DocumentCounts add_run(PendingSegments& segments, PendingRun run);
  void update_tombstones(const Resolution& resolution);
  void drop_deleted(PendingSegments& segments, double max_share);
  void merge_pending(PendingSegments& segments, bool full);
  void verify(const PendingSegment& segment, bool values_only = false);
  PendingSegment merge(const PendingSegments& inputs);
  void publish(PendingSegments& segments);
  void finish_unchanged();
  void collect_garbage();
  std::string indexed_with() const;
  std::string next_folder();

  IndexDirectory& directory_;
  std::function<bool()> cancelled_;
  PairOptions pairs_;
  Ledger ledger_;
  bool published_ = false;
  std::vector<std::string> cleanup_warnings_;
  std::unordered_set<std::string> verified_;  // files
  bool has_new_documents_ = false;            // in the next generation
  unsigned folders_ = 0;
};

// Throws Error{index_incompatible} if the segments of the index were built with another analyzer version.
void require_same_analyzer(const IndexDirectory& directory);

// Submits every live document of a segment, with its origin, to a unit of the pool. Throws Error{cancelled} if `cancelled`
// returns true. Calls `on_documents` with the number of documents of each batch. Both may be empty.
void resubmit_documents(const std::string& folder, const std::vector<std::uint32_t>& deleted, BuildPool& pool,
                        WorkUnit& unit, const std::function<bool()>& cancelled,
                        const std::function<void(std::uint64_t)>& on_documents = {});

}  // namespace il2search
