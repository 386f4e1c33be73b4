// DocumentLengths: how many words each document of a segment has, for ranking.
//
//   file  := head page… longer
//   head  := "IL2L" u32 version, u32 documents, u32 longer documents, u64 words of all documents,
//            u32 words of the shortest document that is not empty, u32 of the longest, u32 checksum of the head
//   page  := u16 words of each of 2,048 documents, in the last page fewer, u32 checksum of the page
//   longer := for each document that has 65,535 (its entry in the page) or more: u32 docid, u32 words; then the u32
//            checksum of all of them
//
// Integers are little-endian, checksums the low 32 bits of XXH3-64.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "storage/folder.h"

namespace il2search {

// What is known of all documents of a segment together.
struct LengthTotals {
  std::uint32_t documents = 0;  // docids are 1 to documents
  std::uint32_t shortest = 0;   // document that is not empty, in words
  std::uint32_t longest = 0;
  std::uint64_t words = 0;

  void add(std::uint32_t length);
  bool operator==(const LengthTotals&) const = default;
};

// A mapped file. Safe from many threads.
class DocumentLengths {
 public:
  // Error{index_corrupt, io}.
  explicit DocumentLengths(const std::string& path);
  // Of an index: the path is relative to its folder.
  DocumentLengths(const IndexFolder& folder, const std::string& path);

  const LengthTotals& totals() const noexcept { return totals_; }
  // Of a docid from 1 to totals().documents. Each page is verified when it is first used: Error{index_corrupt}.
  std::uint32_t of(std::uint32_t docid) const {
    const std::size_t page = (docid - 1) / kPageDocuments;
    if (!verified_[page].load(std::memory_order_relaxed)) verify_page(page);
    const char* const at = pages_.data() + page * kChecksumBytes + std::size_t{2} * (docid - 1);
    const auto low = static_cast<unsigned char>(at[0]);
    const auto high = static_cast<unsigned char>(at[1]);
    const std::uint32_t length = low | std::uint32_t{high} << 8;
    return length < kLonger ? length : longer(docid);
  }
  // Reads everything. Error{index_corrupt} if anything disagrees.
  void verify() const;

  static constexpr std::uint32_t kPageDocuments = 2048;
  static constexpr std::uint32_t kLonger = 0xFFFF;

 private:
  static constexpr std::size_t kChecksumBytes = 4;

  DocumentLengths(std::string path, MappedFile file);
  void verify_page(std::size_t page) const;
  std::uint32_t longer(std::uint32_t docid) const;
  [[noreturn]] void fail() const;

  std::string path_;
  MappedFile file_;
  LengthTotals totals_;
  std::string_view pages_;
  std::string_view longer_;
  std::unique_ptr<std::atomic<bool>[]> verified_;  // by page
};

// Collects the lengths of documents in docid order, two bytes each, and writes the file at the end. For one thread at a
// time.
class DocumentLengthsWriter {
 public:
  // Error{invalid_argument} for more than kMostDocuments.
  void add(std::uint32_t length);
  // The length, or DocumentLengths::kLonger if it is greater.
  std::uint32_t bounded(std::uint32_t docid) const noexcept { return lengths_[docid - 1]; }
  std::uint32_t documents() const noexcept { return totals_.documents; }
  // Error{io}. Not synced.
  void write(const std::string& path) const;

  static constexpr std::uint32_t kMostDocuments = UINT32_MAX - 1;

 private:
  struct Longer {
    std::uint32_t docid;
    std::uint32_t length;
  };
  std::vector<std::uint16_t> lengths_;
  std::vector<Longer> longer_;
  LengthTotals totals_;
};

}  // namespace il2search
