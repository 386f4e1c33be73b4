// Sorted words in blocks, each with a checksum.
#include "storage/word_list.h"

#include <algorithm>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "base/checksum.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::string_view kMagic = "IL2W";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kWordsPerBlock = 32;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kTailBytes = 16;  // magic, version, words, checksum
constexpr std::string_view kWhat = "a list of words";

}  // namespace

// --- Reading.

WordList::WordList(const std::string& path) : WordList(path, map_regular_file(path)) {}

WordList::WordList(const IndexFolder& folder, const std::string& path)
    : WordList(folder.absolute(path), folder.map_file(path)) {}

WordList::WordList(std::string path, MappedFile file) : path_(std::move(path)), file_(std::move(file)) {
  const auto require = [&](bool is_sound) {
    if (!is_sound) throw_corrupt(path_, "it is malformed");
  };
  const std::string_view bytes = file_.bytes();
  require(bytes.size() >= kTailBytes);
  const char* const tail = bytes.data() + bytes.size() - kTailBytes;
  words_ = get_u32(tail + 8);
  blocks_ = words_ / kWordsPerBlock + (words_ % kWordsPerBlock != 0 ? 1 : 0);
  const std::size_t index_bytes = std::size_t{4} * blocks_ + kTailBytes;
  require(bytes.size() >= index_bytes);
  const std::size_t start = bytes.size() - index_bytes;
  require(get_u32(tail + 12) == xxh3_low32(bytes.substr(start, index_bytes - kChecksumBytes)));
  require(std::string_view(tail, kMagic.size()) == kMagic && get_u32(tail + 4) == kVersion);
  ends_ = bytes.substr(start, std::size_t{4} * blocks_);
  require(start == (blocks_ == 0 ? 0 : end_of(blocks_ - 1)));
}

std::uint32_t WordList::end_of(std::uint32_t block) const { return get_u32(ends_.data() + std::size_t{4} * block); }

std::string_view WordList::block(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : end_of(number - 1);
  const std::uint32_t end = end_of(number);
  const std::size_t all = end_of(blocks_ - 1);
  if (begin <= end && end <= all && end - begin > kChecksumBytes) {
    const std::string_view entries = file_.bytes().substr(begin, end - begin - kChecksumBytes);
    if (get_u32(entries.data() + entries.size()) == xxh3_low32(entries)) return entries;
  }
  throw_corrupt(path_, "block " + std::to_string(number) + " is damaged");
}

std::string_view WordList::first_word(std::uint32_t number) const {
  ByteReader in(block(number), kWhat);
  in.varint_up_to(0);
  return in.sized();
}

std::uint32_t WordList::block_of(std::string_view word) const {
  std::uint32_t low = 0;
  for (std::uint32_t high = blocks_; high - low > 1;) {
    const std::uint32_t middle = low + (high - low) / 2;
    (first_word(middle) <= word ? low : high) = middle;
  }
  return low;
}

std::uint32_t WordList::find(std::string_view word) const {
  const Cursor at(*this, word);
  return !at.at_end() && at.word() == word ? at.number() : 0;
}

WordList::Cursor::Cursor(const WordList& words, std::string_view from) : words_(&words) {
  if (words.blocks_ == 0) return;
  block_ = words.block_of(from);
  enter_block();
  while (!at_end() && word_ < from) next();
}

void WordList::Cursor::next() {
  if (!rest_.empty()) return read_entry();
  ++block_;
  if (!at_end()) enter_block();
}

void WordList::Cursor::enter_block() {
  rest_ = words_->block(block_);
  word_.clear();
  read_entry();
}

void WordList::Cursor::read_entry() {
  ByteReader in(rest_, kWhat);
  word_.resize(in.varint_up_to(word_.size()));
  word_ += in.sized();
  number_ = in.varint32();
  rest_ = in.rest();
}

// --- Writing.

WordListWriter::WordListWriter(std::string path) : file_(std::move(path)) {}

void WordListWriter::add(std::string_view word, std::uint32_t number) {
  if (words_ % kWordsPerBlock == 0) close_block();
  const auto shared = static_cast<std::size_t>(
      std::mismatch(word.begin(), word.end(), previous_.begin(), previous_.end()).first - word.begin());
  put_varint(block_, shared);
  put_sized(block_, word.substr(shared));
  put_varint(block_, number);
  previous_.assign(word);
  ++words_;
}

void WordListWriter::close_block() {
  if (block_.empty()) return;
  put_u32(block_, xxh3_low32(block_));
  file_.write(block_);
  if (file_.size() > UINT32_MAX) throw Error(ErrorCode::out_of_memory, "out of memory: a list of words exceeds 4 GiB");
  put_u32(ends_, static_cast<std::uint32_t>(file_.size()));
  block_.clear();
  previous_.clear();
}

void WordListWriter::finish() {
  close_block();
  std::string index = std::exchange(ends_, {});
  index += kMagic;
  put_u32(index, kVersion);
  put_u32(index, words_);
  put_u32(index, xxh3_low32(index));
  file_.write(index);
  file_.close();
}

}  // namespace il2search
