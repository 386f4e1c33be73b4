// What a document may be: the checks that stand between documents from anywhere and a segment, and their size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <il2search/document.h>

namespace il2search {

inline constexpr std::size_t kMaxIdBytes = 200;
inline constexpr std::uint64_t kMaxDocumentBytes = 64ull << 20;

// About what a document takes in memory. Some microseconds.
std::uint64_t footprint(const Document& document);

// What keeps a text from being an id, as a clause ("the id is longer than 200 bytes"), or "". An id is a term, a line of
// `--format ids` and a key of lists: control characters have no place in it.
std::string fault_of_id(std::string_view id);

// Whether every text member is UTF-8.
bool is_all_utf8(const Document& document);

}  // namespace il2search
