#include "tests/faults/traced_calls.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <iterator>
#include <string_view>

namespace il2search::test {
namespace {

// Where the arguments of a call name its file. Of a rename it is the new name.
enum class File { path, at_path, descriptor, third_descriptor, mapping, second_path, second_at_path };

struct CallRow {
  const char* name;
  long number;
  File file;
};

constexpr CallRow kCalls[] = {
#ifdef SYS_open
    {"open", SYS_open, File::path},
    {"stat", SYS_stat, File::path},
    {"lstat", SYS_lstat, File::path},
    {"access", SYS_access, File::path},
    {"mkdir", SYS_mkdir, File::path},
    {"rmdir", SYS_rmdir, File::path},
    {"unlink", SYS_unlink, File::path},
    {"chmod", SYS_chmod, File::path},
    {"readlink", SYS_readlink, File::path},
    {"rename", SYS_rename, File::second_path},
    {"link", SYS_link, File::second_path},
#endif
    {"truncate", SYS_truncate, File::path},
    {"openat", SYS_openat, File::at_path},
    {"newfstatat", SYS_newfstatat, File::at_path},
    {"statx", SYS_statx, File::at_path},
    {"faccessat", SYS_faccessat, File::at_path},
    {"mkdirat", SYS_mkdirat, File::at_path},
    {"unlinkat", SYS_unlinkat, File::at_path},
    {"readlinkat", SYS_readlinkat, File::at_path},
    {"renameat", SYS_renameat, File::second_at_path},
    {"renameat2", SYS_renameat2, File::second_at_path},
    {"linkat", SYS_linkat, File::second_at_path},
    {"read", SYS_read, File::descriptor},
    {"pread64", SYS_pread64, File::descriptor},
    {"write", SYS_write, File::descriptor},
    {"pwrite64", SYS_pwrite64, File::descriptor},
    {"writev", SYS_writev, File::descriptor},
    {"fsync", SYS_fsync, File::descriptor},
    {"fdatasync", SYS_fdatasync, File::descriptor},
    {"ftruncate", SYS_ftruncate, File::descriptor},
    {"fallocate", SYS_fallocate, File::descriptor},
    {"fstat", SYS_fstat, File::descriptor},
    {"fchmod", SYS_fchmod, File::descriptor},
    {"flock", SYS_flock, File::descriptor},
    {"lseek", SYS_lseek, File::descriptor},
    {"getdents64", SYS_getdents64, File::descriptor},
    {"copy_file_range", SYS_copy_file_range, File::third_descriptor},
    {"sendfile", SYS_sendfile, File::descriptor},
    {"mmap", SYS_mmap, File::mapping},
};

const CallRow& row_of(int number) {
  return *std::find_if(std::begin(kCalls), std::end(kCalls), [&](const CallRow& row) { return row.number == number; });
}

std::string link_target(const std::string& link) {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : std::string();
}

std::string descriptor_path(pid_t thread, int descriptor) {
  const std::string process = "/proc/" + std::to_string(thread);
  return link_target(descriptor == AT_FDCWD ? process + "/cwd" : process + "/fd/" + std::to_string(descriptor));
}

// A read must not cross into a page that may not be there.
std::string text_at(pid_t thread, std::uint64_t address) {
  constexpr std::size_t kPage = 4096;
  std::array<char, kPage> page;
  std::string text;
  while (text.size() < PATH_MAX) {
    const std::uint64_t from = address + text.size();
    const iovec to = local(page.data(), kPage - from % kPage);
    const iovec source = remote(from, to.iov_len);
    const ssize_t got = ::process_vm_readv(thread, &to, 1, &source, 1, 0);
    if (got <= 0) return {};
    const std::string_view bytes(page.data(), static_cast<std::size_t>(got));
    text += bytes.substr(0, bytes.find('\0'));
    if (bytes.find('\0') != std::string_view::npos) break;
  }
  return text;
}

std::string path_at(pid_t thread, int folder, std::uint64_t address) {
  std::string name = text_at(thread, address);
  if (name.starts_with('/')) return name;
  const std::string base = descriptor_path(thread, folder);
  return name.empty() || name == "." ? base : base + "/" + name;
}

std::string path_of(const CallRow& row, const seccomp_notif& seen) {
  const pid_t thread = static_cast<pid_t>(seen.pid);
  const auto& args = seen.data.args;
  switch (row.file) {
    case File::path: return path_at(thread, AT_FDCWD, args[0]);
    case File::at_path: return path_at(thread, static_cast<int>(args[0]), args[1]);
    case File::descriptor: return descriptor_path(thread, static_cast<int>(args[0]));
    case File::third_descriptor: return descriptor_path(thread, static_cast<int>(args[2]));
    case File::mapping: return static_cast<int>(args[4]) < 0 ? "" : descriptor_path(thread, static_cast<int>(args[4]));
    case File::second_path: return path_at(thread, AT_FDCWD, args[1]);
    case File::second_at_path: return path_at(thread, static_cast<int>(args[2]), args[3]);
  }
  return {};
}

std::string old_path_of(const CallRow& row, const seccomp_notif& seen) {
  const pid_t thread = static_cast<pid_t>(seen.pid);
  const auto& args = seen.data.args;
  if (row.file == File::second_path) return path_at(thread, AT_FDCWD, args[0]);
  if (row.file == File::second_at_path) return path_at(thread, static_cast<int>(args[0]), args[1]);
  return {};
}

bool creates_file(const CallRow& row, const seccomp_notif& seen) {
  const std::string_view name = row.name;
  if (name == "openat") return (seen.data.args[2] & O_CREAT) != 0;
  return name == "open" && (seen.data.args[1] & O_CREAT) != 0;
}

}  // namespace

const std::vector<long>& traced_calls() {
  static const std::vector<long> numbers = [] {
    std::vector<long> all;
    for (const CallRow& row : kCalls) all.push_back(row.number);
    return all;
  }();
  return numbers;
}

Call call_of(const seccomp_notif& seen) {
  const CallRow& row = row_of(seen.data.nr);
  return {row.name, path_of(row, seen), old_path_of(row, seen), creates_file(row, seen)};
}

}  // namespace il2search::test
