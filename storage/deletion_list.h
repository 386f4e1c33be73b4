// Deletion lists: the docids of a segment that a generation does not show, as sorted little-endian u32.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/folder.h"
#include "storage/manifest.h"

namespace il2search {

// Error{invalid_argument} unless the docids are strictly ascending and between 1 and `documents`.
std::string encode_deleted(const std::vector<std::uint32_t>& sorted_docids, std::uint32_t documents);

// The docids in a deletion list; nothing unless encode_deleted() could have written it.
std::optional<std::vector<std::uint32_t>> decode_deleted(std::string_view bytes, std::uint32_t documents);

// The deletion list of a segment, its size, checksum and order verified; empty if the entry has none.
// Error{index_corrupt, io}.
std::vector<std::uint32_t> read_deleted_list(const IndexFolder& folder, const SegmentEntry& entry);

}  // namespace il2search
