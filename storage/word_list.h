// WordList: words with a number each, such as the words of a segment with their numbers in the token streams. A sorted table
// (sorted_table.h) whose keys are the words and whose values are the numbers as varints; so it also answers which words begin
// with something.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "storage/folder.h"
#include "storage/sorted_table.h"

namespace il2search {

// A mapped file. Safe from many threads. Every function that reads words throws Error{index_corrupt} if they are damaged.
class WordList {
 public:
  // Error{index_corrupt, io}.
  explicit WordList(const std::string& path) : WordList(SortedTable(path)) {}
  // Of an index: the path is relative to its folder.
  WordList(const IndexFolder& folder, const std::string& path) : WordList(SortedTable(folder, path)) {}

  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(table_.size()); }
  // The number of a word; 0 if the list does not have it. About a microsecond.
  std::uint32_t find(std::string_view word) const;

  // Walks the words in bytewise order.
  class Cursor {
   public:
    // Starts at the first word that is not below `from`. The words must outlive the cursor.
    explicit Cursor(const WordList& words, std::string_view from = {}) : at_(words.table_, from) {}
    bool at_end() const noexcept { return at_.at_end(); }
    const std::string& word() const noexcept { return at_.key(); }
    std::uint32_t number() const;
    void next() { at_.next(); }

   private:
    SortedTable::Cursor at_;
  };

 private:
  explicit WordList(SortedTable table);

  SortedTable table_;
};

// For one thread at a time. Error{io, out_of_memory}. Not synced.
class WordListWriter {
 public:
  explicit WordListWriter(std::string path) : table_(std::move(path)) {}
  // Words come in strictly ascending order: Error{invalid_argument}. Numbers are at least 1.
  void add(std::string_view word, std::uint32_t number);
  // Writes what is left and closes the file, which is incomplete without it.
  void finish() { table_.finish(); }

 private:
  SortedTableWriter table_;
};

}  // namespace il2search
