// Constants of the layout in posting_file.h that its reader and its writer share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "storage/bit_packing.h"
#include "storage/posting_file.h"

namespace il2search::posting_format {

inline constexpr const char* kDataSuffix = ".data";
inline constexpr const char* kTermsSuffix = ".terms";
inline constexpr const char* kLengthsSuffix = ".lengths";

inline constexpr std::string_view kMagic = "IL2P";
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::string_view kWhat = "a posting list";

inline constexpr std::uint32_t kHasPairs = 1;

inline constexpr std::size_t kFileHeadBytes = 12;
inline constexpr std::size_t kListHeadBytes = 16;    // without impacts and groups
inline constexpr std::size_t kBlockEntryBytes = 10;  // in a group: last docid, end, checksum
inline constexpr std::size_t kBlockHeadBytes = 2;
inline constexpr unsigned kFrequenciesAsTheyAre = 64;

inline constexpr std::uint32_t kBlockPostings = kPackedNumbers;
inline constexpr std::uint32_t kGroupBlocks = 32;
inline constexpr std::size_t kBlockImpacts = 6;
inline constexpr std::size_t kGroupImpacts = 4;
inline constexpr std::size_t kListImpacts = 8;

constexpr std::uint32_t blocks_of(std::uint32_t documents) {
  return documents / kBlockPostings + (documents % kBlockPostings != 0 ? 1 : 0);
}
constexpr std::uint32_t groups_of(std::uint32_t blocks) {
  return blocks / kGroupBlocks + (blocks % kGroupBlocks != 0 ? 1 : 0);
}
constexpr std::size_t group_entry_bytes(bool is_ranked) {
  return 8 + (is_ranked ? kGroupImpacts * Impacts::kBytes : 0);
}

// Both are at most Impacts::kMost.
inline void put_impact(std::string& to, std::uint32_t frequency, std::uint32_t length) {
  put_u32(to, frequency | length << 16);
}

}  // namespace il2search::posting_format
