// backup_index() and restore_index(): the served generation of one index -> the next generation of another.
//
// The target is an index like any other: what is copied is built in its tmp/, adopted, and published last. Segments and
// vocabulary that it has already are recognised by their checksums and read once more instead of being copied.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <il2search/error.h>
#include <il2search/maintenance.h>
#include <il2search/text.h>

#include "base/boundary.h"
#include "indexer/progress.h"
#include "indexer/write_session.h"
#include "storage/copy_file.h"
#include "storage/deletion_list.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
#include "storage/index_files.h"
#include "storage/verify.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;

std::string name_of(const FileEntry& file) { return file.path.substr(file.path.rfind('/') + 1); }

// Whether two folders have files of the same names, sizes and checksums.
bool same_files(const std::vector<FileEntry>& one, const std::vector<FileEntry>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](const FileEntry& a, const FileEntry& b) {
    return name_of(a) == name_of(b) && a.size == b.size && a.xxh3 == b.xxh3;
  });
}

bool is_same_content(const FileEntry& a, const FileEntry& b) { return a.size == b.size && a.xxh3 == b.xxh3; }

class GenerationCopy {
 public:
  GenerationCopy(const IndexFolder& source, IndexDirectory& target, const WriterOptions& options)
      : source_(source), target_(target), progress_(options.on_progress) {
    copy_.on_progress = [this](std::uint64_t bytes) { show("copying", bytes); };
    copy_.cancelled = options.cancelled;
    verify_.on_progress = [this](const std::string&, std::uint64_t bytes) { show("verifying", bytes); };
    verify_.cancelled = options.cancelled;
  }

  // Returns whether there was anything to publish.
  bool publish(const Manifest& served);

  std::uint64_t files_copied() const { return files_copied_; }
  std::uint64_t bytes_copied() const { return bytes_copied_; }

 private:
  void show(const char* phase, std::uint64_t bytes) {
    made_.phase = phase;
    made_.bytes_done += bytes;
    progress_.show(made_);
  }

  SegmentEntry segment(const SegmentEntry& entry);
  const SegmentEntry* find_segment(const SegmentEntry& entry) const;
  void set_deleted(SegmentEntry& copied, const SegmentEntry& entry);
  std::optional<VocabularyEntry> vocabulary(const std::optional<VocabularyEntry>& entry);
  std::string copy_folder(const std::vector<FileEntry>& files);
  void verify_copy(const std::string& inner, const std::vector<FileEntry>& files) const;
  bool is_intact(const std::vector<FileEntry>& files) const;

  const IndexFolder& source_;
  IndexDirectory& target_;
  ProgressReporter progress_;
  Progress made_;
  CopyOptions copy_;
  VerifyOptions verify_;
  unsigned folders_ = 0;
  std::uint64_t files_copied_ = 0;
  std::uint64_t bytes_copied_ = 0;
};

bool GenerationCopy::is_intact(const std::vector<FileEntry>& files) const {
  return std::all_of(files.begin(), files.end(),
                     [&](const FileEntry& file) { return !verify_file(target_.folder(), file, verify_); });
}

// Into a folder in tmp/ of the target, whose path is returned.
std::string GenerationCopy::copy_folder(const std::vector<FileEntry>& files) {
  const std::string name = "copy-" + std::to_string(++folders_);
  std::string folder = target_.tmp() + "/" + name;
  std::error_code failed;
  fs::create_directory(folder, failed);
  if (failed)
    throw Error(ErrorCode::io, "cannot create a folder: " + terminal_safe(folder, false) + ": " + failed.message());
  for (const FileEntry& file : files) {
    copy_index_file(source_, file.path, folder + "/" + name_of(file), copy_);
    ++files_copied_;
    bytes_copied_ += file.size;
  }
  verify_copy("tmp/" + name, files);
  return folder;
}

// Before it is adopted, since that opens it. Where a copy differs, its source is damaged or was copied wrongly.
void GenerationCopy::verify_copy(const std::string& inner, const std::vector<FileEntry>& files) const {
  for (const FileEntry& file : files) {
    const FileEntry copied{inner + "/" + name_of(file), file.size, file.xxh3};
    if (!verify_file(target_.folder(), copied, verify_)) continue;
    require_intact(source_, file, verify_);
    throw Error(ErrorCode::io, "the copy differs from its source: " + terminal_safe(target_.path(), false),
                "check the disk and the memory of this machine");
  }
}

const SegmentEntry* GenerationCopy::find_segment(const SegmentEntry& entry) const {
  for (const SegmentEntry& known : target_.manifest().segments)
    if (known.uuid == entry.uuid && known.documents == entry.documents && same_files(known.files, entry.files))
      return &known;
  return nullptr;
}

void GenerationCopy::set_deleted(SegmentEntry& copied, const SegmentEntry& entry) {
  const bool is_known = copied.deleted_list && entry.deleted_list &&
                        is_same_content(*copied.deleted_list, *entry.deleted_list) && is_intact({*copied.deleted_list});
  if (!is_known) target_.set_deleted(copied, read_deleted_list(source_, entry));
}

SegmentEntry GenerationCopy::segment(const SegmentEntry& entry) {
  const SegmentEntry* known = find_segment(entry);
  if (known && is_intact(known->files)) {
    SegmentEntry kept = *known;
    set_deleted(kept, entry);
    return kept;
  }
  SegmentEntry copied = target_.adopt_segment(copy_folder(entry.files), entry.documents);
  set_deleted(copied, entry);
  return copied;
}

