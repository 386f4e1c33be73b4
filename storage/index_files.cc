// File system calls with their errors translated.
#include "storage/index_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::size_t kChunkBytes = 64 * 1024;

}  // namespace

void throw_corrupt(const std::string& path, const std::string& what) {
  throw Error(ErrorCode::index_corrupt, "index corrupt: " + terminal_safe(path, false) + ": " + what,
              "`il2index repair` serves the newest complete generation; `il2index check` lists what is damaged");
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
  if (confirm_missing([&] { return ::lstat(path.c_str(), &info); }) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw_io("cannot read", path);
  }
  if (!S_ISREG(info.st_mode)) throw_corrupt(path, "it is not a regular file");
  return static_cast<std::uint64_t>(info.st_size);
}

Descriptor open_regular_file(const std::string& path) {
  // Checked before opening, so that a device or a pipe of that name is never opened.
  if (!regular_file_size(path)) return Descriptor();
  Descriptor file(confirm_missing([&] { return open_path(path, O_RDONLY | O_NOFOLLOW).release(); }));
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

}  // namespace il2search
