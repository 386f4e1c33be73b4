// Keeping an index: loading files, adding and deleting documents, and the operator's commands.
//
// Everything that changes an index takes its lock, builds new files beside the published ones and, at the end, publishes
// a new generation in one step. Whatever happens before that step, the last generation is served unchanged.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <il2search/document.h>
#include <il2search/error.h>
#include <il2search/export.h>
#include <il2search/record_error.h>

namespace il2search {

// How a writer works, whatever it does.
struct WriterOptions {
  unsigned jobs = 0;  // threads that analyse and build; 0: one a processor
  std::uint64_t memory_budget_bytes = 1ull << 30;
  std::chrono::milliseconds lock_wait{0};  // how long to wait for another writer before Error{locked}
  std::function<bool()> cancelled;         // asked often; true ends the work with Error{cancelled}
  bool tag = true;                         // documents get entities by the tagger, where vocabularies are loaded
};

// How far a load is; sent at most ten times a second, from one thread at a time.
struct Progress {
  std::string file;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;        // of the input, uncompressed
  std::uint64_t bytes_done = 0;   // of the files as they lie on the disk
  std::uint64_t bytes_total = 0;  // likewise; 0 when unknown (standard input)
  double seconds = 0;
  bool merging = false;  // reading is done; segments are being merged
};

struct UpdateOptions {
  WriterOptions writer;
  std::string format = "auto";
  double max_bad_percent = 1.0;             // of a run's records, counted from 100 records up
  bool keep_partial = false;                // keep what stands before the break of a broken file
  bool reapply = false;                     // also files whose content was applied before
  bool dry_run = false;                     // read and report, publish nothing
  bool prune = false;                       // remove documents of files that are gone from a given folder
  std::chrono::seconds publish_every{600};  // in a long load; at the end of a file
  std::function<void(const Progress&)> on_progress;
  std::function<void(const RecordError&)> on_record_error;
  std::function<void(const std::string&)> on_warning;  // about files: one line each
};

// What a run did. The counts are about documents: added + replaced + unchanged… of everything that was read.
struct UpdateReport {
  std::uint64_t generation = 0;  // served afterwards
  bool published = false;        // false when nothing changed
  std::uint64_t files = 0;       // applied
  std::uint64_t files_unchanged = 0;
  std::uint64_t records = 0;  // read, bad ones included
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t deleted = 0;
  std::uint64_t unchanged = 0;   // records whose stored form is what the index had
  std::uint64_t superseded = 0;  // records that a newer version, later file or later record of the run replaced
  std::uint64_t bad = 0;
  std::uint64_t warnings = 0;
  std::vector<RecordError> errors;  // the first 1,000 of `bad` and `warnings`
  std::uint64_t bytes = 0;          // read, uncompressed
  double seconds = 0;
};

// Applies files, folders (recursively, in name order) and "-" in the order given; NLM's numbered files in the order of
// their numbers. Creates the index if there is none. Errors: path_missing, unknown_format, broken_file,
// too_many_bad_records, locked, io, out_of_memory, cancelled, index_corrupt, index_incompatible: nothing was published
// since the last interval.
IL2SEARCH_EXPORT UpdateReport update_index(const std::string& index_path, const std::vector<std::string>& paths,
                                           const UpdateOptions& options = {});

// Removes documents by id. Ids that are not there are counted in UpdateReport::superseded's place: `unchanged`.
IL2SEARCH_EXPORT UpdateReport delete_documents(const std::string& index_path, const std::vector<std::string>& ids,
                                               const WriterOptions& options = {});

// Indexes every document again from its stored form, after a change of the analyzer.
IL2SEARCH_EXPORT UpdateReport rebuild_index(const std::string& index_path, const WriterOptions& options = {});

// Tags every document again with the present vocabularies, from its stored form, and indexes it again: what a fresh load
// would give. Without vocabularies it takes the tags away.
IL2SEARCH_EXPORT UpdateReport retag_index(const std::string& index_path, const WriterOptions& options = {});

// Merges segments, all into one with `full`, and drops deleted documents.
IL2SEARCH_EXPORT UpdateReport merge_index(const std::string& index_path, bool full, const WriterOptions& options = {});

// For programs that make documents themselves.
//
//   il2search::IndexWriter writer("/data/index");
//   writer.add(document);          // replaces the one with the same id
//   writer.publish();              // readers see it from now on
//
// Holds the lock of the index from construction to destruction. One thread at a time. The destructor publishes nothing.
class IL2SEARCH_EXPORT IndexWriter {
 public:
  explicit IndexWriter(const std::string& index_path, const WriterOptions& options = {});
  ~IndexWriter();
  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;

  // Adds a document or replaces the one with its id. Error{invalid_argument} when it has no id, an id over 200 bytes,
  // text that is not UTF-8, or is over 64 MiB; the writer stays usable. About 0.2 ms, spread over `jobs` threads.
  void add(Document document);

  // Removes the document with this id, also one added before in this run.
  void remove(const std::string& id);

  // Everything since the last publish becomes a new generation in one step. Returns what it did; without changes
  // it does nothing. After an exception the writer is closed and the last generation is served.
  UpdateReport publish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The state of an index, for operators.
struct SegmentStatus {
  std::string name;
  std::uint64_t documents = 0;  // deleted ones included
  std::uint64_t deleted = 0;
  std::uint64_t bytes = 0;
};

// A part of the vocabularies: what one kind of file gave.
struct VocabularyStatus {
  // "mesh", "mesh-supplementary", "mesh-qualifiers", "mesh-trees", "mondo", "obo-hp", "gene", "sssom-…"
  std::string name;
  std::string version;  // as the source gives it
  std::string source;   // name of the file
  std::uint64_t concepts = 0;
  std::uint64_t names = 0;     // labels and synonyms
  std::uint64_t edges = 0;     // parents; tree numbers of MeSH
  std::uint64_t mappings = 0;  // cross references and rows of mapping sets
};

struct IndexStatus {
  std::uint64_t generation = 0;
  std::uint64_t documents = 0;
  std::vector<SegmentStatus> segments;
  std::uint64_t bytes = 0;
  std::string created;  // of the generation: 2026-11-21T03:00:00Z
  std::uint64_t age_seconds = 0;
  std::uint64_t sources = 0;
  std::vector<VocabularyStatus> vocabularies;
  bool retag_needed = false;  // documents are there that came in before the present vocabularies
  std::string analyzer_fingerprint;
  unsigned format_version = 0;
  bool writer_active = false;
};

IL2SEARCH_EXPORT IndexStatus index_status(const std::string& index_path);

// Verifies every checksum, then lets Xapian check each segment in a child process. Returns what is wrong, one line
// each, naming the file; empty when all is well. Reads the whole index.
IL2SEARCH_EXPORT std::vector<std::string> check_index(const std::string& index_path,
                                                      const std::function<void(const std::string&)>& on_progress = {});

// Removes files that no kept generation needs: the last two are kept, and those that somebody reads. Returns the
// number of bytes freed.
IL2SEARCH_EXPORT std::uint64_t collect_garbage(const std::string& index_path, const WriterOptions& options = {});

// Serves the generation before the present one again, under a new number. Error{not_found} when it is gone.
IL2SEARCH_EXPORT UpdateReport revert(const std::string& index_path, const WriterOptions& options = {});

}  // namespace il2search
