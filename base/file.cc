// Descriptors, mappings and errno.
#include "base/file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

// Whether a path cannot be opened because of what it names, as opposed to a failing disk or a lack of memory.
bool is_bad_path(int number) noexcept {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
    case EACCES:
    case EPERM:
    case ELOOP:
    case ENAMETOOLONG:
    case ENXIO:  // a socket
    case EINVAL: return true;
    default: return false;
  }
}

[[noreturn]] void throw_input_error(const char* what, int number, bool bad_path, const std::string& path) {
  const ErrorCode failed = number == ENOMEM ? ErrorCode::out_of_memory : ErrorCode::io;
  throw Error(bad_path ? ErrorCode::path_missing : failed,
              std::string(what) + " (" + errno_message(number) + "): " + input_name(path));
}

const char* kind_of(mode_t mode) {
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

// A pipe would block the reader, and a device may never end.
void require_regular(const Descriptor& file, const std::string& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_input_error("cannot open the file", errno, false, path);
  if (S_ISREG(status.st_mode)) return;
  if (S_ISDIR(status.st_mode)) throw_input_error("cannot read the file", EISDIR, true, path);
  throw Error(ErrorCode::path_missing,
              std::string("not a regular file but ") + kind_of(status.st_mode) + ": " + input_name(path),
              "name standard input as - to read from a pipe");
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Descriptor open_path(const std::string& path, int flags) noexcept {
  return Descriptor(retry_interrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0666); }));
}

Descriptor open_input(const std::string& path) {
  const bool is_stdin = path == "-";
  Descriptor file =
      is_stdin ? Descriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)) : open_path(path, O_RDONLY | O_NONBLOCK);
  if (!file.is_open()) throw_input_error("cannot open the file", errno, is_bad_path(errno), path);
  if (!is_stdin) require_regular(file, path);
  return file;
}

void wait_for_input(const Descriptor& file, const std::function<bool()>& cancelled) {
  constexpr int kMilliseconds = 100;
  for (;;) {
    pollfd waiting{file.get(), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, kMilliseconds);
    // A descriptor that cannot be polled is left to read().
    if (ready > 0 || (ready < 0 && errno != EINTR)) return;
    if (cancelled && cancelled()) throw Error(ErrorCode::cancelled, "cancelled while waiting for standard input");
  }
}

std::size_t read_input(const Descriptor& file, char* buffer, std::size_t capacity, const std::string& path) {
  const auto n = retry_interrupted([&] { return ::read(file.get(), buffer, capacity); });
  if (n < 0) throw_input_error("cannot read the file", errno, false, path);
  return static_cast<std::size_t>(n);
}

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : terminal_safe(path, false); }

std::string errno_message(int number) { return std::generic_category().message(number); }

void throw_io(const std::string& what, const std::string& path) {
  const int number = errno;
  throw Error(number == ENOMEM ? ErrorCode::out_of_memory : ErrorCode::io,
              what + " (" + errno_message(number) + "): " + terminal_safe(path, false),
              is_out_of_space(number) ? "free some disk space and run it again; the published index is unchanged" : "");
}

bool is_out_of_space(int number) noexcept { return number == ENOSPC || number == EDQUOT || number == EFBIG; }

MappedFile::MappedFile(const Descriptor& file, std::size_t size, const std::string& path) {
  if (size == 0) return;
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (mapped == MAP_FAILED) throw_io("cannot map", path);
  bytes_ = {static_cast<const char*>(mapped), size};
}

void MappedFile::drop(std::uint64_t bytes) const noexcept {
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t whole_pages = std::min<std::uint64_t>(bytes, bytes_.size()) / page * page;
  // The mapping cannot be changed, so this forgets nothing. A failure leaves it as it was.
  if (whole_pages > 0) ::madvise(const_cast<char*>(bytes_.data()), whole_pages, MADV_DONTNEED);
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace il2search
