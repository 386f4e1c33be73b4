// Loader: reader threads that turn input files into built segments, ahead of the coordinator.
//
//   files -> work units (a large file, or several small ones in a row) -> Reader.next() -> batches -> BuildPool
// The coordinator takes the units in input order: wait_for_unit(0), wait_for_unit(1), …
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <il2search/error.h>
#include <il2search/index_writer.h>

#include "corpus/reader.h"
#include "indexer/inputs.h"
#include "indexer/segments/build_pool.h"

namespace il2search {

struct LoadOptions {
  std::string format = "auto";
  bool keep_partial = false;
  // Whether the other sources are read on after a broken one. Otherwise they are only looked at, to find further broken
  // ones: small files are read, of large ones the beginning, and nothing is built of them.
  bool skip_broken = false;
  bool only_look = false;  // from the start, since an input is known to be broken
  unsigned readers = 1;
  Tagging tagging = Tagging::keep;
  // Called from one thread at a time.
  std::function<void(const RecordError&)> on_record_error;
  std::function<void(const std::string&)> on_warning;
};

struct SourceToLoad {
  SourceFile file;
  Origin origin;             // of its documents
  std::uint32_t number = 0;  // in the ledger, for its deletions
};

// A deletion that a source contains.
struct LoadedDeletion {
  std::string id;
  std::optional<std::uint32_t> version;
  std::uint64_t position = 0;  // the number of documents before it in its unit
  std::size_t source = 0;      // index into the sources given
};

struct LoadedSource {
  std::size_t source = 0;
  std::uint64_t records = 0;  // including bad ones
  std::uint64_t bad = 0;
  std::uint64_t bytes = 0;           // read, uncompressed
  std::string file_id;               // the first `FILE:` id of its documents, or empty
  std::string reader;                // the format that it was read in
  std::uint64_t first_document = 0;  // the number of documents before it in its unit
  std::uint64_t documents = 0;
  std::uint64_t deletions = 0;
  std::optional<Error> failure;  // it is broken: its documents are in the unit, but not part of the run
};

// A finished work unit.
struct LoadedUnit {
  std::optional<SegmentPart> part;
  std::vector<LoadedDeletion> deletions;  // in order
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

  std::size_t units() const;

  // Waits until unit `number` is read and built; nothing on timeout. Units must be asked for in order, each once.
  // Rethrows the error of a failed reader or worker. A broken source is not such an error: see LoadedSource::failure.
  std::optional<LoadedUnit> wait_for_unit(std::size_t number, std::chrono::milliseconds timeout);

  // The progress of reading, over all units. Safe at any time.
  Progress progress() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
