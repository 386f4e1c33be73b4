// File system calls below one descriptor, with their errors translated.
#include "storage/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/checksum.h"
#include "base/folder_entries.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
// The file may have been replaced by a pipe since it was looked at; O_NONBLOCK keeps open() from waiting for a writer.
constexpr int kFileFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

bool is_dot(std::string_view name) { return name == "." || name == ".."; }

// Nothing if the name is missing.
std::optional<struct stat> look_at(int folder, const std::string& name, const std::string& shown) {
  struct stat info {};
  if (confirm_missing([&] { return ::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW); }) == 0) return info;
  if (errno == ENOENT) return std::nullopt;
  throw_io("cannot read", shown);
}

void require_type(const struct stat& info, mode_t type, const std::string& shown) {
  if (S_ISLNK(info.st_mode)) throw_corrupt(shown, "it is a symbolic link");
  if ((info.st_mode & S_IFMT) == type) return;
  throw_corrupt(shown, type == S_IFDIR ? "it is not a folder" : "it is not a regular file");
}

Descriptor open_at(int folder, const std::string& name, int flags) {
  const auto open = [&] { return ::openat(folder, name.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0666); };
  return Descriptor(confirm_missing([&] { return retry_interrupted(open); }));
}

// A folder in another one; not open if it is missing.
Descriptor open_folder_at(int parent, const std::string& name, const std::string& shown) {
  Descriptor folder = open_at(parent, name, kFolderFlags);
  if (folder.is_open() || errno == ENOENT) return folder;
  const int number = errno;
  // ENOTDIR and ELOOP do not say whether the name is a link.
  if (number == ENOTDIR || number == ELOOP) {
    if (const auto info = look_at(parent, name, shown)) require_type(*info, S_IFDIR, shown);
    throw_corrupt(shown, "it is not a folder");
  }
  errno = number;
  throw_io("cannot open", shown);
}

// A short listing would leave what is missing in it unprotected from removal.
std::vector<std::string> names_below(const Descriptor& folder, const std::string& shown) {
  auto names = names_in(folder);
  if (!names) throw_io("cannot read", shown);
  return std::move(*names);
}

void unlink_at(int folder, const std::string& name, int flags, const std::string& shown) {
  if (confirm_missing([&] { return ::unlinkat(folder, name.c_str(), flags); }) != 0 && errno != ENOENT)
    throw_io("cannot remove", shown);
}

std::uint64_t remove_at(int parent, const std::string& name, const std::string& shown) {
  const auto info = look_at(parent, name, shown);
  if (!info) return 0;
  if (!S_ISDIR(info->st_mode)) {
    unlink_at(parent, name, 0, shown);
    return static_cast<std::uint64_t>(info->st_size);
  }
  const Descriptor folder = open_folder_at(parent, name, shown);
  if (!folder.is_open()) return 0;
  std::uint64_t freed = 0;
  for (const std::string& inner : names_below(folder, shown)) {
    freed += remove_at(folder.get(), inner, shown + "/" + inner);
  }
  unlink_at(parent, name, AT_REMOVEDIR, shown);
  return freed;
}

void sync_descriptor(const Descriptor& file, const std::string& shown) {
  if (retry_interrupted([&] { return ::fsync(file.get()); }) != 0) throw_io("cannot sync", shown);
}

void sync_opened_folder(const Descriptor& folder, const std::string& shown) {
  // EINVAL: the file system cannot sync folders.
  if (retry_interrupted([&] { return ::fsync(folder.get()); }) != 0 && errno != EINVAL) throw_io("cannot sync", shown);
}

void sync_folder_at_path(const std::string& path) {
  const Descriptor folder = open_path(path, O_RDONLY | O_DIRECTORY);
  if (!folder.is_open()) throw_io("cannot open", path);
  sync_opened_folder(folder, path);
}

// Creates a folder that is missing, after its parents. A new name is on the disk only after its parent is synced.
void create_folders(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) != 0) {
    if (errno == EEXIST) return;
    if (errno != ENOENT) throw_io("cannot create the index folder", path);
    create_folders(std::filesystem::path(path).parent_path().string());
    if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) throw_io("cannot create the index folder", path);
  }
  sync_folder_at_path(std::filesystem::path(path).parent_path().string());
}

}  // namespace

