// Files of the operating system: an owned descriptor, a read-only mapping, errno as an Error. Layers add their own rules
// (a file of an index is never a link).
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace il2search {

// Owns a file descriptor and closes it.
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
  // Gives the descriptor away, for the caller to close.
  int release() noexcept { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

// Repeats a system call while signals interrupt it.
template <class Call> auto retry_interrupted(Call call) -> decltype(call()) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

// Opens a path with O_CLOEXEC and O_NOCTTY added to the flags. If the result is not open, errno says why.
Descriptor open_path(const std::string& path, int flags) noexcept;

// Opens a file that the user named, for reading; "-" is standard input, which stays open. Never waits: throws
// Error{path_missing} when the path is missing, not readable, or neither a regular file nor a link to one;
// Error{out_of_memory, io} otherwise.
Descriptor open_input(const std::string& path);

// Waits until a read returns at once. Asks `cancelled`, which may be empty, ten times per second and throws
// Error{cancelled} if it returns true.
void wait_for_input(const Descriptor& file, const std::function<bool()>& cancelled);

// Reads up to `capacity` bytes; 0 at the end of the file. Throws Error{out_of_memory, io}.
std::size_t read_input(const Descriptor& file, char* buffer, std::size_t capacity, const std::string& path);

// The path as messages show it: safe for a terminal, "standard input" for "-".
std::string input_name(const std::string& path);

// The system's text for an error number ("No such file or directory"). Safe from many threads.
std::string errno_message(int number);

// Throws Error{io}, or Error{out_of_memory} for ENOMEM: "WHAT (MESSAGE OF errno): PATH". A full disk adds a hint.
[[noreturn]] void throw_io(const std::string& what, const std::string& path);

// Whether the error number means that the disk, the quota or the limit on file sizes is exhausted.
bool is_out_of_space(int number) noexcept;

// A regular file mapped for reading while this object lives. Moving keeps the addresses. An empty file has an empty view.
// Map only immutable files: reading a page of a file that was shortened meanwhile ends the process with SIGBUS.
class MappedFile {
 public:
  MappedFile() = default;
  // Throws Error{io} when the file cannot be mapped. `path` is for messages.
  MappedFile(const Descriptor& file, std::size_t size, const std::string& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }

  std::string_view bytes() const noexcept { return bytes_; }
  // Takes the first bytes out of the memory of the process; they are read from the file again if they are used again.
  void drop(std::uint64_t bytes) const noexcept;

 private:
  std::string_view bytes_;
};

}  // namespace il2search
