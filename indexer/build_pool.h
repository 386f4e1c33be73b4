// BuildPool: the threads that turn documents into segments. Batches of one lot become micro-segments side by side, in
// any order, and are merged in the order in which they were submitted, so that docids follow the input.
//
//   reader thread(s): submit(lot, batch) …        workers: tag -> document_terms -> SegmentBuilder -> merge
//   coordinator:      finish(lot) -> BuiltSegment
// A Xapian object never crosses a thread: a worker opens, fills and closes each database itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <il2search/document.h>

#include "indexer/document_limits.h"
#include "indexer/document_terms.h"
#include "indexer/segment_builder.h"

namespace il2search {

struct OriginatedDocument {
  Document document;
  Origin origin;
};

// Documents that become one micro-segment.
struct Batch {
  std::vector<OriginatedDocument> documents;
  std::uint64_t bytes = 0;  // about what they take in memory

  // A batch is full at this many documents, or at the bytes that a pool takes at a time.
  static constexpr std::size_t kDocuments = 800;
};

enum class TagDocuments { no, yes };

class BuildPool {
 public:
  // Works below the folder `tmp`, with `jobs` threads (0: one a processor). The documents that wait or are worked on
  // take a quarter of the memory budget at most (one batch always may); what is built of them takes about as much again
  // for each thread's batch.
  // vocabulary_folder: of the compiled vocabulary that tags documents and knows headings; empty: none.
  BuildPool(std::string tmp, unsigned jobs, std::uint64_t memory_budget_bytes,
            const std::string& vocabulary_folder = {});
  // Stops the workers and waits for them; unfinished work is dropped.
  ~BuildPool();
  BuildPool(const BuildPool&) = delete;
  BuildPool& operator=(const BuildPool&) = delete;

  class Lot;

  unsigned jobs() const;
  bool is_full(const Batch& batch) const;

  // The pool owns its lots; finish() ends them. Documents of a lot are tagged anew, or indexed as they are.
  Lot& open_lot(TagDocuments tagging = TagDocuments::no);

  // Takes the next batch of a lot; blocks while too much is in flight. One thread at a time may submit to one lot.
  // Rethrows what made a worker fail.
  void submit(Lot& lot, Batch batch);

  // No more batches will come for this lot.
  void close(Lot& lot);

  // Whether everything of a closed lot is built; rethrows what made a worker fail.
  bool wait_for(Lot& lot, std::chrono::milliseconds timeout);

  // The lot as one segment, or nothing when it held no document. The lot must be closed; waits, and ends the lot.
  std::optional<BuiltSegment> finish(Lot& lot);

  // Merges segments into one, in levels of kMergeFanIn; the inputs' folders are removed. One input is given back as it is.
  BuiltSegment merge(std::vector<BuiltSegment> inputs);

  // Rethrows what made the pool fail, if anything did.
  void check();

  // Makes every waiting and later call fail with this error.
  void fail(const std::exception_ptr& error);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Removes a folder of the temporary area with all that is in it; errors are left to the next run.
void remove_folder(const std::string& folder);

}  // namespace il2search
