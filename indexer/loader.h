// Loader: input files -> lots of built segments, with reader threads that run ahead of the coordinator.
//
//   files -> lots (a large file, or several small ones in a row) -> Reader.next() -> batches -> BuildPool
// The coordinator takes the lots back in the order of the input: wait_for_lot(0), wait_for_lot(1) …
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <il2search/index_writer.h>

#include "corpus/reader.h"
#include "indexer/build_pool.h"
#include "indexer/inputs.h"

namespace il2search {

struct LoadOptions {
  std::string format = "auto";
  bool keep_partial = false;
  unsigned readers = 1;
  TagDocuments tagging = TagDocuments::no;
  std::function<void(const RecordError&)> on_record_error;  // from one thread at a time
  std::function<void(const std::string&)> on_warning;       // likewise
};

struct SourceToLoad {
  SourceFile file;
  Origin origin;             // of its documents
  std::uint32_t number = 0;  // of its deletions, in the ledger
};

// A deletion that a source orders, behind `position` documents of its lot.
struct OrderedDeletion {
  std::string id;
  std::optional<std::uint32_t> version;
  std::uint64_t position = 0;
  std::size_t source = 0;  // index into the sources given
};

struct LoadedSource {
  std::size_t source = 0;
  std::uint64_t records = 0;  // read, bad ones included
  std::string file_id;        // the first `FILE:` id that it gave a document, or empty
};

struct LoadedLot {
  std::optional<BuiltSegment> segment;
  std::vector<OrderedDeletion> deletions;  // in order
  std::vector<LoadedSource> sources;
  std::uint64_t records = 0;
  std::uint64_t bad = 0;
  std::uint64_t bytes = 0;  // uncompressed
};

class Loader {
 public:
  Loader(BuildPool& pool, std::vector<SourceToLoad> sources, LoadOptions options);
  // Stops the readers and waits for them.
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  std::size_t lots() const;

  // Lot `number`, which must be asked for in order, as soon as it is read and built; nothing when `timeout` passes
  // first. Rethrows what made a reader or worker fail.
  std::optional<LoadedLot> take_lot(std::size_t number, std::chrono::milliseconds timeout);

  // How far reading is, over all lots; safe at any time.
  Progress progress() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
