// The index directory: the layout on disk, how a reader holds a generation and how the writer publishes the next one.
//
//   INDEX/CURRENT                      MANIFEST-000042 <size> <xxh3-128>\n; replaced by rename, the folder synced
//   INDEX/MANIFEST-000042              storage/manifest.h
//   INDEX/LEDGER-000042                indexer/ledger.h
//   INDEX/segments/000017/             postings …, values (postlist.glass iamglass), and the record files heads, texts, tokens
//   INDEX/segments/000017.dead.000042  docids of segment 17 that generation 42 does not show: storage/deletion_list.h
//   INDEX/vocabulary/<hash>/           the compiled vocabulary: vocabulary/store/vocabulary.h
//   INDEX/LOCK                         flock of the writer
//   INDEX/tmp/                         unfinished work of the writer; emptied when the lock is taken
//
// Published files never change. Readers need no write permission.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "base/boundary.h"
#include "storage/compressed_records.h"
#include "storage/generation.h"
#include "storage/manifest.h"
#include "storage/posting_file.h"
#include "storage/token_file.h"

namespace il2search {

// A segment of an opened generation. Safe from many threads.
struct Segment {
  SegmentEntry entry;
  std::string folder;  // absolute
  PostingFile postings;
  CompressedRecordFile heads;
  CompressedRecordFile texts;
  TokenFile tokens;
  std::vector<std::uint32_t> deleted;  // sorted docids

  bool is_deleted(std::uint32_t docid) const;  // binary search
};

// Opens a segment's Xapian database, which must be a glass database and not a stub. Only one thread at a time may use
// it. Error{index_corrupt, io}.
Xapian::Database open_segment_database(const std::string& folder);

// Calls work() and translates Xapian's exceptions to Error{index_corrupt, io, out_of_memory …} with `where` in the
// message. Other exceptions pass through.
[[noreturn]] void throw_translated(const Xapian::Error& error, const std::string& where);
template <class Work> auto translating_xapian(const std::string& where, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    throw_translated(error, where);
  }
}

// The boundary of public functions that work on the index at this path: guarded(), and Xapian's exceptions are translated.
template <class Work> auto guarded_index(const std::string& index_path, Work work) -> decltype(work()) {
  return guarded([&] { return translating_xapian(index_path, work); });
}

// A reader's hold on one generation. Opening checks the manifest against CURRENT, the size of every file and the content
// of iamglass, maps the record files and takes a shared flock on the manifest, so that garbage collection keeps the
// generation. If a file vanishes meanwhile, CURRENT is read again, a few times. An older format version or (unless
// `any_fingerprint`) another analyzer fingerprint is Error{index_incompatible} with the hint `il2index rebuild`. Immutable;
// threads share it by shared_ptr.
class Snapshot {
 public:
  struct Options {
    bool any_fingerprint = false;
    std::uint64_t generation = 0;  // 0: the newest
  };
  static std::shared_ptr<const Snapshot> open(const std::string& index_path, const Options& options);
  static std::shared_ptr<const Snapshot> open(const std::string& index_path) { return open(index_path, Options{}); }
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  const IndexFolder& folder() const;
  const std::string& path() const;  // absolute
  const Manifest& manifest() const;
  const std::vector<Segment>& segments() const;
  // The folder of the compiled vocabulary, the sizes of its files checked; empty if none is loaded.
  const std::string& vocabulary_folder() const;
  const Segment* segment_by_uuid(const std::string& uuid) const;

  // All segments as one database, with shards in the order of segments(): docid d of segment s (from 0) of n is
  // (d - 1) * n + s + 1. Each call opens a new one, since every thread needs its own. Empty for an index without
  // segments.
  Xapian::Database open_database() const;
  // Where a docid of that database is.
  struct Location {
    const Segment* segment;
    std::uint32_t docid;
  };
  Location locate(Xapian::docid combined) const;

 private:
  struct Impl;
  explicit Snapshot(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The generation that CURRENT names. Error{index_missing, index_corrupt}.
std::uint64_t current_generation(const std::string& index_path);

// The writer's side. Construction takes the lock (creating the folder if `create`), empties tmp/ and reads the newest
// manifest. Not safe from two threads at once.
class IndexDirectory {
 public:
  struct Options {
    bool create = false;
    std::chrono::milliseconds lock_wait{0};  // then Error{locked}
    std::function<bool()> cancelled;         // called while waiting
    std::optional<unsigned> keep{};          // kept generations, 1 to kMaxKeep, from now on; else as the index says
    std::string command{};                   // that the manifests name as their creator
  };
  IndexDirectory(const std::string& index_path, const Options& options);
  ~IndexDirectory();
  IndexDirectory(const IndexDirectory&) = delete;
  IndexDirectory& operator=(const IndexDirectory&) = delete;

  const IndexFolder& folder() const;
  const std::string& path() const;        // absolute
  const Manifest& manifest() const;       // of the newest generation; generation 0 before anything is published
  const std::string& tmp() const;         // absolute; on the same file system
  std::string vocabulary_folder() const;  // of the newest generation; empty if no vocabulary is loaded

  // Whether construction served what an interrupted first run had written completely.
  bool has_finished_first_run() const;

  // Moves a finished folder from tmp() to segments/NNNNNN, syncs every file and both folders, and returns its entry:
  // files with checksums, uuid of its database, `documents` as given, no deletion list. The segment is not published
  // yet.
  SegmentEntry adopt_segment(const std::string& folder_in_tmp, std::uint32_t documents);

  // Moves a compiled vocabulary from tmp() to VocabularyEntry::folder() in the same way; the caller fills in its parts.
  // hash and copy must not be in any manifest, since readers may have those files open.
  VocabularyEntry adopt_vocabulary(const std::string& folder_in_tmp, const std::string& hash, std::uint64_t copy = 1);

  // Writes segments/NAME.dead.<next generation>; an empty list removes the entry's deletion list.
  void set_deleted(SegmentEntry& entry, const std::vector<std::uint32_t>& sorted_docids);
  std::vector<std::uint32_t> read_deleted(const SegmentEntry& entry) const;

  // Writes LEDGER-<next generation>.
  FileEntry write_ledger(std::string_view content);

  // Makes `next` the served generation: fills in generation, created, keep, versions and fingerprint, writes and syncs
  // the manifest and swaps CURRENT, and nothing else. After an Error the old generation is served, and the next run
  // cleans up.
  void publish(Manifest next);

  // Publishes `old` under a new number, with its segments, ledger and fingerprint unchanged.
  void publish_again(Manifest old);

  // If Options::keep is another number than the index has: publishes the served generation again, with the new number.
  // Returns whether it did.
  bool store_keep();

  // Removes the files that no kept generation names: the last Options::keep are kept, and those that a reader holds.
  // Returns what was removed, including what construction removed. Must not be called between adopt_segment() and
  // publish(): segments that are adopted but not published would be deleted.
  Removal collect_garbage();
  // The same after publish(), which has succeeded whatever happens now: an Error is one of the warnings returned.
  std::vector<std::string> collect_after_publishing();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
