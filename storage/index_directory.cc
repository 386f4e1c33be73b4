// The writer's side of an index: takes the lock, adopts segments and vocabularies, publishes.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>
#include <il2search/version.h>

#include "base/checksum.h"
#include "storage/deletion_list.h"
#include "storage/generation.h"
#include "storage/index_directory.h"
#include "storage/index_files.h"
#include "storage/recovery.h"
#include "storage/verify.h"
#include "storage/writer_lock.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

// A name that an index folder may hold before anything is published in it.
bool is_own_name(const std::string& name) {
  return name == "LOCK" || name == "tmp" || name == "segments" || name == "vocabulary" || is_temporary_name(name) ||
         number_after(name, "MANIFEST-") || number_after(name, "LEDGER-");
}

[[noreturn]] void throw_not_an_index(const std::string& path, const std::string& why) {
  throw Error(ErrorCode::index_missing, "not an il2search index: " + terminal_safe(path, false) + ": " + why,
              "name an empty or new folder");
}

// A folder without CURRENT becomes an index only if it is empty or has only what an interrupted first run left, so that
// a home folder is never filled or cleaned.
void check_may_become_index(const IndexFolder& folder) {
  std::vector<std::string> names = folder.names("");
  names.erase(std::remove(names.begin(), names.end(), "lost+found"), names.end());
  const bool interrupted = std::find(names.begin(), names.end(), "LOCK") != names.end() &&
                           std::all_of(names.begin(), names.end(), is_own_name);
  if (!names.empty() && !interrupted) throw_not_an_index(folder.path(), "the folder has other files in it");
}

// The folder, which is an index or may become one.
IndexFolder open_index(const std::string& index_path, bool create) {
  const std::string path = absolute_path(index_path);
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (create && exists(status) && !is_directory(status)) throw_not_an_index(path, "it is not a folder");
  IndexFolder folder = create ? IndexFolder::open_or_create(path) : IndexFolder::open(path);
  if (!create) read_current(folder);
  else if (!find_current(folder)) check_may_become_index(folder);
  return folder;
}

std::vector<FileEntry> describe_files(const IndexFolder& folder, const std::string& inner,
                                      const std::string& published) {
  std::vector<FileEntry> files;
  for (const std::string& name : folder.names(inner)) {
    const FileChecksum sum = checksum_of(folder, inner + "/" + name);
    files.push_back({published + "/" + name, sum.bytes, sum.hex});
  }
  return files;
}

// Syncs the files of a folder, then the folder. Its new name is synced with the folder that it is moved to.
void sync_files(const IndexFolder& folder, const std::string& inner) {
  for (const std::string& name : folder.names(inner)) folder.sync_file(inner + "/" + name);
  folder.sync_folder(inner);
}

// Moves a folder from tmp/ to its published place. Folders in tmp are private; this one gets the mode of its new parent,
// so that the same users can read it.
std::vector<FileEntry> adopt_folder(const IndexFolder& folder, const std::string& from, const std::string& parent,
                                    const std::string& to) {
  folder.change_mode(from, folder.mode(parent));
  sync_files(folder, from);
  std::vector<FileEntry> files = describe_files(folder, from, to);
  // What a run did not publish was removed when the lock was taken, so this name is not in any manifest.
  folder.remove(to);
  folder.rename(from, to);
  folder.sync_folder(parent);
  return files;
}

// The uuid of a segment's database, whose number of documents must be what its builder counted.
std::string checked_uuid(const std::string& folder, std::uint32_t documents) {
  const Xapian::Database database = open_segment_database(folder);
  return translating_xapian(folder, [&] {
    if (database.get_doccount() != documents || database.get_lastdocid() != documents) {
      throw_corrupt(folder, "it has " + std::to_string(database.get_doccount()) + " documents instead of " +
                                std::to_string(documents));
    }
    return database.get_uuid();
  });
}

}  // namespace

struct IndexDirectory::Impl {
  explicit Impl(IndexFolder opened) : folder(std::move(opened)), tmp(folder.absolute("tmp")) {}

  IndexFolder folder;
  std::string tmp;
  Descriptor lock;
  std::optional<CurrentFile> current;
  Manifest manifest;
  std::uint64_t next_segment = 1;
  unsigned keep = kDefaultKeep;
  std::string command;
  std::function<bool()> cancelled;
  bool has_finished_first_run = false;
  std::set<std::string> written;  // files with checksums that were computed by this object
  Removal removed;                // by construction

