// SortedTable: keys with a value each, in the bytewise order of the keys. A tree of blocks, written once:
//
//   file  := block… tail          the leaves in order, then the blocks of each level above them, the root last
//   block := u32 size of its entries in bytes, u32 checksum of them, entry…
//   entry := varint bytes shared with the key before (0 for the first of a block), the rest of the key, the value; both
//            are preceded by their size as a varint
//   tail  := u64 where the leaves end, u64 where the root starts, u64 entries, u32 levels above the leaves,
//            "IL2T" u32 version, u32 checksum of the tail
//
// An entry above the leaves has the first key of a block of the level below and, as a varint, where that block starts.
// Integers are little-endian, checksums the low 32 bits of XXH3-64.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "storage/folder.h"
#include "storage/output_file.h"

namespace il2search {

// A mapped file. Safe from many threads. Every function that reads a block throws Error{index_corrupt} if it is damaged.
class SortedTable {
 public:
  // Error{index_corrupt, io}.
  explicit SortedTable(const std::string& path);
  // Of an index: the path is relative to its folder.
  SortedTable(const IndexFolder& folder, const std::string& path);

  std::uint64_t size() const noexcept { return entries_; }
  // The value of a key, valid as long as the table. About a microsecond: one block per level.
  std::optional<std::string_view> find(std::string_view key) const;

  // Walks the entries in the order of their keys.
  class Cursor {
   public:
    // Starts at the first key that is not below `from`. The table must outlive the cursor.
    explicit Cursor(const SortedTable& table, std::string_view from = {});
    bool at_end() const noexcept { return at_end_; }
    const std::string& key() const noexcept { return key_; }
    // Valid as long as the table.
    std::string_view value() const noexcept { return value_; }
    void next();
    // Moves forward to the first key that is not below `key`. Cheap for keys that are near.
    void seek(std::string_view key);

   private:
    void enter_leaf(std::uint64_t at);
    void read_entry();
    void descend(std::string_view key);

    const SortedTable* table_;
    std::uint64_t leaf_end_ = 0;  // where the next leaf starts
    std::string_view rest_;       // of the leaf
    std::string key_;
    std::string_view value_;
    bool at_end_ = false;
  };

  // Reads everything. Error{index_corrupt} unless the leaves have as many keys as they should, in order, and every key is
  // found from the root.
  void verify() const;
  [[noreturn]] void fail(const std::string& what) const;

 private:
  SortedTable(std::string path, MappedFile file);
  // The entries of the block that starts there, verified.
  std::string_view block(std::uint64_t at) const;
  // Where the leaf starts that has the key, if any has.
  std::uint64_t leaf_of(std::string_view key) const;

  std::string path_;
  MappedFile file_;
  std::uint64_t leaves_end_ = 0;
  std::uint64_t root_ = 0;
  std::uint64_t entries_ = 0;
  std::uint32_t levels_ = 0;
};

// For one thread at a time. Keeps the first keys of all blocks in memory. Error{io, out_of_memory}. Not synced.
class SortedTableWriter {
 public:
  explicit SortedTableWriter(std::string path);
  // Keys come in strictly ascending order: Error{invalid_argument}.
  void add(std::string_view key, std::string_view value);
  // Writes what is left and closes the file, which is incomplete without it.
  void finish();

 private:
  struct Child {
    std::string first_key;
    std::uint64_t at;
  };
  void put_entry(std::string_view key, std::string_view value);
  void end_block(std::vector<Child>& level);

  OutputFile file_;
  std::vector<Child> leaves_;
  std::string block_;
  std::string first_key_;  // of the block
  std::string last_key_;
  std::size_t in_block_ = 0;
  std::uint64_t entries_ = 0;
};

}  // namespace il2search