void throw_index_missing(const std::string& index_path) {
  const std::string shown = terminal_safe(index_path, false);
  throw Error(ErrorCode::index_missing, "index missing: " + shown + ": there is no il2search index here",
              "make one with `il2index update --index " + shown + " FILES...`");
}

IndexFolder IndexFolder::open(const std::string& path) {
  std::string absolute = absolute_path(path);
  Descriptor root(confirm_missing([&] { return open_path(absolute, O_RDONLY | O_DIRECTORY).release(); }));
  if (root.is_open()) return IndexFolder(std::move(absolute), std::move(root));
  if (errno == ENOENT || errno == ENOTDIR) throw_index_missing(absolute);
  throw_io("cannot open the index folder", absolute);
}

IndexFolder IndexFolder::open_or_create(const std::string& path) {
  const std::string absolute = absolute_path(path);
  create_folders(absolute);
  return open(absolute);
}

std::string IndexFolder::absolute(std::string_view relative) const {
  return relative.empty() ? path_ : path_ + "/" + std::string(relative);
}

IndexFolder::Place IndexFolder::locate(const std::string& relative) const {
  Place place{Descriptor(), root_.get(), {}};
  std::size_t begin = 0;
  for (;;) {
    const std::size_t slash = relative.find('/', begin);
    std::string name = relative.substr(begin, slash == std::string::npos ? slash : slash - begin);
    if (name.empty() || is_dot(name)) throw_corrupt(absolute(relative), "the path leads out of the index");
    if (slash == std::string::npos) {
      place.name = std::move(name);
      return place;
    }
    place.opened = open_folder_at(place.folder, name, absolute(relative.substr(0, slash)));
    place.folder = place.opened.get();
    if (place.is_missing()) return place;
    begin = slash + 1;
  }
}

IndexFolder::Place IndexFolder::existing_place(const std::string& relative) const {
  Place place = locate(relative);
  if (place.is_missing()) throw_corrupt(absolute(relative), "its folder is missing");
  return place;
}

// Not open if the folder is missing.
Descriptor IndexFolder::open_folder(const std::string& relative) const {
  if (relative.empty()) return open_folder_at(root_.get(), ".", path_);
  const Place place = locate(relative);
  return place.is_missing() ? Descriptor() : open_folder_at(place.folder, place.name, absolute(relative));
}

std::optional<std::uint64_t> IndexFolder::file_size(const std::string& relative) const {
  const Place place = locate(relative);
  if (place.is_missing()) return std::nullopt;
  const std::string shown = absolute(relative);
  const auto info = look_at(place.folder, place.name, shown);
  if (!info) return std::nullopt;
  require_type(*info, S_IFREG, shown);
  return static_cast<std::uint64_t>(info->st_size);
}

Descriptor IndexFolder::open_file(const std::string& relative) const {
  const Place place = locate(relative);
  if (place.is_missing()) return Descriptor();
  const std::string shown = absolute(relative);
  // Looked at before opening, so that a device of that name is never opened.
  const auto before = look_at(place.folder, place.name, shown);
  if (!before) return Descriptor();
  require_type(*before, S_IFREG, shown);
  Descriptor file = open_at(place.folder, place.name, kFileFlags);
  if (!file.is_open() && errno == ENOENT) return file;
  if (!file.is_open() && errno == ELOOP) throw_corrupt(shown, "it is a symbolic link");
  struct stat info {};
  if (!file.is_open() || ::fstat(file.get(), &info) != 0) throw_io("cannot open", shown);
  require_type(info, S_IFREG, shown);
  return file;
}

Descriptor IndexFolder::open_or_create_file(const std::string& relative) const {
  const Place place = existing_place(relative);
  const std::string shown = absolute(relative);
  if (const auto before = look_at(place.folder, place.name, shown)) require_type(*before, S_IFREG, shown);
  Descriptor file = open_at(place.folder, place.name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK);
  if (!file.is_open()) throw_io("cannot open", shown);
  return file;
}