  std::uint64_t next_generation() const { return manifest.generation + 1; }
  std::string in_tmp(const std::string& absolute) const;
  void forget_unserved();
  void note_written(const std::vector<FileEntry>& files) {
    for (const FileEntry& file : files) written.insert(file.path);
  }
  void start();
  void empty_tmp();
  FileEntry write_root_file(const std::string& name, std::string_view bytes);
  void serve(Manifest next);
  void check_files(const Manifest& next) const;
};

void IndexDirectory::Impl::empty_tmp() {
  folder.make_folder("tmp");  // refuses a link
  for (const std::string& name : folder.names("tmp")) removed.bytes += folder.remove("tmp/" + name);
}

// Reads the served generation and removes what unfinished runs left. Needs the lock.
void IndexDirectory::Impl::start() {
  // Synced first: only a CURRENT that is on the disk may decide which files are left over.
  folder.sync_folder("");
  current = find_current(folder);
  if (!current && finish_first_run(folder)) {
    has_finished_first_run = true;
    current = find_current(folder);
  }
  folder.make_folder("segments");
  if (current) {
    const HeldManifest held = hold_newest(folder);
    if (!(held.current == *current)) throw_corrupt(folder.absolute("CURRENT"), "it was changed by another process");
    manifest = held.manifest;
    next_segment = manifest.next_segment;
    removed = remove_unpublished(folder, held);
    empty_tmp();
    return;
  }
  removed = remove_first_run(folder);
  empty_tmp();
  mark_first_run(folder);
}

IndexDirectory::IndexDirectory(const std::string& index_path, const Options& options)
    : impl_(std::make_unique<Impl>(open_index(index_path, options.create))) {
  if (options.keep && (*options.keep < 1 || *options.keep > kMaxKeep)) {
    throw Error(ErrorCode::invalid_argument, "the number of kept generations must be between 1 and 1000");
  }
  impl_->lock = lock_for_writing(impl_->folder, options.lock_wait, options.cancelled);
  if (!options.create) read_current(impl_->folder);
  impl_->start();
  impl_->command = options.command;
  impl_->cancelled = options.cancelled;
  impl_->keep = options.keep.value_or(impl_->manifest.keep);
}

IndexDirectory::~IndexDirectory() = default;

const IndexFolder& IndexDirectory::folder() const { return impl_->folder; }
const std::string& IndexDirectory::path() const { return impl_->folder.path(); }
const Manifest& IndexDirectory::manifest() const { return impl_->manifest; }
bool IndexDirectory::has_finished_first_run() const { return impl_->has_finished_first_run; }
const std::string& IndexDirectory::tmp() const { return impl_->tmp; }

std::string IndexDirectory::vocabulary_folder() const {
  const auto& vocabulary = impl_->manifest.vocabulary;
  return vocabulary ? impl_->folder.absolute(vocabulary->folder()) : std::string{};
}

// "tmp/NAME" of the absolute path of something in tmp().
std::string IndexDirectory::Impl::in_tmp(const std::string& absolute) const {
  if (!absolute.starts_with(tmp + "/")) throw Error(ErrorCode::invalid_argument, "not in tmp: " + absolute);
  return "tmp" + absolute.substr(tmp.size());
}

SegmentEntry IndexDirectory::adopt_segment(const std::string& folder_in_tmp, std::uint32_t documents) {
  SegmentEntry entry;
  entry.name = padded_number(impl_->next_segment++);
  entry.documents = documents;
  entry.uuid = checked_uuid(folder_in_tmp, documents);
  entry.files = adopt_folder(impl_->folder, impl_->in_tmp(folder_in_tmp), "segments", "segments/" + entry.name);
  impl_->note_written(entry.files);
  return entry;
}

VocabularyEntry IndexDirectory::adopt_vocabulary(const std::string& folder_in_tmp, const std::string& hash,
                                                 std::uint64_t copy) {
  VocabularyEntry entry;
  entry.hash = hash;
  entry.copy = copy;
  impl_->folder.make_folder("vocabulary");
  entry.files = adopt_folder(impl_->folder, impl_->in_tmp(folder_in_tmp), "vocabulary", entry.folder());
  impl_->note_written(entry.files);
  impl_->folder.sync_folder("");
  return entry;
}

