// Writing an index: loading files, adding and deleting documents. maintenance.h has the rest of what operators need.
//
// Every change takes the lock of the index, builds new files beside the published ones and then publishes them as a new
// generation in one step. Until that step the last generation is served unchanged, whatever happens.
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

// The progress of a command. Reported at the start of each phase, then at most ten times per second, from one thread at a
// time.
struct Progress {
  std::string phase;                // "reading", "indexing", "merging", "compiling"
  std::string file;                 // being read, or empty
  std::uint64_t records = 0;        // read or indexed
  std::uint64_t records_total = 0;  // 0 if unknown
  std::uint64_t bytes = 0;          // of the input, uncompressed
  std::uint64_t bytes_done = 0;     // of the files on disk, also within a file
  std::uint64_t bytes_total = 0;    // of the files on disk; 0 if unknown (standard input)
  double seconds = 0;               // since the command began
};

// Options of everything that writes.
struct WriterOptions {
  unsigned jobs = 0;  // threads that analyse and build; 0: one per processor
  std::uint64_t memory_budget_bytes = 1ull << 30;
  std::chrono::milliseconds lock_wait{0};  // how long to wait for another writer before Error{locked}
  std::function<bool()> cancelled;         // called often; true ends the work with Error{cancelled}
  // Segments with at least so many documents post pairs of frequent words, which makes phrases fast and takes about 200 bytes
  // per abstract.
  std::uint32_t pairs_from = 20'000;
  bool tag = true;  // tag documents that are added, if vocabularies are loaded
  // Generations that the index keeps from now on, 1 to 1000; else as many as before (2 in a new index). The index stores
  // the number, in a new generation if the run changes nothing else.
  std::optional<unsigned> keep{};
  std::function<void(const Progress&)> on_progress;
};

// An input that a run left out.
struct SkippedInput {
  enum class Kind {
    broken,       // it cannot be read, is damaged, has no document, or is in no known format
    unreachable,  // found in a folder: a link to nothing or to a folder, a pipe, a socket, a device, another index
    not_a_paper   // found in a folder: a PDF file, a picture, other binary data, a README
  };
  std::string path;
  std::string reason;  // one line, without the path
  Kind kind = Kind::broken;
};

// "broken", "unreachable", "not-a-paper".
IL2SEARCH_EXPORT const char* to_string(SkippedInput::Kind kind) noexcept;

struct UpdateOptions {
  WriterOptions writer;
  std::string format = "auto";
  double max_bad_percent = 1.0;             // of the run's records; ignored below 100 records
  bool keep_partial = false;                // keep the records before the damage of a broken file
  bool skip_broken = false;                 // publish the rest if inputs are broken
  bool reapply = false;                     // also read files that were applied before with the same content
  bool dry_run = false;                     // read and report, but publish nothing
  bool prune = false;                       // delete the documents of files that disappeared from a given folder
  std::chrono::seconds publish_every{600};  // during a long load, after a complete file
  std::function<void(const RecordError&)> on_record_error;
  std::function<void(const std::string&)> on_warning;  // one line about a file
  std::function<void(const SkippedInput&)> on_skipped;
};

// What every change of an index reports.
struct GenerationReport {
  std::uint64_t generation = 0;  // the one that is served now
  bool published = false;        // false if nothing changed
  double seconds = 0;
  // What failed after the generation was served, one line each: old files that could not be removed.
  std::vector<std::string> cleanup_warnings{};
};

// What became of the documents of a run.
struct DocumentCounts {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t deleted = 0;
  std::uint64_t unchanged = 0;   // records that the index already had in the same form
  std::uint64_t superseded = 0;  // records that lost to a higher version, a later file or a later record of the run
};

struct PublishReport : GenerationReport, DocumentCounts {
  std::uint64_t records = 0;  // documents added, or records read, including bad ones
};

struct UpdateReport : PublishReport {
  std::uint64_t files = 0;            // applied
  std::uint64_t files_unchanged = 0;  // skipped, because they were applied before
  std::uint64_t bad = 0;              // records skipped
  std::uint64_t warnings = 0;
  std::vector<RecordError> errors;  // the first 1,000 bad records and warnings
  std::vector<SkippedInput> skipped_files;
  std::uint64_t bytes = 0;  // read, uncompressed
};

struct DeleteReport : GenerationReport {
  std::uint64_t requested = 0;  // different ids
  std::uint64_t deleted = 0;    // documents
  std::uint64_t not_found = 0;  // ids
};

// Of a rebuild or a retag.
struct RebuildReport : GenerationReport {
  std::uint64_t documents = 0;
};

// Applies files, folders (recursively, in name order) and "-" (standard input) in the given order, but the numbered files
// of NLM in the order of their numbers. The folder of the index itself is never read. Creates the index if it does not
// exist. Throws Error{path_missing, unknown_format, broken_file, too_many_bad_records, locked, io, out_of_memory,
// cancelled, index_corrupt, index_incompatible}; then nothing was published since the last interval
// (UpdateOptions::publish_every). A broken input ends the run with the error of the first one after the others were looked
// at; with skip_broken only if no input is left.
IL2SEARCH_EXPORT UpdateReport update_index(const std::string& index_path, const std::vector<std::string>& paths,
                                           const UpdateOptions& options = {});

// Deletes documents by id, in any spelling that normalize_curie() accepts; digits are also a PMID.
IL2SEARCH_EXPORT DeleteReport delete_documents(const std::string& index_path, const std::vector<std::string>& ids,
                                               const WriterOptions& options = {});

// Indexes every document again from its stored form, after a change of the analyzer. Tags are kept.
IL2SEARCH_EXPORT RebuildReport rebuild_index(const std::string& index_path, const WriterOptions& options = {});

// Like rebuild_index(), but tags every document with the current vocabularies, with the same result as a fresh load.
// Without vocabularies it removes the tags.
IL2SEARCH_EXPORT RebuildReport retag_index(const std::string& index_path, const WriterOptions& options = {});

// Merges segments, with `full` into a single one, and drops deleted documents.
IL2SEARCH_EXPORT GenerationReport merge_index(const std::string& index_path, bool full,
                                              const WriterOptions& options = {});

// For programs that create documents themselves.
//
//   il2search::IndexWriter writer("/data/index");
//   writer.add(document);          // replaces the document with the same id
//   writer.publish();              // readers can see it from now on
//
// Holds the lock of the index from construction to destruction. For one thread at a time. The destructor does not publish.
class IL2SEARCH_EXPORT IndexWriter {
 public:
  explicit IndexWriter(const std::string& index_path, const WriterOptions& options = {});
  ~IndexWriter();
  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;

  // Adds a document or replaces the one with its id. Throws Error{invalid_argument} if the id is missing, longer than 200
  // bytes or contains control characters, if any text is not UTF-8, or if the document exceeds 64 MiB; the writer stays
  // usable. Takes about 0.2 ms, spread over `jobs` threads.
  void add(Document document);

  // Deletes the document with this id, including one added before in this run.
  void remove(const std::string& id);

  // Publishes all changes since the last call as a new generation in one step; does nothing without changes. After an
  // exception the writer is closed and the last generation is still served.
  PublishReport publish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
