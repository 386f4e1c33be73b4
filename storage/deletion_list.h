// Deletion lists: the docids of a segment that a generation does not show, as sorted little-endian u32.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/folder.h"
#include "storage/manifest.h"

namespace il2search {

// Error{invalid_argument} unless the docids are strictly ascending and between 1 and `documents`.
std::string encode_deleted(const std::vector<std::uint32_t>& sorted_docids, std::uint32_t documents);

// The deletion list of a segment, its size, checksum and order verified; empty if the entry has none.
// Error{index_corrupt, io}.
std::vector<std::uint32_t> read_deleted_list(const IndexFolder& folder, const SegmentEntry& entry);

}  // namespace il2search
