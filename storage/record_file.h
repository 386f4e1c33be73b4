// RecordFile: one record of bytes for every document of a segment, found by docid. Beside Xapian's postings a segment
// holds three of them: `heads` (what a hit list shows), `texts` (the rest of the document, deflated) and `tokens`
// (the words in their order, for phrases).
//
// On disk, two files, all integers little-endian:
//   NAME.data     the records, back to back, record of docid 1 first
//   NAME.offsets  "IL2R" u32 version, then u64 ends[documents]: where each record ends in NAME.data
// Segments merge by appending data files and shifting offsets: no record is decoded.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace il2search {

// Appends records in docid order. Errors of the file system: Error{io}. Not synced: see sync_tree() in
// index_directory.h.
class RecordFileWriter {
 public:
  explicit RecordFileWriter(const std::string& path_without_suffix);
  ~RecordFileWriter();
  RecordFileWriter(RecordFileWriter&&) noexcept;

  void append(std::string_view record);
  // Appends every record of another file.
  void append_all(const std::string& other_path_without_suffix);
  // Writes what is buffered and the offsets. Without it the file is incomplete.
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
  ~RecordFile();
  RecordFile(RecordFile&&) noexcept;

  std::uint32_t size() const noexcept { return size_; }
  // The record of a docid from 1 to size(); valid as long as this object. Error{index_corrupt} when the offsets lie.
  std::string_view record(std::uint32_t docid) const;

 private:
  struct Map;
  std::unique_ptr<Map> data_;
  std::unique_ptr<Map> offsets_;
  std::uint32_t size_ = 0;
};

}  // namespace il2search
