// The limits that a document must meet before it is indexed, and its size in memory.
#pragma once

#include <cstddef>
#include <cstdint>

#include <il2search/document.h>

namespace il2search {

inline constexpr std::uint64_t kMaxDocumentBytes = 64ull << 20;

// The approximate size of a document in memory. Takes a few microseconds.
std::uint64_t footprint(const Document& document);

// Whether all text of the document is valid UTF-8.
bool is_all_utf8(const Document& document);

}  // namespace il2search
