// The writer's side of an index: takes the lock, adopts segments and vocabularies, publishes.
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
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
#include "storage/writer_lock.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

std::string timestamp_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts));
}

// A name that an index folder may hold before anything is published in it.
bool is_own_name(const std::string& name) {
  return name == "LOCK" || name == "tmp" || name == "segments" || name == "vocabulary" || is_temporary_name(name) ||
         number_after(name, "MANIFEST-") || number_after(name, "LEDGER-");
}

[[noreturn]] void throw_not_an_index(const std::string& path, const std::string& why) {
  throw Error(ErrorCode::index_missing, "not an il2search index: " + terminal_safe(path, false) + ": " + why,
              "name an empty or new folder with --index");
}

// A folder without CURRENT becomes an index only if it is empty or has only what an interrupted first run left, so that
// a home folder is never filled or cleaned.
void check_may_become_index(const std::string& path) {
  if (!std::filesystem::is_directory(path)) throw_not_an_index(path, "it is not a folder");
  std::vector<std::string> names = names_in(path);
  names.erase(std::remove(names.begin(), names.end(), "lost+found"), names.end());
  const bool interrupted = std::find(names.begin(), names.end(), "LOCK") != names.end() &&
                           std::all_of(names.begin(), names.end(), is_own_name);
  if (!names.empty() && !interrupted) throw_not_an_index(path, "the folder has other files in it");
}

void create_folders(const std::string& path) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (failed) {
    throw Error(ErrorCode::io,
                "cannot create the index folder (" + failed.message() + "): " + terminal_safe(path, false));
  }
}

// Prepares for the lock: afterwards the folder exists, and is an index or may become one.
void prepare_folder(const std::string& path, bool create) {
  std::error_code ignored;
  if (create && !std::filesystem::exists(path, ignored)) create_folders(path);
  if (create && !find_current(path)) check_may_become_index(path);
  if (!create) read_current(path);
}

mode_t mode_of(const std::string& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) throw_io("cannot read", folder);
  return info.st_mode & 0777;
}

// Folders in tmp are private; this one gets the mode of its new parent, so that the same users can read it.
void copy_mode(const std::string& parent, const std::string& folder) {
  if (::chmod(folder.c_str(), mode_of(parent)) != 0) throw_io("cannot change the mode of", folder);
}

std::vector<FileEntry> describe_files(const std::string& folder, const std::string& relative) {
  std::vector<FileEntry> files;
  for (const std::string& name : names_in(folder)) {
    if (!regular_file_size(folder + "/" + name)) throw_corrupt(folder + "/" + name, "it vanished");
    const FileChecksum sum = xxh3_of_file(folder + "/" + name);
    files.push_back({relative + "/" + name, sum.bytes, sum.hex});
  }
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
  std::string path;
  std::string tmp;
  Descriptor lock;
  std::optional<CurrentFile> current;
  Manifest manifest;
  std::uint64_t next_segment = 1;
  std::uint64_t freed = 0;  // bytes removed by construction

  std::uint64_t next_generation() const { return manifest.generation + 1; }
  std::string segments() const { return path + "/segments"; }
  FileEntry write_root_file(const std::string& name, std::string_view bytes);
  void serve(Manifest next);
  void check_files(const Manifest& next) const;
};

namespace {

// Removes what unfinished runs left, and returns the bytes freed.
std::uint64_t clean_up(const std::string& path, const std::string& tmp, std::uint64_t newest) {
  // Synced first: only a CURRENT that is on the disk may decide which files are left over.
  sync_folder(path);
  ensure_folder(path + "/segments");
  const std::uint64_t freed = remove_tree(tmp);
  ensure_folder(tmp);
  return freed + remove_unpublished(path, newest);
}

}  // namespace

IndexDirectory::IndexDirectory(const std::string& index_path, const Options& options)
    : impl_(std::make_unique<Impl>()) {
  Impl& impl = *impl_;
  impl.path = absolute_path(index_path);
  impl.tmp = impl.path + "/tmp";
  prepare_folder(impl.path, options.create);
  impl.lock = lock_for_writing(impl.path, options.lock_wait, options.cancelled);
  impl.current = find_current(impl.path);
  if (impl.current) impl.manifest = hold_newest(impl.path).manifest;
  impl.next_segment = impl.manifest.next_segment;
  impl.freed = clean_up(impl.path, impl.tmp, impl.manifest.generation);
}

IndexDirectory::~IndexDirectory() = default;

const std::string& IndexDirectory::path() const { return impl_->path; }
const Manifest& IndexDirectory::manifest() const { return impl_->manifest; }
const std::string& IndexDirectory::tmp() const { return impl_->tmp; }

std::string IndexDirectory::vocabulary_folder() const {
  const auto& vocabulary = impl_->manifest.vocabulary;
  return vocabulary ? impl_->path + "/" + vocabulary->folder() : std::string{};
}

