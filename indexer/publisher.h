// Publisher: what a run built -> the next generation. Marks deleted documents, drops and merges segments, writes ledger and
// manifest.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "indexer/build_pool.h"
#include "indexer/ledger.h"
#include "indexer/resolution.h"
#include "storage/index_directory.h"

namespace il2search {

// A run's part of the next generation, before it is published.
struct PendingRun {
  std::optional<BuiltSegment> segment;
  std::vector<RunDeletion> deletions;
};

// One thread; holds no lock of its own (the directory does).
class Publisher {
 public:
  // Error{index_incompatible} when the index was made by another analyzer.
  // `cancelled` is asked while segments are built again.
  Publisher(IndexDirectory& directory, BuildPool& pool, std::function<bool()> cancelled);

  Ledger& ledger() { return ledger_; }

  // Plays the run's records and deletions against the index and publishes the result when there is one, or when
  // `ledger_changed`. With dry_run it only counts.
  ResolutionCounts publish_run(PendingRun run, bool ledger_changed, bool dry_run = false);

  // Publishes with all segments merged into one, or as the policy asks, deleted documents dropped.
  void publish_merged(bool full);

  bool published() const { return published_; }

  // The live documents of a source, by its number in the ledger. Reads one value of every document.
  std::vector<std::string> ids_of_source(std::uint32_t source) const;

 private:
  struct Part;
  std::vector<Part> parts() const;
  void add_run(std::vector<Part>& parts, PendingRun run, ResolutionCounts& counts);
  void drop_deleted(std::vector<Part>& parts, double share);
  void merge_parts(std::vector<Part>& parts, bool full);
  Part rebuild(const Part& part);
  Part merge(const std::vector<Part>& inputs);
  void publish(std::vector<Part>& parts);
  std::string indexed_with() const;
  std::string next_folder();

  IndexDirectory& directory_;
  BuildPool& pool_;
  std::function<bool()> cancelled_;
  Ledger ledger_;
  bool published_ = false;
  bool has_run_ = false;  // the next generation has documents of this run
  unsigned folders_ = 0;
};

// Every live document of a segment, with its origin, into a lot of the pool. Error{cancelled} when `cancelled`, which may
// be empty, says so.
void resubmit_documents(const std::string& folder, const std::vector<std::uint32_t>& deleted, BuildPool& pool,
                        BuildPool::Lot& lot, const std::function<bool()>& cancelled);

}  // namespace il2search
