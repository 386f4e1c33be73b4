// Raw file -> (gunzip) -> bytes. The first hop of indexing.
#include "base/gzip.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::size_t kRawBytes = 128 * 1024;
constexpr std::size_t kHeadBytes = 64 * 1024;

std::string shown(const std::string& path) { return path == "-" ? "standard input" : terminal_safe(path, false); }

std::string system_message(int number) { return std::generic_category().message(number); }

[[noreturn]] void throw_broken(const std::string& what, const std::string& path, std::string hint = {}) {
  throw Error(ErrorCode::broken_file, what + ": " + shown(path), std::move(hint));
}

int open_for_reading(const std::string& path) {
  if (path == "-") return STDIN_FILENO;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) {
    const int number = errno;
    const bool missing = number == ENOENT || number == ENOTDIR || number == EACCES || number == EPERM ||
                         number == ELOOP || number == ENAMETOOLONG || number == EINVAL;
    throw Error(missing ? ErrorCode::path_missing : ErrorCode::io,
                "cannot open the file (" + system_message(number) + "): " + shown(path));
  }
  return fd;
}

bool is_folder(int fd) {
  struct stat info {};
  return ::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

// The file as it lies on the disk, through one buffer.
class InputFile::Raw {
 public:
  explicit Raw(const std::string& path) : path_(path), fd_(open_for_reading(path)), buffer_(kRawBytes, '\0') {
    if (is_folder(fd_)) {
      close();
      throw Error(ErrorCode::path_missing, "a folder where a file is expected: " + shown(path));
    }
  }
  ~Raw() { close(); }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  // The bytes at hand; reads on when there are none. Empty at the end of the file.
  std::string_view available() {
    if (begin_ == end_ && !ended_) fill();
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  // Reads until `wanted` bytes are at hand or the file ends.
  std::string_view look_ahead(std::size_t wanted) {
    while (end_ - begin_ < wanted && !ended_) fill();
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  void consume(std::size_t n) {
    begin_ += n;
    consumed_ += n;
  }

  std::uint64_t consumed() const { return consumed_; }
  const std::string& path() const { return path_; }

 private:
  void fill() {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    const ssize_t n = read_some();
    if (n < 0) throw Error(ErrorCode::io, "cannot read the file (" + system_message(errno) + "): " + shown(path_));
    ended_ = n == 0;
    end_ += static_cast<std::size_t>(n);
  }

  ssize_t read_some() {
    ssize_t n = -1;
    do {
      n = ::read(fd_, buffer_.data() + end_, buffer_.size() - end_);
    } while (n < 0 && errno == EINTR);
    return n;
  }

  void close() noexcept {
    if (fd_ > STDERR_FILENO) ::close(fd_);
    fd_ = -1;
  }

  std::string path_;
  int fd_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t consumed_ = 0;
  bool ended_ = false;
};

// Gives the raw bytes on, gunzipped when they are gzip.
class InputFile::Stream {
 public:
  Stream(Raw& raw, GzipCaps caps) : raw_(raw), caps_(caps), gzip_(starts_member()) {
    if (!gzip_) return;
    constexpr int kGzipOnly = 16;
    if (inflateInit2(&inflate_, MAX_WBITS + kGzipOnly) != Z_OK) throw std::bad_alloc();
    in_member_ = true;
  }
  ~Stream() {
    if (gzip_) inflateEnd(&inflate_);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  std::size_t read(char* buffer, std::size_t capacity) {
    return gzip_ ? read_gzip(buffer, capacity) : read_plain(buffer, capacity);
  }

 private:
  bool starts_member() {
    const std::string_view bytes = raw_.look_ahead(3);
    return bytes.size() >= 3 && bytes[0] == '\x1f' && bytes[1] == '\x8b' && bytes[2] == '\x08';
  }

  std::size_t read_plain(char* buffer, std::size_t capacity) {
    const std::string_view bytes = raw_.available();
    const std::size_t n = std::min(capacity, bytes.size());
    if (n > 0) std::memcpy(buffer, bytes.data(), n);
    raw_.consume(n);
    return n;
  }

  // What was unpacked before a break is given out first; the error comes with the next call, and again after it.
  std::size_t read_gzip(char* buffer, std::size_t capacity) {
    std::size_t given = 0;
    try {
      if (!broken_) {
        while (given < capacity && (in_member_ || next_member())) inflate_some(buffer, capacity, given);
      }
    } catch (...) {
      broken_ = std::current_exception();
    }
    if (given == 0 && broken_) std::rethrow_exception(broken_);
    return given;
  }

  // `given` counts the bytes of the buffer that are filled; it is right even when an error is thrown.
  void inflate_some(char* buffer, std::size_t capacity, std::size_t& given) {
    const std::string_view in = raw_.available();
    if (in.empty()) throw_broken("gzip ends early", raw_.path(), "fetch or copy the file again");
    constexpr std::size_t kLargest = 1u << 30;
    inflate_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // zlib does not write to its input
    inflate_.avail_in = static_cast<uInt>(in.size());
    inflate_.next_out = reinterpret_cast<Bytef*>(buffer + given);
    const auto room = static_cast<uInt>(std::min(capacity - given, kLargest));
    inflate_.avail_out = room;
    const int result = inflate(&inflate_, Z_NO_FLUSH);
    raw_.consume(in.size() - inflate_.avail_in);
    made_ += room - inflate_.avail_out;
    given += room - inflate_.avail_out;
    check(result);
  }

  void check(int result) {
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result == Z_STREAM_END) {
      in_member_ = false;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      const std::string why = inflate_.msg != nullptr ? inflate_.msg : "invalid data";
      throw_broken("gzip is damaged (" + why + ")", raw_.path(), "fetch or copy the file again");
    }
    if (made_ > caps_.after_bytes && made_ / caps_.max_ratio > raw_.consumed()) {
      throw_broken("gzip unpacks to over " + std::to_string(caps_.max_ratio) + " times its size", raw_.path(),
                   "unpack the file yourself if you trust it");
    }
  }

  // Behind a member stands another one or the end of the file.
  bool next_member() {
    if (raw_.available().empty()) return false;
    if (starts_member()) {
      inflateReset(&inflate_);
      in_member_ = true;
      return true;
    }
    throw_broken("bytes that are no gzip behind the end of gzip data", raw_.path());
  }

  Raw& raw_;
  GzipCaps caps_;
  bool gzip_;
  bool in_member_ = false;
  std::uint64_t made_ = 0;
  std::exception_ptr broken_;
  z_stream inflate_{};
};

InputFile::InputFile(const std::string& path, GzipCaps caps) : raw_(std::make_unique<Raw>(path)) {
  if (raw_->available().empty()) throw_broken("the file is empty", path);
  stream_ = std::make_unique<Stream>(*raw_, caps);
}

InputFile::~InputFile() = default;

std::size_t InputFile::read(char* buffer, std::size_t capacity) {
  if (head_given_ < head_.size()) {
    const std::size_t n = std::min(capacity, head_.size() - head_given_);
    std::memcpy(buffer, head_.data() + head_given_, n);
    head_given_ += n;
    return n;
  }
  if (!head_filled_) {
    head();
    return head_.empty() ? 0 : read(buffer, capacity);
  }
  return stream_->read(buffer, capacity);
}

// A break behind the first bytes is for read() to report: it comes again there.
std::size_t InputFile::read_for_head(char* buffer, std::size_t capacity, bool any_yet) {
  try {
    return stream_->read(buffer, capacity);
  } catch (const Error&) {
    if (!any_yet) throw;
    return 0;
  }
}

std::string_view InputFile::head() {
  if (head_filled_) return head_;
  head_.resize(kHeadBytes);
  std::size_t filled = 0;
  while (filled < kHeadBytes) {
    const std::size_t n = read_for_head(head_.data() + filled, kHeadBytes - filled, filled > 0);
    if (n == 0) break;
    filled += n;
  }
  head_.resize(filled);
  head_filled_ = true;
  if (head_.empty()) throw_broken("the file is empty", raw_->path());
  return head_;
}

std::uint64_t InputFile::compressed_bytes_read() const { return raw_->consumed(); }

}  // namespace il2search