MappedFile IndexFolder::map_file(const std::string& relative) const {
  const Descriptor file = open_file(relative);
  const std::string shown = absolute(relative);
  if (!file.is_open()) throw_corrupt(shown, "it is missing");
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw_io("cannot read", shown);
  return MappedFile(file, static_cast<std::size_t>(info.st_size), shown);
}

std::string IndexFolder::read_file(const std::string& relative, std::size_t cap) const {
  const Descriptor file = open_file(relative);
  if (!file.is_open()) throw_corrupt(absolute(relative), "it is missing");
  return read_all(file, absolute(relative), cap);
}

std::string IndexFolder::read_verified(const FileEntry& entry) const {
  std::string bytes = read_file(entry.path, entry.size);
  if (bytes.size() != entry.size || xxh3_hex(bytes) != entry.xxh3) {
    throw_corrupt(absolute(entry.path), "its checksum is wrong");
  }
  return bytes;
}

void IndexFolder::require_folder(const std::string& relative) const {
  if (!open_folder(relative).is_open()) throw_corrupt(absolute(relative), "it is missing");
}

std::vector<std::string> IndexFolder::names(const std::string& relative_folder) const {
  const Descriptor folder = open_folder(relative_folder);
  if (!folder.is_open()) return {};
  return names_below(folder, absolute(relative_folder));
}

mode_t IndexFolder::mode(const std::string& relative_folder) const {
  const Descriptor folder = open_folder(relative_folder);
  if (!folder.is_open()) throw_corrupt(absolute(relative_folder), "it is missing");
  struct stat info {};
  if (::fstat(folder.get(), &info) != 0) throw_io("cannot read", absolute(relative_folder));
  return info.st_mode & 0777;
}

void IndexFolder::make_folder(const std::string& relative) const {
  const Place place = existing_place(relative);
  if (::mkdirat(place.folder, place.name.c_str(), 0777) == 0) return;
  if (errno != EEXIST) throw_io("cannot create", absolute(relative));
  require_folder(relative);
}

void IndexFolder::change_mode(const std::string& relative_folder, mode_t mode) const {
  const Descriptor folder = open_folder(relative_folder);
  if (!folder.is_open()) throw_corrupt(absolute(relative_folder), "it is missing");
  if (::fchmod(folder.get(), mode) != 0) throw_io("cannot change the mode of", absolute(relative_folder));
}

void IndexFolder::write_synced(const std::string& relative, std::string_view bytes) const {
  const Place place = existing_place(relative);
  const std::string shown = absolute(relative);
  unlink_at(place.folder, place.name, 0, shown);
  Descriptor file = open_at(place.folder, place.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
  if (!file.is_open()) throw_io("cannot create", shown);
  write_all(file, bytes, shown);
  sync_descriptor(file, shown);
  close_written(std::move(file), shown);
}

void IndexFolder::replace_file(const std::string& relative, std::string_view bytes) const {
  const std::string temporary = relative + ".tmp";
  write_synced(temporary, bytes);
  rename(temporary, relative);
}

void IndexFolder::rename(const std::string& from, const std::string& to) const {
  const Place old_place = existing_place(from);
  const Place new_place = existing_place(to);
  if (::renameat(old_place.folder, old_place.name.c_str(), new_place.folder, new_place.name.c_str()) != 0) {
    throw_io("cannot rename to", absolute(to));
  }
}

void IndexFolder::sync_file(const std::string& relative) const {
  const Descriptor file = open_file(relative);
  if (!file.is_open()) throw_corrupt(absolute(relative), "it is missing");
  sync_descriptor(file, absolute(relative));
}

void IndexFolder::sync_folder(const std::string& relative) const {
  const Descriptor folder = open_folder(relative);
  if (!folder.is_open()) throw_corrupt(absolute(relative), "it is missing");
  sync_opened_folder(folder, absolute(relative));
}

std::uint64_t IndexFolder::remove(const std::string& relative) const {
  const Place place = locate(relative);
  return place.is_missing() ? 0 : remove_at(place.folder, place.name, absolute(relative));
}

}  // namespace il2search