void IndexDirectory::set_deleted(SegmentEntry& entry, const std::vector<std::uint32_t>& sorted_docids) {
  const std::string bytes = encode_deleted(sorted_docids, entry.documents);
  entry.deleted = static_cast<std::uint32_t>(sorted_docids.size());
  entry.deleted_list.reset();
  if (sorted_docids.empty()) return;
  const std::string name = entry.name + ".dead." + padded_number(impl_->next_generation());
  impl_->folder.write_synced("tmp/" + name, bytes);
  impl_->folder.rename("tmp/" + name, "segments/" + name);
  entry.deleted_list = FileEntry{"segments/" + name, bytes.size(), xxh3_hex(bytes)};
  impl_->note_written({*entry.deleted_list});
}

std::vector<std::uint32_t> IndexDirectory::read_deleted(const SegmentEntry& entry) const {
  return read_deleted_list(impl_->folder, entry);
}

FileEntry IndexDirectory::Impl::write_root_file(const std::string& name, std::string_view bytes) {
  folder.replace_file(name, bytes);
  written.insert(name);
  return {name, bytes.size(), xxh3_hex(bytes)};
}

FileEntry IndexDirectory::write_ledger(std::string_view content) {
  return impl_->write_root_file(ledger_name(impl_->next_generation()), content);
}

// The last check before a generation is served: a manifest must not name missing files.
void IndexDirectory::Impl::check_files(const Manifest& next) const {
  const auto check = [&](const FileEntry& file) {
    if (folder.file_size(file.path) != file.size) throw_corrupt(folder.absolute(file.path), "it vanished");
  };
  for_each_file(next, check);
}

void IndexDirectory::Impl::serve(Manifest next) {
  if (next_generation() > kMaxNumber || next_segment > kMaxNumber) throw_numbers_exhausted(folder);
  next.generation = next_generation();
  next.created = timestamp_now();
  next.created_by = command;
  next.keep = keep;
  next.next_segment = std::max(next.next_segment, next_segment);
  next.previous.reset();
  if (current) next.previous = current->manifest;
  check_files(next);

  // Deletion lists and ledger are in place. Every file must be on the disk before another one names it.
  folder.sync_folder("segments");
  const FileEntry entry = write_root_file(manifest_name(next.generation), manifest_to_json(next));
  folder.sync_folder("");
  const CurrentFile now{next.generation, entry};
  const bool is_first = !current;
  replace_current(folder, now, current);
  current = now;
  next_segment = next.next_segment;
  manifest = std::move(next);
  if (is_first) end_first_run(folder);
}

void IndexDirectory::publish(Manifest next) {
  next.format_version = kFormatVersion;
  next.analyzer_fingerprint = analyzer_fingerprint();
  next.versions = {{"il2search", version()}, {"xapian", Xapian::version_string()}};
  impl_->serve(std::move(next));
}

void IndexDirectory::publish_again(Manifest old) { impl_->serve(std::move(old)); }

bool IndexDirectory::store_keep() {
  if (!impl_->current || impl_->keep == impl_->manifest.keep) return false;
  impl_->serve(impl_->manifest);
  return true;
}

std::vector<std::string> IndexDirectory::collect_after_publishing() {
  try {
    return collect_garbage().warnings;
  } catch (const Error& error) {
    const bool is_cancelled = error.code() == ErrorCode::cancelled;
    return {std::string("old files were not removed: ") + (is_cancelled ? "cancelled" : error.what())};
  }
}

// A writer that publishes for days must not remember every file that it wrote.
void IndexDirectory::Impl::forget_unserved() {
  std::set<std::string> served;
  for_each_file(manifest, [&](const FileEntry& file) {
    if (written.contains(file.path)) served.insert(file.path);
  });
  written = std::move(served);
}

Removal IndexDirectory::collect_garbage() {
  Removal removal = std::exchange(impl_->removed, {});
  if (!impl_->current) return removal;
  const VerifyOptions options{.on_progress = {}, .cancelled = impl_->cancelled};
  Removal old =
      remove_old_generations(impl_->folder, *impl_->current, impl_->manifest, impl_->keep, impl_->written, options);
  old.bytes += removal.bytes;
  impl_->forget_unserved();
  return old;
}

}  // namespace il2search
