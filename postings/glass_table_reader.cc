// Walks the tree from the root to the leaves.
#include "postings/glass_table_reader.h"

#include <unistd.h>

#include <algorithm>

#include "storage/index_files.h"

namespace il2search::glass {
namespace {

constexpr std::size_t kWindowBytes = 16 * kBlockBytes;
constexpr unsigned kMaxLevels = 10;  // 2^32 blocks need fewer

std::size_t u16_at(std::string_view bytes, std::size_t at) {
  return std::size_t{static_cast<unsigned char>(bytes[at])} << 8 | static_cast<unsigned char>(bytes[at + 1]);
}

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(u16_at(bytes, at) << 16 | u16_at(bytes, at + 2));
}

}  // namespace

TableReader::TableReader(const std::string& path, const Table& table) : path_(path), file_(open_regular_file(path)) {
  if (!file_.is_open()) fail("it is missing");
  if (table.levels > kMaxLevels) fail("its tree is too high");
  if (table.entries == 0) return;
  places_.resize(table.levels + 1);
  load(places_.front(), table.root, table.levels);
  descend(0);
}

void TableReader::fail(const char* what) const { throw_corrupt(path_, what); }

void TableReader::load(Place& place, std::uint32_t block, unsigned level) {
  const std::uint64_t at = std::uint64_t{block} * kBlockBytes;
  if (at < window_at_ || at + kBlockBytes > window_at_ + window_.size()) {
    window_.resize(kWindowBytes);
    window_at_ = at;
    const ssize_t n =
        retry_interrupted([&] { return ::pread(file_.get(), window_.data(), window_.size(), static_cast<off_t>(at)); });
    if (n < 0) throw_io("cannot read", path_);
    window_.resize(static_cast<std::size_t>(n));
    if (window_.size() < kBlockBytes) fail("it ends early");
  }
  if (level == 0) bytes_read_ = std::max(bytes_read_, at + kBlockBytes);
  place.block.assign(window_, static_cast<std::size_t>(at - window_at_), kBlockBytes);
  place.entry = kDirectoryStart;
  place.directory_end = u16_at(place.block, 9);
  if (static_cast<unsigned char>(place.block[4]) != level) fail("a block has the wrong level");
  if (place.directory_end <= kDirectoryStart || place.directory_end > kBlockBytes || place.directory_end % 2 == 0)
    fail("a block has an invalid directory");
}

// Loads the first child of the block at each depth below this one.
void TableReader::descend(std::size_t depth) {
  for (; depth + 1 < places_.size(); ++depth)
    load(places_[depth + 1], child_of(places_[depth]), static_cast<unsigned>(places_.size() - depth - 2));
}

std::uint32_t TableReader::child_of(const Place& place) const {
  const std::size_t at = u16_at(place.block, place.entry);
  if (at < place.directory_end || at + 4 > kBlockBytes) fail("a block has an invalid item");
  return u32_at(place.block, at);
}

// Moves to the next item of a leaf; false after the last one.
bool TableReader::next_item() {
  if (places_.empty()) return false;
  std::size_t depth = places_.size() - 1;
  for (;; --depth) {
    Place& place = places_[depth];
    place.entry += kDirectoryEntryBytes;
    if (place.entry < place.directory_end) break;
    if (depth == 0) return false;
  }
  descend(depth);
  return true;
}

TableReader::Item TableReader::item() const {
  const Place& place = places_.back();
  const std::string_view block = place.block;
  const std::size_t at = u16_at(block, place.entry);
  if (at < place.directory_end || at + kItemHeadBytes > kBlockBytes) fail("a block has an invalid item");
  const auto flags = static_cast<unsigned char>(block[at]);
  const std::size_t size = kItemHeadBytes + (u16_at(block, at) & 0x1FFF);
  const std::size_t key_bytes = static_cast<unsigned char>(block[at + 2]);
  Item item;
  item.is_first = (flags & kFirstComponent) != 0;
  item.is_last = (flags & kLastComponent) != 0;
  const std::size_t head = kItemHeadBytes + key_bytes + (item.is_first ? 0 : kComponentBytes);
  if ((flags & kCompressed) != 0 || size > kBlockBytes - at || head > size) fail("a block has an invalid item");
  item.key = block.substr(at + kItemHeadBytes, key_bytes);
  item.tag = block.substr(at + head, size - head);
  return item;
}

// Ascending keys also guarantee that a damaged tree ends.
void TableReader::accept_key(std::string_view key) {
  if (key <= std::string_view(key_)) fail("its keys are not in order");
  key_.assign(key);
}

bool TableReader::next() {
  if (is_at_start_) {
    // The first item has neither key nor tag.
    is_at_start_ = false;
    if (!places_.empty() && !item().key.empty()) fail("its first item is missing");
  }
  if (!next_item()) return false;
  Item part = item();
  if (!part.is_first) fail("an entry lacks its start");
  accept_key(part.key);
  tag_ = part.tag;
  if (part.is_last) return true;
  joined_.assign(part.tag);
  while (!part.is_last) {
    if (!next_item()) fail("an entry lacks its end");
    part = item();
    if (part.is_first || part.key != key_) fail("an entry lacks its end");
    joined_ += part.tag;
  }
  tag_ = joined_;
  return true;
}

}  // namespace il2search::glass
