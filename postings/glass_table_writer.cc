// Lays down leaves as they fill up, and keeps one open branch for each level above them.
#include "postings/glass_table_writer.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <il2search/error.h>

#include "storage/index_files.h"

namespace il2search::glass {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20;
constexpr std::size_t kChildBytes = 4;

void put_u16(unsigned char* at, std::size_t value) {
  at[0] = static_cast<unsigned char>(value >> 8);
  at[1] = static_cast<unsigned char>(value);
}

void put_u32(unsigned char* at, std::uint32_t value) {
  put_u16(at, value >> 16);
  put_u16(at + 2, value & 0xFFFF);
}

unsigned char* put_bytes(unsigned char* at, std::string_view bytes) {
  if (!bytes.empty()) std::memcpy(at, bytes.data(), bytes.size());
  return at + bytes.size();
}

// The shortest key that is above `before` and not above `key`.
std::string separator_between(std::string_view before, std::string_view key) {
  const auto differ = std::mismatch(key.begin(), key.end(), before.begin(), before.end()).first;
  return std::string(key.substr(0, static_cast<std::size_t>(differ - key.begin()) + 1));
}

}  // namespace

unsigned char* TableWriter::Block::add(std::size_t size) {
  items_at_ -= size;
  put_u16(bytes_.data() + directory_end_, items_at_);
  directory_end_ += kDirectoryEntryBytes;
  return bytes_.data() + items_at_;
}

std::string_view TableWriter::Block::complete(unsigned level) {
  unsigned char* at = bytes_.data();
  put_u32(at, kRevision);
  at[4] = static_cast<unsigned char>(level);
  put_u16(at + 5, free());
  put_u16(at + 7, free());
  put_u16(at + 9, directory_end_);
  std::memset(at + directory_end_, 0, free());
  directory_end_ = kDirectoryStart;
  items_at_ = kBlockBytes;
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

TableWriter::TableWriter(std::string path) : path_(std::move(path)), file_(create_file(path_)) {
  buffer_.reserve(kBufferBytes + kBlockBytes);
  // Every table starts with an item that has neither key nor tag.
  unsigned char* item = leaf_.add(kItemHeadBytes);
  put_u16(item, 0);
  item[0] |= kFirstComponent | kLastComponent;
  item[2] = 0;
}

std::size_t TableWriter::room(std::string_view key) const {
  const std::size_t needed = kDirectoryEntryBytes + kItemHeadBytes + key.size();
  return leaf_.free() <= needed ? 0 : std::min(leaf_.free() - needed, largest_tag(key));
}

void TableWriter::add(std::string_view key, std::string_view tag) {
  if (key.empty() || key.size() > kMaxKeyBytes || key <= std::string_view(last_key_)) {
    throw Error(ErrorCode::invalid_argument, "invalid key of a posting table: keys are not in order");
  }
  ++table_.entries;
  std::size_t part = largest_tag(key);
  for (unsigned component = 1;; ++component) {
    const std::string_view piece = tag.substr(0, part);
    tag.remove_prefix(piece.size());
    add_item(key, component, tag.empty(), piece);
    if (tag.empty()) break;
    part = largest_tag(key) - kComponentBytes;
  }
  last_key_.assign(key);
}

void TableWriter::add_item(std::string_view key, unsigned component, bool is_last, std::string_view tag) {
  const std::size_t size =
      kItemHeadBytes + key.size() + (component > 1 ? kComponentBytes : std::size_t{0}) + tag.size();
  if (!leaf_.fits(size)) {
    end_leaf();
    leaf_separator_ = {component > 1 ? std::string(key) : separator_between(last_key_, key), component};
  }
  unsigned char* at = leaf_.add(size);
  put_u16(at, size - kItemHeadBytes);
  if (component == 1) at[0] |= kFirstComponent;
  if (is_last) at[0] |= kLastComponent;
  at[2] = static_cast<unsigned char>(key.size());
  at = put_bytes(at + kItemHeadBytes, key);
  if (component > 1) {
    put_u16(at, component);
    at += kComponentBytes;
  }
  put_bytes(at, tag);
}

void TableWriter::end_leaf() {
  const std::uint32_t number = write(leaf_.complete(0));
  add_to_branch(0, leaf_separator_, number);
}

void TableWriter::add_to_branch(std::size_t branch, const Separator& separator, std::uint32_t child) {
  if (branch == branches_.size()) branches_.emplace_back();
  const std::size_t overhead = kChildBytes + 1 + kComponentBytes;
  if (!branches_[branch].block.is_empty() && !branches_[branch].block.fits(overhead + separator.key.size())) {
    const std::uint32_t number = end_branch(branch);
    branches_[branch].has_siblings = true;
    const Separator first = branches_[branch].separator;
    add_to_branch(branch + 1, first, number);
  }
  Branch& b = branches_[branch];
  const bool is_first = b.block.is_empty();  // the first key of a branch is never compared
  if (is_first) b.separator = separator;
  const std::string_view key = is_first ? std::string_view{} : std::string_view(separator.key);
  unsigned char* at = b.block.add(overhead + key.size());
  put_u32(at, child);
  at[4] = static_cast<unsigned char>(key.size());
  at = put_bytes(at + kChildBytes + 1, key);
  put_u16(at, is_first ? 0 : separator.component);
}

std::uint32_t TableWriter::end_branch(std::size_t branch) {
  return write(branches_[branch].block.complete(static_cast<unsigned>(branch + 1)));
}

// Returns the number of the block.
std::uint32_t TableWriter::write(std::string_view block) {
  if (table_.blocks == UINT32_MAX) throw Error(ErrorCode::io, "a posting table has too many blocks: " + path_);
  buffer_.append(block);
  if (buffer_.size() >= kBufferBytes) {
    write_all(file_, buffer_, path_);
    buffer_.clear();
  }
  return table_.blocks++;
}

Table TableWriter::finish() {
  if (branches_.empty()) {
    table_.root = write(leaf_.complete(0));
  } else {
    end_leaf();
    std::size_t branch = 0;
    table_.root = end_branch(branch);
    while (branches_[branch].has_siblings) {  // then the next level has, or gets, an open block
      const Separator first = branches_[branch].separator;
      add_to_branch(branch + 1, first, table_.root);
      table_.root = end_branch(++branch);
    }
    table_.levels = static_cast<unsigned>(branch + 1);
  }
  write_all(file_, buffer_, path_);
  close_written(std::move(file_), path_);
  return table_;
}

}  // namespace il2search::glass
