// Record files: buffered appending, and reading through memory maps.
#include "storage/record_file.h"

#include <cstring>
#include <utility>

#include "base/bytes.h"
#include "base/checksum.h"
#include "storage/index_files.h"
#include "storage/output_file.h"

namespace il2search {
namespace {

constexpr char kMagic[4] = {'I', 'L', '2', 'R'};
constexpr std::uint32_t kOldestVersion = 1;  // without checksums
constexpr std::uint32_t kVersion = 2;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kHeadBytes = 8;

std::string_view as_bytes(const std::uint64_t& value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

}  // namespace

struct RecordFileWriter::Impl {
  explicit Impl(const std::string& path) : data(path + ".data"), offsets(path + ".offsets") {
    offsets.write({kMagic, sizeof kMagic});
    offsets.write({reinterpret_cast<const char*>(&kVersion), sizeof kVersion});
  }
  OutputFile data;
  OutputFile offsets;
};

RecordFileWriter::RecordFileWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
RecordFileWriter::~RecordFileWriter() = default;
RecordFileWriter::RecordFileWriter(RecordFileWriter&&) noexcept = default;

void RecordFileWriter::append(std::string_view record) {
  std::string sum;
  put_u32(sum, xxh3_low32(record));
  impl_->data.write(record);
  impl_->data.write(sum);
  impl_->offsets.write(as_bytes(impl_->data.size()));
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
    if (get_u32(record.data() + record.size()) == xxh3_low32(record)) return record;
  }
  throw_corrupt(path_ + ".data", "record " + std::to_string(docid) + " is damaged");
}

}  // namespace il2search
