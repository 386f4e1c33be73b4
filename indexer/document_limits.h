// What a document may be: the checks that stand between documents from anywhere and a segment, and their size.
#pragma once

#include <cstddef>
#include <cstdint>

#include <il2search/document.h>

namespace il2search {

inline constexpr std::uint64_t kMaxDocumentBytes = 64ull << 20;

// About what a document takes in memory. Some microseconds.
std::uint64_t footprint(const Document& document);

// Whether every text member is UTF-8.
bool is_all_utf8(const Document& document);

}  // namespace il2search
