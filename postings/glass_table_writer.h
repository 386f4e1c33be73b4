// GlassTableWriter: entries in the order of their keys -> a table of Xapian's glass backend. Each block is filled and
// written once, from the start of the file to its end; nothing is read or written again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "postings/glass_format.h"

namespace il2search::glass {

// For one thread at a time. Not synced. All functions: Error{io, out_of_memory}; then the file is unusable.
class TableWriter {
 public:
  // Creates the file, or empties it.
  explicit TableWriter(std::string path);
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  // Keys have 1 to kMaxKeyBytes bytes and come in strictly ascending order.
  void add(std::string_view key, std::string_view tag);

  // The largest tag that fits into the rest of the block that is being filled; 0 if none does.
  std::size_t room(std::string_view key) const;
  // The largest tag that needs only one item.
  static std::size_t largest_tag(std::string_view key) { return kMaxItemBytes - kItemHeadBytes - key.size(); }

  // Writes what is left and closes the file.
  Table finish();

 private:
  class Block {
   public:
    bool is_empty() const { return directory_end_ == kDirectoryStart; }
    std::size_t free() const { return items_at_ - directory_end_; }
    bool fits(std::size_t size) const { return free() >= size + kDirectoryEntryBytes; }
    // The place for an item of this size, which must fit.
    unsigned char* add(std::size_t size);
    // The bytes of the block, completed; then it is empty again.
    std::string_view complete(unsigned level);

   private:
    std::array<unsigned char, kBlockBytes> bytes_;
    std::size_t directory_end_ = kDirectoryStart;
    std::size_t items_at_ = kBlockBytes;
  };
  // Where a block begins, for the branch above it.
  struct Separator {
    std::string key;
    unsigned component = 0;
  };
  struct Branch {
    Block block;
    Separator separator;
    bool has_siblings = false;
  };

  void add_item(std::string_view key, unsigned component, bool is_last, std::string_view tag);
  void end_leaf();
  void add_to_branch(std::size_t branch, const Separator& separator, std::uint32_t child);
  std::uint32_t end_branch(std::size_t branch);
  std::uint32_t write(std::string_view block);

  std::string path_;
  Descriptor file_;
  std::string buffer_;
  Block leaf_;
  Separator leaf_separator_;
  std::string last_key_;
  std::vector<Branch> branches_;  // the lowest first
  Table table_;
};

}  // namespace il2search::glass
