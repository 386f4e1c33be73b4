// Maintenance of an index: its state and generations, verification, garbage collection, rollback, repair and backup.
//
// What writes takes the lock of the index, as in index_writer.h; the rest needs no write permission.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <il2search/export.h>
#include <il2search/index_writer.h>
#include <il2search/vocabulary_status.h>

namespace il2search {

// The state of an index, for operators.
struct SegmentStatus {
  std::string name;
  std::uint64_t documents = 0;  // including deleted ones
  std::uint64_t deleted = 0;
  std::uint64_t bytes = 0;
};

struct IndexStatus {
  std::uint64_t generation = 0;
  std::uint64_t documents = 0;
  std::vector<SegmentStatus> segments;
  std::uint64_t bytes = 0;
  std::string created;  // the time of the generation: 2026-11-21T03:00:00Z
  // Negative if the time is in the future, as by a clock that is wrong; nothing if it is malformed.
  std::optional<std::int64_t> age_seconds;
  std::uint64_t sources = 0;
  std::vector<VocabularyStatus> vocabularies;
  bool retag_needed = false;  // some documents were indexed before the current vocabularies were loaded
  std::string analyzer_fingerprint;
  unsigned format_version = 0;
  bool writer_active = false;
};

IL2SEARCH_EXPORT IndexStatus index_status(const std::string& index_path);

struct CheckOptions {
  bool quick = false;                                // only manifests, and the sizes of files
  std::function<void(const Progress&)> on_progress;  // with the bytes of files that are verified, and the file
  std::function<bool()> cancelled;                   // called often; true ends the check with Error{cancelled}
};

struct CheckReport {
  std::vector<std::string> findings;  // damage, one line each, which names the file
  // What cannot be checked, with the reason: no permission, an I/O error, a manifest that another process keeps locked.
  std::vector<std::string> unchecked;
  std::uint64_t files = 0;
  std::uint64_t generations = 0;

  bool is_sound() const { return findings.empty() && unchecked.empty(); }
};

// Verifies every file of every kept generation against its size and checksum, files of a segment against each other, and
// reads all postings in a child process. Files that generations share are read once. Needs only permission to read, and
// holds the generations meanwhile as a reader does. Reads the whole index, about twice. Throws Error{index_missing,
// index_incompatible, locked, io, out_of_memory, cancelled}.
IL2SEARCH_EXPORT CheckReport check_index(const std::string& index_path, const CheckOptions& options = {});

struct GarbageReport {
  std::uint64_t bytes_freed = 0;
  std::vector<std::string> warnings;  // why files were kept that may be unneeded, one line each
};

// Removes files that no kept generation needs; the last WriterOptions::keep generations and those in use by readers are
// kept.
IL2SEARCH_EXPORT GarbageReport collect_garbage(const std::string& index_path, const WriterOptions& options = {});

// A generation that is kept. If its manifest is damaged, only `generation`, `is_served` and `damage` are set.
struct GenerationStatus {
  std::uint64_t generation = 0;
  std::string created;  // 2026-11-21T03:00:00Z
  // The command that made it: "update", "delete", "vocabulary", "retag", "rebuild", "merge", "gc", "rollback", "repair",
  // "backup", "restore", "IndexWriter"; empty if the version that made it did not record that.
  std::string created_by;
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;  // of its files, some of which other generations share
  bool is_served = false;
  std::string damage;  // of its manifest: "its checksum is wrong"; empty if there is none
};

// The kept generations, newest first. Reads manifests only, so that damage of other files is not seen: see check_index().
// Throws Error{index_missing}, Error{index_corrupt} if CURRENT is damaged, Error{index_incompatible, io}.
IL2SEARCH_EXPORT std::vector<GenerationStatus> list_generations(const std::string& index_path);

// Publishes a kept generation again, under a new number, after verifying the checksums of all its files: the one with this
// number, or (0) the one served before. Nothing changes if it is served already. Throws Error{not_found} if it is not kept,
// with the kept ones in the hint, and Error{index_corrupt} if it is damaged; then nothing changes.
IL2SEARCH_EXPORT GenerationReport revert(const std::string& index_path, const WriterOptions& options = {},
                                         std::uint64_t generation = 0);

// A document of the newest generation that is not served any more after a repair.
struct LostDocument {
  std::string id;
  bool has_older_version = false;  // that is served
};

// What repair_index() found and did.
struct RepairReport : GenerationReport {
  std::vector<std::string> findings;   // a line for each damaged or missing file, over all kept generations
  std::uint64_t repaired_from = 0;     // the generation that is served again
  std::uint64_t documents = 0;         // of that generation
  std::string created;                 // the time of that generation: 2026-11-21T03:00:00Z
  std::vector<std::string> rebuilt;    // segments that are built again from their stored documents
  std::vector<std::uint64_t> dropped;  // incomplete generations, which are not kept any more
  // Of the newest generation whose manifest can be read, complete or not; nothing if no manifest can.
  std::optional<std::uint64_t> documents_before;
  std::vector<LostDocument> lost;     // of that generation, as far as their ids can be read
  std::uint64_t lost_unreadable = 0;  // further ones
};

// Makes a damaged index usable: verifies every kept generation against its checksums, and unless the served one is
// complete, publishes the newest one that is, under a new number. If in a newer one only postings or token streams
// are damaged, that is published instead, with these segments built again from their stored documents, and no document is
// lost. Works without CURRENT and with damaged manifests. Then removes the manifests of incomplete generations, and no other file; the next
// change of the index removes what nothing needs any more. With `dry_run` it only reports. Reads every file of all kept
// generations once, and the stored documents of damaged segments. Throws Error{index_corrupt} if no generation is complete;
// then nothing changes. Error{index_missing, index_incompatible, locked, io, out_of_memory, cancelled}.
IL2SEARCH_EXPORT RepairReport repair_index(const std::string& index_path, bool dry_run = false,
                                           const WriterOptions& options = {});

// What a backup or a restore did; `generation` is that of the index that was written.
struct CopyReport : GenerationReport {
  std::uint64_t copied_generation = 0;  // of the index that was read
  std::uint64_t documents = 0;
  std::uint64_t files_copied = 0;  // without those that were there already
  std::uint64_t bytes_copied = 0;
};

// Copies the served generation to `destination`, a folder that is a complete index by itself and is created if it is
// missing. Files that it has already are not copied again, but read and verified, as is every copy. The generation is held
// meanwhile, so that others may publish. It is published in `destination` as the last step, and its older generations are
// removed as its number of kept ones says (WriterOptions::keep). Nothing is published if it serves the same already. Throws
// Error{invalid_argument} if one folder is within the other, Error{index_missing} if there is no index to read or
// `destination` is a folder of something else, Error{index_corrupt} for the first damaged file; Error{index_incompatible,
// locked, io, out_of_memory, cancelled}. After an Error, `destination` serves what it served before.
IL2SEARCH_EXPORT CopyReport backup_index(const std::string& index_path, const std::string& destination,
                                         const WriterOptions& options = {});

// Copies the generation that `source`, a backup or any other index, serves to a new index. Everything is verified before
// it is published. Throws Error{invalid_argument} if there is an index at `index_path`, and what backup_index() throws.
IL2SEARCH_EXPORT CopyReport restore_index(const std::string& index_path, const std::string& source,
                                          const WriterOptions& options = {});

}  // namespace il2search
