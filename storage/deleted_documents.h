// Deletion lists: the docids of a segment that a generation does not show. u32, sorted, little-endian, nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/manifest.h"

namespace il2search {

// Error{invalid_argument} unless the docids rise strictly from 1 to `documents`.
std::string encode_deleted(const std::vector<std::uint32_t>& sorted_docids, std::uint32_t documents);

// The deletion list of a segment, size, checksum and order verified; empty when the entry has none. Error{index_corrupt, io}.
std::vector<std::uint32_t> read_deleted_list(const std::string& index_path, const SegmentEntry& entry);

}  // namespace il2search
