// Files of the operating system: an owned descriptor, a read-only map, errno as an Error. Layers add what their files mean
// (an index's files are never links; an input may be standard input).
#pragma once

#include <cerrno>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace il2search {

// Owns a file descriptor; closes it at the end of its life.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) noexcept : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const noexcept { return fd_; }
  bool is_open() const noexcept { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// Repeats a system call that a signal interrupted.
template <class Call> auto retry_interrupted(Call call) -> decltype(call()) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

// Opens a path with O_CLOEXEC and O_NOCTTY added to the flags; errno is set where the result is not open.
Descriptor open_path(const std::string& path, int flags) noexcept;

// The system's text for an error number ("No such file or directory"). Safe from many threads.
std::string errno_message(int number);

// Throws Error{io}: "WHAT (MESSAGE OF errno): PATH". A full disk gets a hint.
[[noreturn]] void throw_io(const std::string& what, const std::string& path);

// Whether an error number means that the disk, the quota or the limit on file sizes is used up.
bool is_out_of_space(int number) noexcept;

// A regular file mapped for reading, as long as this object lives. Moving keeps the addresses. An empty file has an empty
// view. Reading a page of a file that another process shortened ends the process with SIGBUS: map only immutable files.
class MappedFile {
 public:
  MappedFile() = default;
  // Error{io} where the file cannot be mapped. `path` is for messages.
  MappedFile(const Descriptor& file, std::size_t size, const std::string& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }

  std::string_view bytes() const noexcept { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace il2search
