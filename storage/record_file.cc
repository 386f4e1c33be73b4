// Record files: buffered appending, and reading through memory maps.
#include "storage/record_file.h"

#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/bytes.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr char kMagic[4] = {'I', 'L', '2', 'R'};
constexpr std::uint32_t kOldestVersion = 1;  // without checksums
constexpr std::uint32_t kVersion = 2;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kHeadBytes = 8;
constexpr std::size_t kBufferBytes = 256 * 1024;

// A file being written, buffered.
class OutputFile {
 public:
  explicit OutputFile(std::string path) : path_(std::move(path)), file_(create_file(path_)) {}

  void write(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > kBufferBytes) flush();
    if (bytes.size() > kBufferBytes) write_all(file_, bytes, path_);
    else buffer_.append(bytes);
  }
  void close() {
    flush();
    close_written(std::move(file_), path_);
  }

 private:
  void flush() {
    write_all(file_, buffer_, path_);
    buffer_.clear();
  }
  std::string path_;
  Descriptor file_;
  std::string buffer_;
};

// A file being read in large blocks.
class InputFile {
 public:
  explicit InputFile(std::string path)
      : path_(std::move(path)), file_(open_regular_file(path_)), buffer_(kBufferBytes, '\0') {
    if (!file_.is_open()) throw_corrupt(path_, "it is missing");
  }

  // The next bytes, valid until the next call; empty at the end.
  std::string_view read() {
    if (at_ == filled_) fill();
    const std::string_view block(buffer_.data() + at_, filled_ - at_);
    at_ = filled_;
    return block;
  }
  void read_exactly(char* bytes, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
      if (at_ == filled_) fill();
      if (at_ == filled_) throw_corrupt(path_, "it ends early");
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
    const ssize_t n = retry_interrupted([&] { return ::read(file_.get(), buffer_.data(), buffer_.size()); });
    if (n < 0) throw_io("cannot read", path_);
    at_ = 0;
    filled_ = static_cast<std::size_t>(n);
  }
  std::string path_;
  Descriptor file_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
};

std::uint32_t checksum(std::string_view record) {
  return static_cast<std::uint32_t>(XXH3_64bits(record.data(), record.size()));
}

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
  std::string sum;
  put_u32(sum, checksum(record));
  impl_->data.write(record);
  impl_->data.write(sum);
  impl_->end += record.size() + sum.size();
  impl_->offsets.write(as_bytes(impl_->end));
}

// Reads instead of mapping: mapped pages of large segments would count as memory of the process that merges.
void RecordFileWriter::append_all(const std::string& other_path) {
  const RecordFile other(other_path);  // checks the sizes
  const std::uint32_t records = other.size();
  if (other.version() != kVersion) {
    for (std::uint32_t docid = 1; docid <= records; ++docid) append(other.record(docid));
    return;
  }
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

RecordFile::RecordFile(const std::string& path)
    : RecordFile(path, map_regular_file(path + ".data"), map_regular_file(path + ".offsets")) {}

RecordFile::RecordFile(const IndexFolder& folder, const std::string& path)
    : RecordFile(folder.absolute(path), folder.map_file(path + ".data"), folder.map_file(path + ".offsets")) {}

RecordFile::RecordFile(std::string path, MappedFile data_file, MappedFile offsets_file)
    : path_(std::move(path)), data_(std::move(data_file)), offsets_(std::move(offsets_file)) {
  const std::string_view offsets = offsets_.bytes();
  const std::string offsets_path = path_ + ".offsets";
  if (offsets.size() < kHeadBytes || offsets.size() % 8 != 0 || !offsets.starts_with({kMagic, sizeof kMagic}))
    throw_corrupt(offsets_path, "it is not a record file");
  std::memcpy(&version_, offsets.data() + sizeof kMagic, sizeof version_);
  // The format in the manifest, which is read first, covers this version: another one is damage.
  if (version_ < kOldestVersion || version_ > kVersion)
    throw_corrupt(offsets_path, "its version is " + std::to_string(version_));
  const std::size_t records = offsets.size() / 8 - 1;
  if (records > UINT32_MAX) throw_corrupt(offsets_path, "it holds too many records");
  size_ = static_cast<std::uint32_t>(records);
  if (end_of(size_) != data_.bytes().size()) throw_corrupt(path_ + ".data", "its size does not match the offsets");
}

std::uint64_t RecordFile::end_of(std::uint32_t docid) const noexcept {
  std::uint64_t end = 0;
  if (docid > 0) std::memcpy(&end, offsets_.bytes().data() + std::size_t{8} * docid, sizeof end);
  return end;
}

std::string_view RecordFile::record(std::uint32_t docid) const {
  const std::string_view data = data_.bytes();
  const std::uint64_t begin = docid >= 1 && docid <= size_ ? end_of(docid - 1) : UINT64_MAX;
  const std::uint64_t end = docid <= size_ ? end_of(docid) : 0;
  if (begin > end || end > data.size())
    throw_corrupt(path_ + ".offsets", "it has no valid record " + std::to_string(docid));
  const std::string_view stored = data.substr(begin, end - begin);
  if (version_ == kOldestVersion) return stored;
  if (stored.size() >= kChecksumBytes) {
    const std::string_view record = stored.substr(0, stored.size() - kChecksumBytes);
    if (get_u32(record.data() + record.size()) == checksum(record)) return record;
  }
  throw_corrupt(path_ + ".data", "record " + std::to_string(docid) + " is damaged");
}

}  // namespace il2search
