// WordList: words with a number each, such as the words of a segment with their numbers in the token streams. It is sorted,
// so that it also answers which words begin with something.
//
//   file  := block… index
//   block := entry… u32 checksum      32 words, in the last block fewer
//   entry := varint bytes shared with the word before (0 for the first of a block), the sized rest, varint number
//   index := u32 end[blocks]: where each block and its checksum end; "IL2W" u32 version, u32 words, u32 checksum
//
// Integers are little-endian, checksums the low 32 bits of XXH3-64.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file.h"
#include "storage/folder.h"
#include "storage/output_file.h"

namespace il2search {

// A mapped file. Safe from many threads. Every function that reads a block throws Error{index_corrupt} if it is damaged.
class WordList {
 public:
  // Error{index_corrupt, io}.
  explicit WordList(const std::string& path);
  // Of an index: the path is relative to its folder.
  WordList(const IndexFolder& folder, const std::string& path);

  std::uint32_t size() const noexcept { return words_; }
  // The number of a word; 0 if the list does not have it. About half a microsecond.
  std::uint32_t find(std::string_view word) const;

  // Walks the words in bytewise order.
  class Cursor {
   public:
    // Starts at the first word that is not below `from`. The words must outlive the cursor.
    explicit Cursor(const WordList& words, std::string_view from = {});
    bool at_end() const noexcept { return block_ == words_->blocks_; }
    std::string_view word() const noexcept { return word_; }
    std::uint32_t number() const noexcept { return number_; }
    void next();

   private:
    void enter_block();
    void read_entry();

    const WordList* words_;
    std::uint32_t block_ = 0;
    std::string_view rest_;  // of the block
    std::string word_;
    std::uint32_t number_ = 0;
  };

 private:
  WordList(std::string path, MappedFile file);
  // The entries of a block, verified.
  std::string_view block(std::uint32_t number) const;
  std::string_view first_word(std::uint32_t block) const;
  // The last block whose first word is not above `word`, or the first block.
  std::uint32_t block_of(std::string_view word) const;
  std::uint32_t end_of(std::uint32_t block) const;

  std::string path_;
  MappedFile file_;
  std::string_view ends_;  // of the blocks
  std::uint32_t words_ = 0;
  std::uint32_t blocks_ = 0;
};

// For one thread at a time. Error{io}. Not synced.
class WordListWriter {
 public:
  explicit WordListWriter(std::string path);
  // Words come in ascending order; numbers are at least 1. Error{out_of_memory} if the file would exceed 4 GiB.
  void add(std::string_view word, std::uint32_t number);
  // Writes what is left and closes the file, which is incomplete without it.
  void finish();

 private:
  void close_block();

  OutputFile file_;
  std::string block_;
  std::string previous_;
  std::string ends_;
  std::uint32_t words_ = 0;
};

}  // namespace il2search
