// Record files: buffered appending, and reading through memory maps.
#include "storage/record_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <il2search/error.h>

#include "base/file.h"

namespace il2search {
namespace {

constexpr char kMagic[4] = {'I', 'L', '2', 'R'};
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeadBytes = 8;
constexpr std::size_t kBufferBytes = 256 * 1024;

// A file being written, with a buffer of its own.
class OutputFile {
 public:
  explicit OutputFile(std::string path) : path_(std::move(path)) {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd_ < 0) throw_io("cannot write", path_);
  }
  ~OutputFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > kBufferBytes) flush();
    if (bytes.size() > kBufferBytes) write_through(bytes);
    else buffer_.append(bytes);
  }
  void flush() {
    write_through(buffer_);
    buffer_.clear();
  }
  void close() {
    flush();
    const int fd = std::exchange(fd_, -1);
    if (::close(fd) != 0) throw_io("cannot write", path_);
  }

 private:
  void write_through(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw_io("cannot write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  std::string path_;
  int fd_ = -1;
  std::string buffer_;
};

// A file being read in large pieces.
class InputFile {
 public:
  explicit InputFile(std::string path) : path_(std::move(path)), buffer_(kBufferBytes, '\0') {
    fd_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd_ < 0) throw_io("cannot read", path_);
  }
  ~InputFile() { ::close(fd_); }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // What is next, valid until the next call; empty at the end.
  std::string_view read() {
    if (at_ == filled_) fill();
    const std::string_view piece(buffer_.data() + at_, filled_ - at_);
    at_ = filled_;
    return piece;
  }
  void read_exactly(char* bytes, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
      if (at_ == filled_) fill();
      if (at_ == filled_) throw Error(ErrorCode::index_corrupt, "index corrupt: file ends early: " + path_);
      const std::size_t n = std::min(size - done, filled_ - at_);
      std::memcpy(bytes + done, buffer_.data() + at_, n);
      at_ += n;
      done += n;
    }
  }
  void skip(std::size_t size) {
    std::string skipped(size, '\0');
    read_exactly(skipped.data(), size);
  }

 private:
  void fill() {
    ssize_t n = 0;
    do n = ::read(fd_, buffer_.data(), buffer_.size());
    while (n < 0 && errno == EINTR);
    if (n < 0) throw_io("cannot read", path_);
    at_ = 0;
    filled_ = static_cast<std::size_t>(n);
  }
  std::string path_;
  int fd_ = -1;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
};

std::string_view as_bytes(const std::uint64_t& value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

}  // namespace

struct RecordFileWriter::Impl {
  explicit Impl(const std::string& path) : data(path + ".data"), offsets(path + ".offsets") {
    offsets.write({kMagic, sizeof kMagic});
    offsets.write({reinterpret_cast<const char*>(&kVersion), sizeof kVersion});
  }
  OutputFile data;
  OutputFile offsets;
  std::uint64_t end = 0;
};

RecordFileWriter::RecordFileWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
RecordFileWriter::~RecordFileWriter() = default;
RecordFileWriter::RecordFileWriter(RecordFileWriter&&) noexcept = default;

void RecordFileWriter::append(std::string_view record) {
  impl_->data.write(record);
  impl_->end += record.size();
  impl_->offsets.write(as_bytes(impl_->end));
}

// By reading rather than through maps: what a merge of large segments maps would count as its memory.
void RecordFileWriter::append_all(const std::string& other_path) {
  const std::uint32_t records = RecordFile(other_path).size();  // checks the sizes
  const std::uint64_t base = impl_->end;
  InputFile data(other_path + ".data");
  for (std::string_view piece = data.read(); !piece.empty(); piece = data.read()) {
    impl_->data.write(piece);
    impl_->end += piece.size();
  }
  InputFile offsets(other_path + ".offsets");
  offsets.skip(kHeadBytes);
  std::uint64_t end = 0;
  for (std::uint32_t i = 0; i < records; ++i) {
    offsets.read_exactly(reinterpret_cast<char*>(&end), sizeof end);
    end += base;
    impl_->offsets.write(as_bytes(end));
  }
}

void RecordFileWriter::finish() {
  impl_->data.close();
  impl_->offsets.close();
}

// A read-only map of a whole file.
struct RecordFile::Map {
  explicit Map(const std::string& path) : path_(path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
      if (errno == ENOENT || errno == ELOOP)
        throw Error(ErrorCode::index_corrupt, "index corrupt: missing file: " + path);
      throw_io("cannot read", path);
    }
    struct stat info {};
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
      ::close(fd);
      throw Error(ErrorCode::index_corrupt, "index corrupt: not a regular file: " + path);
    }
    size = static_cast<std::size_t>(info.st_size);
    if (size > 0) bytes = static_cast<const char*>(::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0));
    ::close(fd);
    if (bytes == MAP_FAILED) {
      bytes = nullptr;
      throw_io("cannot map", path);
    }
  }
  ~Map() {
    if (bytes) ::munmap(const_cast<char*>(bytes), size);
  }
  Map(const Map&) = delete;
  Map& operator=(const Map&) = delete;

  std::string path_;
  const char* bytes = nullptr;
  std::size_t size = 0;
};

RecordFile::RecordFile(const std::string& path)
    : data_(std::make_unique<Map>(path + ".data")), offsets_(std::make_unique<Map>(path + ".offsets")) {
  std::uint32_t version = 0;
  if (offsets_->size < kHeadBytes || offsets_->size % 8 != 0 ||
      std::memcmp(offsets_->bytes, kMagic, sizeof kMagic) != 0)
    throw Error(ErrorCode::index_corrupt, "index corrupt: not a record file: " + offsets_->path_);
  std::memcpy(&version, offsets_->bytes + sizeof kMagic, sizeof version);
  if (version != kVersion)
    throw Error(ErrorCode::index_incompatible, "record file of another version: " + offsets_->path_);
  const std::size_t records = offsets_->size / 8 - 1;
  if (records > UINT32_MAX)
    throw Error(ErrorCode::index_corrupt, "index corrupt: too many records: " + offsets_->path_);
  size_ = static_cast<std::uint32_t>(records);
  std::uint64_t end = 0;
  if (size_ > 0) std::memcpy(&end, offsets_->bytes + std::size_t{8} * size_, sizeof end);
  if (end != data_->size) throw Error(ErrorCode::index_corrupt, "index corrupt: wrong size: " + data_->path_);
}

RecordFile::~RecordFile() = default;
RecordFile::RecordFile(RecordFile&&) noexcept = default;

std::string_view RecordFile::record(std::uint32_t docid) const {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  if (docid >= 1 && docid <= size_) {
    if (docid > 1) std::memcpy(&begin, offsets_->bytes + std::size_t{8} * (docid - 1), sizeof begin);
    std::memcpy(&end, offsets_->bytes + std::size_t{8} * docid, sizeof end);
    if (begin <= end && end <= data_->size) return {data_->bytes + begin, static_cast<std::size_t>(end - begin)};
  }
  throw Error(ErrorCode::index_corrupt, "index corrupt: bad record: " + data_->path_);
}

}  // namespace il2search