// A number whose folder does not exist, so that no reader has its files open.
std::uint64_t free_copy(const IndexFolder& folder, const std::string& hash) {
  const std::vector<std::string> names = folder.names("vocabulary");
  VocabularyEntry entry;
  entry.hash = hash;
  while (std::find(names.begin(), names.end(), fs::path(entry.folder()).filename()) != names.end()) ++entry.copy;
  return entry.copy;
}

std::optional<VocabularyEntry> GenerationCopy::vocabulary(const std::optional<VocabularyEntry>& entry) {
  if (!entry) return std::nullopt;
  const auto& known = target_.manifest().vocabulary;
  if (known && known->hash == entry->hash && same_files(known->files, entry->files) && is_intact(known->files))
    return known;
  VocabularyEntry copied =
      target_.adopt_vocabulary(copy_folder(entry->files), entry->hash, free_copy(target_.folder(), entry->hash));
  copied.parts = entry->parts;
  return copied;
}

// What two generations serve, apart from when and by whom they were made.
bool serve_the_same(const Manifest& a, const Manifest& b) {
  return a.segments == b.segments && a.vocabulary == b.vocabulary && a.indexed_with == b.indexed_with &&
         a.analyzer_fingerprint == b.analyzer_fingerprint && a.sources == b.sources &&
         a.ledger.has_value() == b.ledger.has_value() && (!a.ledger || is_same_content(*a.ledger, *b.ledger));
}

bool GenerationCopy::publish(const Manifest& served) {
  made_.bytes_total = served.bytes();
  show("verifying", 0);
  Manifest next = served;
  next.segments.clear();
  next.next_segment = target_.manifest().next_segment;
  for (const SegmentEntry& entry : served.segments) next.segments.push_back(segment(entry));
  next.vocabulary = vocabulary(served.vocabulary);
  const Manifest& before = target_.manifest();
  if (before.generation > 0 && serve_the_same(next, before) && (!before.ledger || is_intact({*before.ledger})))
    return target_.store_keep();
  if (served.ledger) next.ledger = target_.write_ledger(source_.read_verified(*served.ledger));
  target_.publish_again(std::move(next));
  return true;
}

fs::path resolved(const std::string& path) {
  std::error_code failed;
  fs::path result = fs::weakly_canonical(path, failed);
  if (failed) throw_system_error(std::system_error(failed, "cannot resolve: " + path));
  return result.has_filename() ? result : result.parent_path();
}

bool is_within(const fs::path& inner, const fs::path& outer) {
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

// A copy within its source would be copied into itself, and be removed with it.
void require_apart(const std::string& source, const std::string& target) {
  const fs::path one = resolved(source);
  const fs::path other = resolved(target);
  if (!is_within(one, other) && !is_within(other, one)) return;
  throw Error(ErrorCode::invalid_argument,
              "one folder is within the other: " + terminal_safe(source + " and " + target, false),
              "name a folder outside of the index, best on another disk");
}

CopyReport copy_generation(const std::string& from, IndexDirectory& target, const WriterOptions& options) {
  const auto start = Clock::now();
  const IndexFolder source = IndexFolder::open(from);
  const HeldManifest held = hold_newest(source);
  GenerationCopy copy(source, target, options);
  CopyReport report;
  report.published = copy.publish(held.manifest);
  report.generation = target.manifest().generation;
  report.cleanup_warnings = target.collect_after_publishing();
  report.copied_generation = held.current.generation;
  report.documents = held.manifest.live_documents();
  report.files_copied = copy.files_copied();
  report.bytes_copied = copy.bytes_copied();
  report.seconds = seconds_since(start);
  return report;
}

[[noreturn]] void throw_index_exists(const std::string& path) {
  throw Error(ErrorCode::invalid_argument, "there is an index already: " + terminal_safe(path, false),
              "restore into a new folder with --index, then exchange the folders");
}

// Whether there is an index that a restore must not replace. A restore that was interrupted after it wrote the manifest may
// be run again.
bool has_other_index(const IndexDirectory& target) {
  const bool is_unfinished_restore = target.has_finished_first_run() && target.manifest().created_by == "restore";
  return target.manifest().generation > 0 && !is_unfinished_restore;
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

}  // namespace

CopyReport backup_index(const std::string& index_path, const std::string& destination, const WriterOptions& options) {
  return guarded_index(index_path, [&]() -> CopyReport {
    require_apart(index_path, destination);
    read_current(IndexFolder::open(index_path));  // before anything is created
    IndexDirectory target(destination, directory_options(options, IfMissing::create, "backup"));
    return copy_generation(index_path, target, options);
  });
}

CopyReport restore_index(const std::string& index_path, const std::string& source, const WriterOptions& options) {
  return guarded_index(index_path, [&]() -> CopyReport {
    require_apart(source, index_path);
    read_current(IndexFolder::open(source));
    if (is_folder(index_path) && find_current(IndexFolder::open(index_path))) throw_index_exists(index_path);
    IndexDirectory target(index_path, directory_options(options, IfMissing::create, "restore"));
    if (has_other_index(target)) throw_index_exists(index_path);
    return copy_generation(source, target, options);
  });
}

}  // namespace il2search