SegmentEntry IndexDirectory::adopt_segment(const std::string& folder_in_tmp, std::uint32_t documents) {
  SegmentEntry entry;
  entry.name = padded_number(impl_->next_segment++);
  entry.documents = documents;
  entry.uuid = checked_uuid(folder_in_tmp, documents);
  copy_mode(impl_->segments(), folder_in_tmp);
  sync_tree(folder_in_tmp);
  entry.files = describe_files(folder_in_tmp, "segments/" + entry.name);
  const std::string folder = impl_->segments() + "/" + entry.name;
  // Unpublished segments were removed when the lock was taken, so a file of this name is not a segment.
  remove_tree(folder);
  rename_path(folder_in_tmp, folder);
  sync_folder(impl_->segments());
  return entry;
}

VocabularyEntry IndexDirectory::adopt_vocabulary(const std::string& folder_in_tmp, const std::string& hash,
                                                 std::uint64_t copy) {
  VocabularyEntry entry;
  entry.hash = hash;
  entry.copy = copy;
  const std::string vocabularies = impl_->path + "/vocabulary";
  ensure_folder(vocabularies);
  copy_mode(vocabularies, folder_in_tmp);
  sync_tree(folder_in_tmp);
  entry.files = describe_files(folder_in_tmp, entry.folder());
  const std::string folder = impl_->path + "/" + entry.folder();
  remove_tree(folder);
  rename_path(folder_in_tmp, folder);
  sync_folder(vocabularies);
  sync_folder(impl_->path);
  return entry;
}

void IndexDirectory::set_deleted(SegmentEntry& entry, const std::vector<std::uint32_t>& sorted_docids) {
  const std::string bytes = encode_deleted(sorted_docids, entry.documents);
  entry.deleted = static_cast<std::uint32_t>(sorted_docids.size());
  entry.deleted_list.reset();
  if (sorted_docids.empty()) return;
  const std::string name = entry.name + ".dead." + padded_number(impl_->next_generation());
  const std::string temporary = impl_->tmp + "/" + name;
  write_synced(temporary, bytes);
  rename_path(temporary, impl_->segments() + "/" + name);
  entry.deleted_list = FileEntry{"segments/" + name, bytes.size(), xxh3_hex(bytes)};
}

std::vector<std::uint32_t> IndexDirectory::read_deleted(const SegmentEntry& entry) const {
  return read_deleted_list(impl_->path, entry);
}

FileEntry IndexDirectory::Impl::write_root_file(const std::string& name, std::string_view bytes) {
  replace_file(path, name, bytes);
  return {name, bytes.size(), xxh3_hex(bytes)};
}

FileEntry IndexDirectory::write_ledger(std::string_view content) {
  return impl_->write_root_file(ledger_name(impl_->next_generation()), content);
}

// The last check before a generation is served: a manifest must not name missing files.
void IndexDirectory::Impl::check_files(const Manifest& next) const {
  const auto check = [&](const FileEntry& file) {
    if (regular_file_size(path + "/" + file.path) != file.size) throw_corrupt(path + "/" + file.path, "it vanished");
  };
  for (const SegmentEntry& segment : next.segments) {
    std::for_each(segment.files.begin(), segment.files.end(), check);
    if (segment.deleted_list) check(*segment.deleted_list);
  }
  if (next.vocabulary) std::for_each(next.vocabulary->files.begin(), next.vocabulary->files.end(), check);
  if (next.ledger) check(*next.ledger);
}

void IndexDirectory::Impl::serve(Manifest next) {
  next.generation = next_generation();
  next.created = timestamp_now();
  next.next_segment = std::max(next.next_segment, next_segment);
  next.previous.reset();
  if (current) next.previous = current->manifest;
  check_files(next);

  // Deletion lists and ledger are in place. Every file must be on the disk before another one names it.
  sync_folder(segments());
  const FileEntry entry = write_root_file(manifest_name(next.generation), manifest_to_json(next));
  sync_folder(path);
  const CurrentFile now{next.generation, entry};
  replace_current(path, now, current);
  current = now;
  next_segment = next.next_segment;
  manifest = std::move(next);
}

void IndexDirectory::publish(Manifest next) {
  next.format_version = kFormatVersion;
  next.analyzer_fingerprint = analyzer_fingerprint();
  next.versions = {{"il2search", version()}, {"xapian", Xapian::version_string()}};
  impl_->serve(std::move(next));
}

void IndexDirectory::publish_again(Manifest old) { impl_->serve(std::move(old)); }

std::uint64_t IndexDirectory::collect_garbage() {
  return std::exchange(impl_->freed, 0) + remove_old_generations(impl_->path, impl_->manifest.generation);
}

}  // namespace il2search
