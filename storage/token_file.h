// The token streams of a segment, one per document, and the words that their numbers stand for:
//
//   NAME.data, NAME.offsets  the streams: see record_file.h and token_stream.h
//   NAME.words               see word_list.h
//
// Words are numbered from 1: first those of the first 1,000 documents, or of the first 2 MiB, frequent words first; then
// the others in the order in which they come.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/string_table.h"
#include "storage/folder.h"
#include "storage/record_file.h"
#include "storage/word_list.h"

namespace il2search {

// Safe from many threads.
class TokenFile {
 public:
  // Error{index_corrupt, io}.
  explicit TokenFile(const std::string& path_without_suffix);
  TokenFile(const IndexFolder& folder, const std::string& path_without_suffix);

  std::uint32_t size() const noexcept { return streams_.size(); }
  // Of a docid from 1 to size(); valid as long as this object. Error{index_corrupt}.
  std::string_view stream(std::uint32_t docid) const { return streams_.record(docid); }
  const WordList& words() const noexcept { return words_; }
  // Reads everything. Error{index_corrupt} if a stream is malformed or has a number that is not in words(), or if two words
  // have the same number.
  void verify() const;

 private:
  friend class TokenFileWriter;

  std::string path_;
  RecordFile streams_;
  WordList words_;
};

// Appends documents in docid order. The result depends on the documents only, not on how they are handed over. Keeps all
// words and the first streams in memory. For one thread at a time. Error{io, out_of_memory}. Not synced.
class TokenFileWriter {
 public:
  explicit TokenFileWriter(const std::string& path_without_suffix);
  ~TokenFileWriter();
  TokenFileWriter(TokenFileWriter&&) noexcept;

  // Appends streams whose words are numbered from 1 in this table.
  void append(std::span<const std::string_view> streams, const StringTable& words);
  // Appends the streams of another file for which `is_live` returns true. Error{index_corrupt} if it is damaged.
  void append_live(const TokenFile& other, const std::function<bool(std::uint32_t docid)>& is_live);
  // Writes what is left and closes the files, which are incomplete without it.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace il2search
