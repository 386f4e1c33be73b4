// The parts of Xapian 1.4's glass format that the writer and the reader of tables share. The format is defined by Xapian's
// sources: backends/glass/glass_table.h (blocks and items), glass_postlist.cc and glass_values.cc (keys and tags),
// glass_version.cc (iamglass) and common/pack.h (numbers).
//
// A table is a B+ tree in a file of blocks, all integers big-endian:
//
//   block   u32 revision, u8 level (0: leaf), u16 largest gap, u16 free bytes, u16 end of the directory,
//           then the directory: a u16 for each item, where it starts; items fill the block from its end
//   leaf    item = u16 size - 3 with flags, u8 key length, key, [u16 component, if it is not the first], tag
//   branch  item = u32 block, u8 key length, key, u16 component
//
// An entry is a key and a tag. A tag too large for one item is cut into components. Numbers within keys and tags are
// varints as in base/bytes.h, except docids in keys: put_sortable().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace il2search::glass {

inline constexpr std::size_t kBlockBytes = 8192;
inline constexpr std::size_t kDirectoryStart = 11;
inline constexpr std::size_t kDirectoryEntryBytes = 2;
inline constexpr std::size_t kItemHeadBytes = 3;
inline constexpr std::size_t kComponentBytes = 2;
// Four of the largest items fit into a block.
inline constexpr std::size_t kMaxItemBytes = (kBlockBytes - kDirectoryStart - 4 * kDirectoryEntryBytes) / 4;
inline constexpr std::size_t kMaxKeyBytes = 255;

// Flags in the first byte of a leaf's item; the size has the other 13 bits of the first two bytes.
inline constexpr unsigned char kCompressed = 0x80;
inline constexpr unsigned char kLastComponent = 0x40;
inline constexpr unsigned char kFirstComponent = 0x20;

// Keys that are not terms. They start with NUL and come before all terms in this order.
inline constexpr std::string_view kValueStatisticsKey{"\0\xD0", 2};  // + slot: its number of values and bounds
inline constexpr std::string_view kValueChunkKey{"\0\xD8", 2};       // + slot + first docid
inline constexpr std::string_view kLengthsKey{"\0\xE0", 2};          // the list of document lengths, like a term's

inline constexpr std::uint32_t kRevision = 1;  // of a table that was written once

inline constexpr const char* kTableFile = "/postlist.glass";
inline constexpr const char* kVersionFile = "/iamglass";

// Numbers whose order as bytes is the order of the numbers.
void put_sortable(std::string& to, std::uint32_t value);
// Nothing of `from` is left after the number; returns false if it is not such a number.
bool get_sortable(std::string_view from, std::uint32_t& value);

// A finished table, as iamglass describes it.
struct Table {
  std::uint32_t root = 0;  // block
  unsigned levels = 0;     // of branches above the leaves
  std::uint32_t blocks = 0;
  std::uint64_t entries = 0;
};

}  // namespace il2search::glass
