// open_source(): raw file -> (gunzip) -> bytes, the first stage of indexing. MemorySource.
#include "base/byte_source.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <utility>

#include <il2search/error.h>

#include "base/file.h"

namespace il2search {
namespace {

constexpr std::size_t kRawBytes = 128 * 1024;
constexpr std::size_t kHeadBytes = 64 * 1024;

[[noreturn]] void throw_broken(const std::string& what, const std::string& path, std::string hint = {}) {
  throw Error(ErrorCode::broken_file, what + ": " + input_name(path), std::move(hint));
}

// The bytes of the file as they are on disk, buffered.
class RawFile {
 public:
  RawFile(const std::string& path, SourceOptions options)
      : path_(path), options_(std::move(options)), file_(open_input(path)), buffer_(kRawBytes, '\0') {}

  // The buffered bytes, after filling an empty buffer. Empty at the end of the file.
  std::string_view available() {
    if (begin_ == end_ && !ended_) fill();
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  // Reads until `wanted` bytes are buffered or the file ends.
  std::string_view look_ahead(std::size_t wanted) {
    while (end_ - begin_ < wanted && !ended_) fill();
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  void consume(std::size_t n) {
    begin_ += n;
    consumed_ += n;
  }

  std::uint64_t consumed() const { return consumed_; }
  const GzipCaps& caps() const { return options_.caps; }
  const std::string& path() const { return path_; }

 private:
  void fill() {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (path_ == "-") wait_for_input(file_, options_.cancelled);
    const std::size_t n = read_input(file_, buffer_.data() + end_, buffer_.size() - end_, path_);
    ended_ = n == 0;
    if (options_.on_bytes && n > 0) options_.on_bytes(std::string_view(buffer_).substr(end_, n));
    end_ += n;
  }

  std::string path_;
  SourceOptions options_;
  Descriptor file_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t consumed_ = 0;
  bool ended_ = false;
};

// The uncompressed bytes of a file, which need not be gzip.
class Gunzip {
 public:
  Gunzip(RawFile& raw, GzipCaps caps) : raw_(raw), caps_(caps), gzip_(starts_member()) {
    if (!gzip_) return;
    constexpr int kGzipOnly = 16;
    if (inflateInit2(&inflate_, MAX_WBITS + kGzipOnly) != Z_OK) throw std::bad_alloc();
    in_member_ = true;
  }
  ~Gunzip() {
    if (gzip_) inflateEnd(&inflate_);
  }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

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

  // Bytes unpacked before an error are returned first; the next call and every later one throws it.
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

  // `given` counts the filled bytes of the buffer and is correct even when an error is thrown.
  void inflate_some(char* buffer, std::size_t capacity, std::size_t& given) {
    const std::string_view in = raw_.available();
    if (in.empty()) throw_broken("gzip ends early", raw_.path(), "fetch or copy the file again");
    constexpr std::size_t kLargest = 1u << 30;
    inflate_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // zlib does not write to its input
    inflate_.avail_in = static_cast<uInt>(in.size());
    inflate_.next_out = reinterpret_cast<Bytef*>(buffer + given);
    const auto space = static_cast<uInt>(std::min(capacity - given, kLargest));
    inflate_.avail_out = space;
    const int result = inflate(&inflate_, Z_NO_FLUSH);
    raw_.consume(in.size() - inflate_.avail_in);
    made_ += space - inflate_.avail_out;
    given += space - inflate_.avail_out;
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

  // A member is followed by another one or by the end of the file.
  bool next_member() {
    if (raw_.available().empty()) return false;
    if (starts_member()) {
      inflateReset(&inflate_);
      in_member_ = true;
      return true;
    }
    throw_broken("trailing garbage after gzip data", raw_.path());
  }

  RawFile& raw_;
  GzipCaps caps_;
  bool gzip_;
  bool in_member_ = false;
  std::uint64_t made_ = 0;
  std::exception_ptr broken_;
  z_stream inflate_{};
};

class FileSource final : public ByteSource {
 public:
  FileSource(const std::string& path, SourceOptions options)
      : raw_(path, std::move(options)), bytes_(raw_, raw_.caps()) {
    if (raw_.available().empty()) throw_broken("the file is empty", path);
  }

  std::size_t read(char* buffer, std::size_t capacity) override {
    if (!head_filled_) head();
    if (head_given_ == head_.size()) return bytes_.read(buffer, capacity);
    const std::size_t n = std::min(capacity, head_.size() - head_given_);
    std::memcpy(buffer, head_.data() + head_given_, n);
    head_given_ += n;
    return n;
  }

  std::string_view head() override {
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
    if (head_.empty()) throw_broken("the file is empty", raw_.path());
    return head_;
  }

  std::uint64_t compressed_bytes_read() const override { return raw_.consumed(); }

 private:
  // An error after the first bytes is left to read(), which meets it again.
  std::size_t read_for_head(char* buffer, std::size_t capacity, bool any_yet) {
    try {
      return bytes_.read(buffer, capacity);
    } catch (const Error&) {
      if (!any_yet) throw;
      return 0;
    }
  }

  RawFile raw_;
  Gunzip bytes_;
  std::string head_;
  std::size_t head_given_ = 0;
  bool head_filled_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path, SourceOptions options) {
  return std::make_unique<FileSource>(path, std::move(options));
}

std::size_t MemorySource::read(char* buffer, std::size_t capacity) {
  const std::size_t n = std::min(capacity, bytes_.size() - position_);
  if (n > 0) std::memcpy(buffer, bytes_.data() + position_, n);
  position_ += n;
  return n;
}

std::string_view MemorySource::head() { return std::string_view(bytes_).substr(0, kHeadBytes); }

}  // namespace il2search
