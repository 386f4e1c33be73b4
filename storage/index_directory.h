// The index directory: how generations lie on disk, how a reader holds one and how the one writer publishes the next.
//
//   INDEX/CURRENT                      MANIFEST-000042 <size> <xxh3-128>\n, replaced by rename, then the folder is synced
//   INDEX/MANIFEST-000042              storage/manifest.h
//   INDEX/LEDGER-000042                indexer/ledger.h
//   INDEX/segments/000017/             postlist.glass iamglass … and the record files heads, texts, tokens
//   INDEX/segments/000017.dead.000042  docids that generation 42 no longer shows
//   INDEX/vocabulary/<hash>/           the compiled vocabulary: vocabulary/store/vocabulary.h
//   INDEX/LOCK                         flock of the writer
//   INDEX/tmp/                         the writer's unfinished work; emptied when the lock is taken
//
// Nothing that was published is ever changed. Readers need no write permission.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "storage/manifest.h"
#include "storage/record_file.h"

namespace il2search {

// A segment of an opened generation. Safe from many threads.
struct Segment {
  SegmentEntry entry;
  std::string folder;  // absolute
  RecordFile heads;
  RecordFile texts;
  RecordFile tokens;
  std::vector<std::uint32_t> deleted;  // sorted docids

  bool is_deleted(std::uint32_t docid) const;  // binary search
};

// Opens a segment's Xapian database: by path, glass named, never through a stub. One thread at a time may use it.
// Error{index_corrupt, io}.
Xapian::Database open_segment_database(const std::string& folder);

// Xapian's exceptions, translated in one place: runs `work` and turns what it throws into Error{index_corrupt, io,
// out_of_memory …}, naming `where`. Error and std::bad_alloc pass through.
[[noreturn]] void throw_translated(const Xapian::Error& error, const std::string& where);
template <class Work> auto translating_xapian(const std::string& where, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    throw_translated(error, where);
  }
}

// A reader's hold on one generation: manifest checked against CURRENT, every file there with its size, record files
// mapped, shared flock on the manifest so that garbage collection leaves it alone. When a file vanishes while opening,
// CURRENT is read again (a few times). Checks format version and analyzer fingerprint: Error{index_incompatible} with
// the hint `il2index rebuild`, unless `any_fingerprint`. Immutable; share it between threads by shared_ptr.
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

  const std::string& path() const;  // absolute
  const Manifest& manifest() const;
  const std::vector<Segment>& segments() const;
  // The folder of the compiled vocabulary, its files checked for their sizes; empty when none is loaded.
  const std::string& vocabulary_folder() const;
  const Segment* segment_by_uuid(const std::string& uuid) const;

  // All segments as one database, shards in the order of segments(): docid d of segment s (from 0) of n is
  // (d - 1) * n + s + 1. A new one for each call: give each thread its own. An index without documents gives an
  // empty database.
  Xapian::Database open_database() const;
  struct Place {
    const Segment* segment;
    std::uint32_t docid;
  };
  Place place(Xapian::docid combined) const;

 private:
  struct Impl;
  explicit Snapshot(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The generation that CURRENT names. Error{index_missing, index_corrupt}.
std::uint64_t current_generation(const std::string& index_path);

// The writer's side. Construction takes the lock (creating the folder and its LOCK if `create`), empties tmp/ and reads
// the newest manifest. Not safe from two threads at once.
class IndexDirectory {
 public:
  struct Options {
    bool create = false;
    std::chrono::milliseconds lock_wait{0};  // then Error{locked}
    std::function<bool()> cancelled;         // asked while waiting
  };
  IndexDirectory(const std::string& index_path, const Options& options);
  ~IndexDirectory();
  IndexDirectory(const IndexDirectory&) = delete;
  IndexDirectory& operator=(const IndexDirectory&) = delete;

  const std::string& path() const;        // absolute
  const Manifest& manifest() const;       // of the newest generation; generation 0 when nothing is published yet
  const std::string& tmp() const;         // absolute; on the same file system
  std::string vocabulary_folder() const;  // of the newest generation; empty when no vocabulary is loaded

  // Moves a finished folder of tmp() to segments/NNNNNN, syncing every file and both folders, and returns its entry
  // (files with checksums, uuid read from its database, `documents` as given, no deletion list). Not yet published.
  SegmentEntry adopt_segment(const std::string& folder_in_tmp, std::uint32_t documents);

  // Likewise a compiled vocabulary, to VocabularyEntry::folder(); its parts are the caller's to fill in. Not for a hash
  // and copy that a manifest names: readers may be at it.
  VocabularyEntry adopt_vocabulary(const std::string& folder_in_tmp, const std::string& hash, std::uint64_t copy = 1);

  // Writes segments/NAME.dead.<next generation>; an empty list removes the entry's deletion list.
  void set_deleted(SegmentEntry& entry, const std::vector<std::uint32_t>& sorted_docids);
  std::vector<std::uint32_t> read_deleted(const SegmentEntry& entry) const;

  // Writes LEDGER-<next generation> with this content.
  FileEntry write_ledger(std::string_view content);

  // Makes `next` the served generation: fills in generation, created, versions and fingerprint, writes and syncs the
  // manifest, swaps CURRENT. After an Error the old generation is served and next run cleans up.
  void publish(Manifest next);

  // Serves the generation of `old` again under a new number, with segments, ledger and fingerprint as they were.
  void publish_again(Manifest old);

  // Removes what no kept generation names: the last two are kept, and those that somebody reads. Bytes freed, with
  // those of the unfinished work that construction removed. Not between adopt_segment() and publish(): what is adopted
  // and not published is nobody's yet.
  std::uint64_t collect_garbage();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// fsync of every file in a folder, of the folder, and of the folder above. Error{io} if any of them fails.
void sync_tree(const std::string& folder);

}  // namespace il2search
