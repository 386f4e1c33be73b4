// Record files whose records are compressed with zstd. Records are small and alike, so they are compressed with dictionaries
// made of the first of them: each can be decompressed by itself, and takes about half of what it would take without one.
//
//   NAME.data, NAME.offsets  as in record_file.h; a record is a zstd frame with its plain size, or empty
//   NAME.sections            "IL2S" u32 version, u32 number of sections; for each section u32 records, u32 dictionary bytes;
//                            u32 checksum of all this; then the dictionaries, each followed by its u32 checksum
//
// A section is records in a row that share a dictionary, which may be empty. Numbers are little-endian; checksums are the
// low 32 bits of XXH3-64.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/folder.h"
#include "storage/record_file.h"

namespace il2search {

// The most that one record may have, uncompressed.
inline constexpr std::uint64_t kMaxPlainRecordBytes = 256ull << 20;

// Safe from many threads. Costs address space and, for each section that is read, its dictionary in memory.
class CompressedRecordFile {
 public:
  // Also opens a file of version 1, whose records are not compressed by this layer. Error{index_corrupt,
  // index_incompatible, io}.
  explicit CompressedRecordFile(const std::string& path_without_suffix);
  CompressedRecordFile(const IndexFolder& folder, const std::string& path_without_suffix);
  ~CompressedRecordFile();
  CompressedRecordFile(CompressedRecordFile&&) noexcept;
  CompressedRecordFile& operator=(CompressedRecordFile&&) noexcept;

  std::uint32_t size() const noexcept { return records_.size(); }
  bool is_version_1() const noexcept { return records_.version() == 1; }
  // The plain bytes of the record of a docid from 1 to size(), in 2 to 5 microseconds. Error{index_corrupt} if they are
  // damaged.
  std::string record(std::uint32_t docid) const;

  // Docids from `first` to `last`.
  struct Section {
    std::uint32_t first;
    std::uint32_t last;
    std::string_view dictionary;  // valid as long as the file
  };
  std::size_t sections() const noexcept;
  // Error{index_corrupt} if the dictionary is damaged.
  Section section(std::size_t index) const;
  std::string_view compressed(std::uint32_t docid) const { return records_.record(docid); }

 private:
  struct Dictionaries;
  using MapFile = std::function<MappedFile(const std::string& suffix)>;
  CompressedRecordFile(RecordFile records, const std::string& path, const MapFile& map);

  RecordFile records_;
  std::unique_ptr<Dictionaries> dictionaries_;  // none for version 1
};

// Appends records in docid order. Keeps up to 8 MiB of them in memory, from which it makes a dictionary. The same records
// give the same bytes. For one thread at a time. Errors of the file system: Error{io}. Not synced.
class CompressedRecordWriter {
 public:
  explicit CompressedRecordWriter(const std::string& path_without_suffix);
  ~CompressedRecordWriter();
  CompressedRecordWriter(CompressedRecordWriter&&) noexcept;

  void append(std::string_view record);
  // Appends the records of another file for which `is_live` returns true. Large sections are copied with their dictionaries,
  // small ones are compressed again.
  void append_live(const CompressedRecordFile& other, const std::function<bool(std::uint32_t docid)>& is_live);
  // Writes what is left and closes the files, which are incomplete without it.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
