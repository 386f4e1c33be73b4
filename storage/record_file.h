// RecordFile: one record of bytes per document of a segment, found by docid. Besides Xapian's postings a segment has
// three record files: `heads` (what a hit list shows) and `texts` (the rest of the document), both compressed: see
// compressed_records.h; and `tokens` (the words in their order, for phrases): see token_file.h.
//
// On disk, two files, all integers little-endian:
//   NAME.data     the records back to back, in docid order, each followed by its u32 checksum, the low 32 bits of XXH3-64
//   NAME.offsets  "IL2R" u32 version, then u64 ends[documents]: where each record and its checksum end in NAME.data
// In version 1 there are no checksums.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/file.h"
#include "storage/folder.h"

namespace il2search {

// Appends records in docid order. Errors of the file system: Error{io}. Not synced:
// IndexDirectory::adopt_segment() does that.
class RecordFileWriter {
 public:
  explicit RecordFileWriter(const std::string& path_without_suffix);
  ~RecordFileWriter();
  RecordFileWriter(RecordFileWriter&&) noexcept;

  void append(std::string_view record);
  // Flushes the buffers and closes the files, which are incomplete without it.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A mapped record file. Safe from many threads; costs address space, not memory.
class RecordFile {
 public:
  // Error{index_corrupt, io}. The sizes are checked against each other, the contents are not.
  explicit RecordFile(const std::string& path_without_suffix);
  // Of an index: the path is relative to its folder.
  RecordFile(const IndexFolder& folder, const std::string& path_without_suffix);

  std::uint32_t size() const noexcept { return size_; }
  std::uint32_t version() const noexcept { return version_; }
  // The record of a docid from 1 to size(); valid as long as this object. Error{index_corrupt} if the offsets or the
  // checksum are wrong. Verifies 10 GB/s.
  std::string_view record(std::uint32_t docid) const;

 private:
  RecordFile(std::string path_without_suffix, MappedFile data, MappedFile offsets);
  // Where the record of a docid from 0 (none) to size() ends in the data file.
  std::uint64_t end_of(std::uint32_t docid) const noexcept;

  std::string path_;
  MappedFile data_;
  MappedFile offsets_;
  std::uint32_t size_ = 0;
  std::uint32_t version_ = 0;
};

}  // namespace il2search
