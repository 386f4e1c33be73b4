// BuildPool: the threads that turn documents into segments. From small to large:
//
//   Batch     documents that one worker indexes at a time
//   WorkUnit  the batches of one input (a large file, several small files in a row, a segment that is indexed again); becomes
//             one part of a segment, with its documents in the order in which they were submitted
//   run       all work units between two publications; becomes one segment of the next generation
//
//   reader thread(s): submit(unit, batch) …       workers: tag -> document_terms -> BatchBuilder -> PartBuilder
//   coordinator:      finish(unit) -> SegmentPart, make_segment(part) -> BuiltSegment
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <il2search/document.h>

#include "indexer/documents/document_limits.h"
#include "indexer/documents/origin.h"
#include "indexer/segments/segment_part.h"

namespace il2search {

struct DocumentWithOrigin {
  Document document;
  Origin origin;
};

struct Batch {
  std::vector<DocumentWithOrigin> documents;
  std::uint64_t bytes = 0;  // approximate size in memory

  // A batch is full at this many documents, or at the pool's limit on bytes.
  static constexpr std::size_t kMaxDocuments = 800;
};

// Whether documents keep the tags that they have, or are tagged again.
enum class Tagging { keep, renew };

struct WorkUnit;

class BuildPool {
 public:
  // Works in the folder `tmp`, with `jobs` threads (0: one per processor). Documents that wait or are being indexed take
  // at most a quarter of the memory budget, but at least one batch is always accepted; postings that wait to be merged take
  // about as much again, the rest is spilled to disk.
  // vocabulary_folder: the compiled vocabulary for tags and heading ids; may be empty.
  // pairs_from: see WriterOptions.
  BuildPool(std::string tmp, unsigned jobs, std::uint64_t memory_budget_bytes,
            const std::string& vocabulary_folder = {}, std::uint32_t pairs_from = kLeastDocumentsForPairs);
  // Stops the workers and waits for them; unfinished work is dropped.
  ~BuildPool();
  BuildPool(const BuildPool&) = delete;
  BuildPool& operator=(const BuildPool&) = delete;

  unsigned jobs() const;
  bool is_full(const Batch& batch) const;

  // The pool owns its units until finish().
  WorkUnit& open_unit(Tagging tagging = Tagging::keep);

  // Queues the next batch of a unit; blocks while too much is in flight. Only one thread at a time may submit to a unit.
  // Rethrows the error of a failed worker.
  void submit(WorkUnit& unit, Batch batch);

  // Declares that the unit gets no more batches.
  void close(WorkUnit& unit);

  // Waits until a closed unit is completely built; false on timeout. Rethrows the error of a failed worker.
  bool wait_for(WorkUnit& unit, std::chrono::milliseconds timeout);

  // Waits for a closed unit and returns its part, or nothing if it had no documents. The unit ceases to exist.
  std::optional<SegmentPart> finish(WorkUnit& unit);

  // Spills the postings of a part that take more than their share of the memory budget.
  void limit_memory(SegmentPart& part) const;

  // The segment of a part; nothing of nothing.
  std::optional<BuiltSegment> make_segment(std::optional<SegmentPart> part);

  // Rethrows the error that made the pool fail, if there is one.
  void check();

  // Makes every waiting and later call fail with this error.
  void fail(const std::exception_ptr& error);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
