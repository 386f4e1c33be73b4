// Preloaded into a program with LD_PRELOAD, this library makes one of the program's file system calls fail, or kills the
// program at that call. Only calls on files below IL2_FAULT_UNDER are counted; all others pass through.
//
//   IL2_FAULT_UNDER  the folder whose files count
//   IL2_FAULT_AT     the number of the call that fails, from 1; 0 or unset: none fails
//   IL2_FAULT_KIND   kill (after half of a write), eio, enospc, emfile, eintr, or short (only half of a write is done)
//   IL2_FAULT_STAYS  1: every later call fails too
//   IL2_FAULT_CALLS  comma-separated names of the calls that count; empty: all
//   IL2_FAULT_COUNT  a file that receives the number of counted calls when the program ends
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

struct Plan {
  std::string under;
  std::string calls;
  std::string kind;
  std::string count_file;
  long at = 0;
  bool stays = false;
};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Plan read_plan() {
  Plan plan;
  plan.under = variable("IL2_FAULT_UNDER");
  plan.calls = variable("IL2_FAULT_CALLS");
  plan.kind = variable("IL2_FAULT_KIND");
  plan.count_file = variable("IL2_FAULT_COUNT");
  plan.at = std::atol(variable("IL2_FAULT_AT").c_str());
  plan.stays = variable("IL2_FAULT_STAYS") == "1";
  return plan;
}

// Never destroyed: the program may still write while its static objects are destroyed.
const Plan& plan() {
  static const Plan* const read = new Plan(read_plan());
  return *read;
}

std::atomic<long> counted{0};

template <class Function> Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

bool is_under(std::string_view path) {
  const std::string_view under = plan().under;
  return !under.empty() && path.substr(0, under.size()) == under;
}

bool is_under(int fd) {
  std::array<char, PATH_MAX> target{};
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
  return length > 0 && is_under(std::string_view(target.data(), static_cast<std::size_t>(length)));
}

bool is_chosen(std::string_view call) {
  const std::string_view calls = plan().calls;
  if (calls.empty()) return true;
  const std::size_t at = calls.find(call);
  if (at == std::string_view::npos) return false;
  const std::size_t end = at + call.size();
  return (at == 0 || calls[at - 1] == ',') && (end == calls.size() || calls[end] == ',');
}

// Counts a call and returns whether it must fail. Preserves errno.
template <class File> bool is_hit(const char* call, File file) {
  const int before = errno;
  bool hit = false;
  if (is_chosen(call) && is_under(file)) {
    const long number = ++counted;
    hit = plan().at > 0 && (number == plan().at || (plan().stays && number > plan().at));
  }
  errno = before;
  return hit;
}

[[noreturn]] void die() {
  ::kill(::getpid(), SIGKILL);
  for (;;) ::pause();
}

// The errno of the failing call, or 0 when the call is to be made after all.
int fault(bool interruptible) {
  const std::string& kind = plan().kind;
  if (kind == "kill") die();
  if (kind == "enospc") return ENOSPC;
  if (kind == "eio") return EIO;
  if (kind == "emfile") return EMFILE;
  if (kind == "eintr" && interruptible) return EINTR;
  return 0;
}

// A call that writes `size` bytes with `write_some(n)`.
template <class WriteSome> ssize_t faulty_write(bool hit, std::size_t size, WriteSome write_some) {
  if (!hit) return write_some(size);
  const std::string& kind = plan().kind;
  if (kind == "short") return write_some(size > 1 ? size / 2 : size);
  if (kind == "kill") write_some(size / 2);
  const int error = fault(true);
  if (error == 0) return write_some(size);
  errno = error;
  return -1;
}

template <class Call> int faulty(bool hit, bool interruptible, Call call) {
  const int error = hit ? fault(interruptible) : 0;
  if (error == 0) return call();
  errno = error;
  return -1;
}

struct WriteCountAtEnd {
  ~WriteCountAtEnd() {
    if (plan().count_file.empty()) return;
    const std::string text = std::to_string(counted.load()) + "\n";
    const int fd = ::open(plan().count_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    if (fd >= 0 && real(fd, text.data(), text.size()) > 0) ::close(fd);
  }
};
const WriteCountAtEnd write_count_at_end;

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  return faulty_write(is_hit("write", fd), size, [&](std::size_t n) { return real(fd, bytes, n); });
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return faulty_write(is_hit("pwrite", fd), size, [&](std::size_t n) { return real(fd, bytes, n, offset); });
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return faulty_write(is_hit("pwrite", fd), size, [&](std::size_t n) { return real(fd, bytes, n, offset); });
}

int fsync(int fd) {
  static const auto real = next<int (*)(int)>("fsync");
  return faulty(is_hit("fsync", fd), true, [&] { return real(fd); });
}

int fdatasync(int fd) {
  static const auto real = next<int (*)(int)>("fdatasync");
  return faulty(is_hit("fdatasync", fd), true, [&] { return real(fd); });
}

int ftruncate(int fd, off_t size) noexcept {
  static const auto real = next<int (*)(int, off_t)>("ftruncate");
  return faulty(is_hit("ftruncate", fd), true, [&] { return real(fd, size); });
}

int rename(const char* from, const char* to) noexcept {
  static const auto real = next<int (*)(const char*, const char*)>("rename");
  return faulty(is_hit("rename", to), false, [&] { return real(from, to); });
}

int mkdir(const char* path, mode_t mode) noexcept {
  static const auto real = next<int (*)(const char*, mode_t)>("mkdir");
  return faulty(is_hit("mkdir", path), false, [&] { return real(path, mode); });
}

int unlink(const char* path) noexcept {
  static const auto real = next<int (*)(const char*)>("unlink");
  return faulty(is_hit("unlink", path), false, [&] { return real(path); });
}

int rmdir(const char* path) noexcept {
  static const auto real = next<int (*)(const char*)>("rmdir");
  return faulty(is_hit("rmdir", path), false, [&] { return real(path); });
}

// Only open() calls that may create a file count: these tests are about writing.
int open(const char* path, int flags, ...) {
  static const auto real = next<int (*)(const char*, int, ...)>("open");
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  return faulty((flags & O_CREAT) != 0 && is_hit("open", path), false, [&] { return real(path, flags, mode); });
}

int open64(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  return open(path, flags | O_LARGEFILE, mode);
}

}  // extern "C"
