// Blocks of front-coded entries, each with a checksum.
#include "storage/sorted_table.h"

#include <algorithm>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "base/checksum.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::string_view kMagic = "IL2T";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kBlockHeadBytes = 8;
constexpr std::size_t kTailBytes = 40;
constexpr std::size_t kMaxEntriesPerBlock = 64;
constexpr std::size_t kFullBlockBytes = 2048;  // a block of this size gets no further entry
constexpr std::uint32_t kMaxLevels = 12;       // each block but the last of a level has two entries at least
constexpr std::string_view kWhat = "a sorted table";

std::uint64_t get_u64(const char* at) noexcept { return get_u32(at) | std::uint64_t{get_u32(at + 4)} << 32; }

void put_u64(std::string& to, std::uint64_t value) {
  put_u32(to, static_cast<std::uint32_t>(value));
  put_u32(to, static_cast<std::uint32_t>(value >> 32));
}

std::size_t shared_bytes(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

// --- Reading.

SortedTable::SortedTable(const std::string& path) : SortedTable(path, map_regular_file(path)) {}

SortedTable::SortedTable(const IndexFolder& folder, const std::string& path)
    : SortedTable(folder.absolute(path), folder.map_file(path)) {}

SortedTable::SortedTable(std::string path, MappedFile file) : path_(std::move(path)), file_(std::move(file)) {
  const std::string_view bytes = file_.bytes();
  if (bytes.size() < kTailBytes) fail("it is too short");
  const std::string_view tail = bytes.substr(bytes.size() - kTailBytes);
  if (get_u32(tail.data() + 36) != xxh3_low32(tail.substr(0, 36)) || tail.substr(28, 4) != kMagic ||
      get_u32(tail.data() + 32) != kVersion)
    fail("its end is damaged");
  leaves_end_ = get_u64(tail.data());
  root_ = get_u64(tail.data() + 8);
  entries_ = get_u64(tail.data() + 16);
  levels_ = get_u32(tail.data() + 24);
  if (leaves_end_ > bytes.size() - kTailBytes || root_ > bytes.size() - kTailBytes || levels_ > kMaxLevels)
    fail("its end is damaged");
}

void SortedTable::fail(const std::string& what) const { throw_corrupt(path_, what); }

std::string_view SortedTable::block(std::uint64_t at) const {
  const std::string_view blocks = file_.bytes().substr(0, file_.bytes().size() - kTailBytes);
  if (at <= blocks.size() && blocks.size() - at > kBlockHeadBytes) {
    const char* const head = blocks.data() + at;
    const std::uint32_t size = get_u32(head);
    if (size > 0 && size <= blocks.size() - at - kBlockHeadBytes) {
      const std::string_view entries = blocks.substr(at + kBlockHeadBytes, size);
      if (get_u32(head + 4) == xxh3_low32(entries)) return entries;
    }
  }
  fail("the block at byte " + std::to_string(at) + " is damaged");
}

std::uint64_t SortedTable::leaf_of(std::string_view key) const {
  std::uint64_t at = root_;
  std::string first;
  for (std::uint32_t level = levels_; level > 0; --level) {
    std::uint64_t child = 0;
    bool is_first = true;
    for (ByteReader in(block(at), kWhat); !in.at_end(); is_first = false) {
      first.resize(in.varint_up_to(first.size()));
      first += in.sized();
      ByteReader value(in.sized(), kWhat);
      if (!is_first && first > key) break;
      child = value.varint();
    }
    // Blocks come before those that name them, so a walk down ends.
    if (child >= at) fail("the block at byte " + std::to_string(at) + " is damaged");
    at = child;
    first.clear();
  }
  return at;
}

std::optional<std::string_view> SortedTable::find(std::string_view key) const {
  const Cursor at(*this, key);
  if (at.at_end() || at.key() != key) return std::nullopt;
  return at.value();
}

void SortedTable::verify() const {
  std::uint64_t entries = 0;
  std::string last;
  for (Cursor at(*this); !at.at_end(); at.next(), ++entries) {
    if (entries > 0 && at.key() <= last) fail("its keys are not in order");
    last = at.key();
    if (const auto found = find(last); !found || found->data() != at.value().data()) fail("a key is not found");
  }
  if (entries != entries_) fail("its number of keys is wrong");
}

SortedTable::Cursor::Cursor(const SortedTable& table, std::string_view from) : table_(&table) {
  at_end_ = table.entries_ == 0;
  if (!at_end_) descend(from);
}

void SortedTable::Cursor::descend(std::string_view key) {
  enter_leaf(table_->leaf_of(key));
  while (!at_end_ && key_ < key) next();
}

void SortedTable::Cursor::next() {
  if (!rest_.empty()) return read_entry();
  at_end_ = leaf_end_ >= table_->leaves_end_;
  if (!at_end_) enter_leaf(leaf_end_);
}

void SortedTable::Cursor::seek(std::string_view key) {
  if (at_end_ || key_ >= key) return;
  // Entries of the same leaf cost less than a walk from the root.
  while (!rest_.empty()) {
    read_entry();
    if (key_ >= key) return;
  }
  at_end_ = leaf_end_ >= table_->leaves_end_;
  if (!at_end_) descend(key);
}

void SortedTable::Cursor::enter_leaf(std::uint64_t at) {
  rest_ = table_->block(at);
  leaf_end_ = at + kBlockHeadBytes + rest_.size();
  key_.clear();
  read_entry();
}

void SortedTable::Cursor::read_entry() {
  ByteReader in(rest_, kWhat);
  key_.resize(in.varint_up_to(key_.size()));
  key_ += in.sized();
  value_ = in.sized();
  rest_ = in.rest();
}

// --- Writing.

SortedTableWriter::SortedTableWriter(std::string path) : file_(std::move(path)) {}

void SortedTableWriter::add(std::string_view key, std::string_view value) {
  if (entries_ > 0 && key <= std::string_view(last_key_))
    throw Error(ErrorCode::invalid_argument, "invalid sorted table: keys are not in order");
  ++entries_;
  if (in_block_ == kMaxEntriesPerBlock || block_.size() >= kFullBlockBytes) end_block(leaves_);
  put_entry(key, value);
}

void SortedTableWriter::put_entry(std::string_view key, std::string_view value) {
  const std::size_t shared = in_block_ == 0 ? 0 : shared_bytes(key, last_key_);
  if (in_block_++ == 0) first_key_.assign(key);
  put_varint(block_, shared);
  put_sized(block_, key.substr(shared));
  put_sized(block_, value);
  last_key_.assign(key);
}

void SortedTableWriter::end_block(std::vector<Child>& level) {
  if (in_block_ == 0) return;
  if (block_.size() > UINT32_MAX) throw Error(ErrorCode::out_of_memory, "out of memory: a value exceeds 4 GiB");
  level.push_back({std::exchange(first_key_, {}), file_.size()});
  std::string head;
  put_u32(head, static_cast<std::uint32_t>(block_.size()));
  put_u32(head, xxh3_low32(block_));
  file_.write(head);
  file_.write(block_);
  block_.clear();
  in_block_ = 0;
}

void SortedTableWriter::finish() {
  end_block(leaves_);
  const std::uint64_t leaves_end = file_.size();
  std::uint32_t levels = 0;
  std::vector<Child> level = std::move(leaves_);
  for (; level.size() > 1; ++levels) {
    std::vector<Child> above;
    for (const Child& child : level) {
      if (in_block_ == kMaxEntriesPerBlock) end_block(above);
      std::string at;
      put_varint(at, child.at);
      put_entry(child.first_key, at);
    }
    end_block(above);
    level = std::move(above);
  }
  std::string tail;
  put_u64(tail, leaves_end);
  put_u64(tail, level.empty() ? 0 : level.front().at);
  put_u64(tail, entries_);
  put_u32(tail, levels);
  tail += kMagic;
  put_u32(tail, kVersion);
  put_u32(tail, xxh3_low32(tail));
  file_.write(tail);
  file_.close();
}

}  // namespace il2search
