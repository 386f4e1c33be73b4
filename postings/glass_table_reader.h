// GlassTableReader: the entries of a finished glass table in the order of their keys. Reads blocks into memory of its own,
// so that a large table does not count as memory of the process and a shortened file is an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "postings/glass_format.h"

namespace il2search::glass {

// For one thread at a time. Everything that is read is checked. Error{index_corrupt} with the path, Error{io}.
class TableReader {
 public:
  TableReader(const std::string& path, const Table& table);

  // Moves to the first or next entry; false after the last one.
  bool next();
  // Both are valid until next() is called.
  std::string_view key() const { return key_; }
  std::string_view tag() const { return tag_; }

  // Of the file, up to the last leaf that was read.
  std::uint64_t bytes_read() const { return bytes_read_; }
  [[noreturn]] void fail(const char* what) const;

 private:
  // A block and the item in it that is being visited.
  struct Place {
    std::string block;
    std::size_t entry = 0;  // the place of the item in the directory
    std::size_t directory_end = 0;
  };
  struct Item {
    std::string_view key;
    std::string_view tag;
    bool is_first = false;  // component of an entry
    bool is_last = false;
  };

  void load(Place& place, std::uint32_t block, unsigned level);
  void descend(std::size_t depth);
  std::uint32_t child_of(const Place& place) const;
  bool next_item();
  Item item() const;
  void accept_key(std::string_view key);

  std::string path_;
  Descriptor file_;
  std::string window_;           // consecutive blocks of the file
  std::uint64_t window_at_ = 0;  // in bytes
  std::uint64_t bytes_read_ = 0;
  std::vector<Place> places_;  // from the root to a leaf; empty for a table without blocks
  bool is_at_start_ = true;
  std::string key_;
  std::string_view tag_;
  std::string joined_;  // the tag of an entry with several components
};

}  // namespace il2search::glass
