// File system calls with their errors translated.
#include "storage/index_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <il2search/text.h>

#include "base/checksum.h"
#include "storage/index_directory.h"

namespace il2search {
namespace {

constexpr std::size_t kChunkBytes = 64 * 1024;

Descriptor open_or_throw(const std::string& path, int flags, const char* what) {
  Descriptor file = open_path(path, flags | O_NOFOLLOW);
  if (!file.is_open()) throw_io(what, path);
  return file;
}

void sync_descriptor(const Descriptor& file, const std::string& path) {
  if (retry_interrupted([&] { return ::fsync(file.get()); }) != 0) throw_io("cannot sync", path);
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

bool is_dot(const char* name) { return std::string_view(name) == "." || std::string_view(name) == ".."; }

}  // namespace

void throw_corrupt(const std::string& path, const std::string& what) {
  throw Error(ErrorCode::index_corrupt, "index corrupt: " + terminal_safe(path, false) + ": " + what,
              "`il2index check` lists what is damaged; `il2index rollback` goes back to the previous generation");
}

std::string absolute_path(const std::string& path) {
  std::error_code failed;
  const std::filesystem::path result = std::filesystem::absolute(path, failed);
  if (failed || path.empty()) throw Error(ErrorCode::invalid_argument, "the path of the index is empty or unusable");
  std::string text = result.lexically_normal().string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

std::optional<std::uint64_t> regular_file_size(const std::string& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw_io("cannot read", path);
  }
  if (!S_ISREG(info.st_mode)) throw_corrupt(path, "it is not a regular file");
  return static_cast<std::uint64_t>(info.st_size);
}

Descriptor open_regular_file(const std::string& path) {
  // Checked before opening, so that a device or a pipe of that name is never opened.
  if (!regular_file_size(path)) return Descriptor();
  Descriptor file = open_path(path, O_RDONLY | O_NOFOLLOW);
  if (!file.is_open() && errno != ENOENT) throw_io("cannot open", path);
  return file;
}

MappedFile map_regular_file(const std::string& path) {
  const Descriptor file = open_regular_file(path);
  if (!file.is_open()) throw_corrupt(path, "it is missing");
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw_io("cannot read", path);
  return MappedFile(file, static_cast<std::size_t>(info.st_size), path);
}

Descriptor create_file(const std::string& path) {
  Descriptor file = open_path(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) throw_io("cannot write", path);
  return file;
}

void write_all(const Descriptor& file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = retry_interrupted([&] { return ::write(file.get(), bytes.data(), bytes.size()); });
    if (n < 0) throw_io("cannot write", path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void close_written(Descriptor file, const std::string& path) {
  if (::close(file.release()) != 0) throw_io("cannot write", path);
}

std::string read_all(const Descriptor& file, const std::string& path, std::size_t cap) {
  std::string bytes;
  for (;;) {
    const std::size_t had = bytes.size();
    bytes.resize(had + kChunkBytes);
    const ssize_t n = retry_interrupted(
        [&] { return ::pread(file.get(), bytes.data() + had, kChunkBytes, static_cast<off_t>(had)); });
    if (n < 0) throw_io("cannot read", path);
    bytes.resize(had + static_cast<std::size_t>(n));
    if (n == 0) return bytes;
    if (bytes.size() > cap) throw_corrupt(path, "it is too large");
  }
}

std::string read_verified(const std::string& index_path, const FileEntry& entry) {
  const std::string path = index_path + "/" + entry.path;
  const Descriptor file = open_regular_file(path);
  if (!file.is_open()) throw_corrupt(path, "it is missing");
  std::string bytes = read_all(file, path, entry.size);
  if (bytes.size() != entry.size || xxh3_hex(bytes) != entry.xxh3) throw_corrupt(path, "its checksum is wrong");
  return bytes;
}

void write_synced(const std::string& path, std::string_view bytes) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_io("cannot replace", path);
  const Descriptor file = open_or_throw(path, O_WRONLY | O_CREAT | O_EXCL, "cannot create");
  write_all(file, bytes, path);
  sync_descriptor(file, path);
}

void replace_file(const std::string& folder, const std::string& name, std::string_view bytes) {
  const std::string temporary = folder + "/" + name + ".tmp";
  write_synced(temporary, bytes);
  rename_path(temporary, folder + "/" + name);
}

void rename_path(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throw_io("cannot rename to", to);
}

void sync_file(const std::string& path) { sync_descriptor(open_or_throw(path, O_RDONLY, "cannot open"), path); }

void sync_folder(const std::string& path) {
  // The index folder itself may be a link; links inside it are refused by ensure_folder().
  const Descriptor folder = open_path(path, O_RDONLY | O_DIRECTORY);
  if (!folder.is_open()) throw_io("cannot open", path);
  // EINVAL: the file system cannot sync folders.
  if (retry_interrupted([&] { return ::fsync(folder.get()); }) != 0 && errno != EINVAL) throw_io("cannot sync", path);
}

void sync_tree(const std::string& folder) {
  for (const std::string& name : names_in(folder)) sync_file(folder + "/" + name);
  sync_folder(folder);
  sync_folder(std::filesystem::path(folder).parent_path().string());
}

void ensure_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) == 0) return;
  if (errno != EEXIST) throw_io("cannot create", path);
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) throw_io("cannot read", path);
  if (!S_ISDIR(info.st_mode)) throw_corrupt(path, "it is not a folder");
}

std::vector<std::string> names_in(const std::string& folder) {
  const std::unique_ptr<DIR, CloseFolder> stream(::opendir(folder.c_str()));
  if (!stream) {
    if (errno == ENOENT) return {};
    throw_io("cannot read", folder);
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(stream.get())) {
    if (!is_dot(entry->d_name)) names.emplace_back(entry->d_name);
    errno = 0;
  }
  if (errno != 0) throw_io("cannot read", folder);
  std::sort(names.begin(), names.end());
  return names;
}

std::uint64_t remove_tree(const std::string& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return 0;
    throw_io("cannot read", path);
  }
  if (!S_ISDIR(info.st_mode)) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_io("cannot remove", path);
    return static_cast<std::uint64_t>(info.st_size);
  }
  std::uint64_t freed = 0;
  for (const std::string& name : names_in(path)) freed += remove_tree(path + "/" + name);
  if (::rmdir(path.c_str()) != 0 && errno != ENOENT) throw_io("cannot remove", path);
  return freed;
}

}  // namespace il2search
