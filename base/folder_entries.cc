// Entries as the kernel lists them. readdir() takes ENOENT for the end of the folder: a listing that fails would be a short
// one.
#include "base/folder_entries.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace il2search {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

bool is_removed(const Descriptor& folder) {
  struct stat info {};
  return ::fstat(folder.get(), &info) == 0 && info.st_nlink == 0;
}

// Calls use(name) for each of the listed entries.
template <class Use> void for_each_name(const char* entries, std::size_t size, Use use) {
  for (std::size_t at = 0; at < size;) {
    std::uint16_t length = 0;
    std::memcpy(&length, entries + at + offsetof(dirent64, d_reclen), sizeof length);
    const char* const name = entries + at + offsetof(dirent64, d_name);
    if (std::string_view(name) != "." && std::string_view(name) != "..") use(name);
    at += length;
  }
}

void remove_at(int parent, const char* name) noexcept {
  if (::unlinkat(parent, name, 0) == 0) return;
  const Descriptor folder(::openat(parent, name, kFolderFlags));
  if (!folder.is_open()) return;
  char entries[4096];
  for (ssize_t size; (size = ::getdents64(folder.get(), entries, sizeof entries)) > 0;)
    for_each_name(entries, static_cast<std::size_t>(size), [&](const char* inner) { remove_at(folder.get(), inner); });
  ::unlinkat(parent, name, AT_REMOVEDIR);
}

}  // namespace

std::optional<std::vector<std::string>> names_in(const Descriptor& folder) {
  constexpr std::size_t kBufferBytes = 32768;
  const auto buffer = std::make_unique<char[]>(kBufferBytes);
  std::vector<std::string> names;
  for (;;) {
    const ssize_t size = ::getdents64(folder.get(), buffer.get(), kBufferBytes);
    if (size == 0 || (size < 0 && errno == ENOENT && is_removed(folder))) break;
    if (size < 0) return std::nullopt;
    for_each_name(buffer.get(), static_cast<std::size_t>(size), [&](const char* name) { names.emplace_back(name); });
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_missing_or_empty(const std::string& path) {
  const Descriptor folder = open_path(path, O_RDONLY | O_DIRECTORY);
  if (!folder.is_open()) return errno == ENOENT;
  const auto names = names_in(folder);
  return names && names->empty();
}

void remove_tree(const char* path) noexcept { remove_at(AT_FDCWD, path); }

}  // namespace il2search
