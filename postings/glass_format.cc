// Sortable numbers: Xapian's pack_uint_preserving_sort().
#include "postings/glass_format.h"

#include <bit>

namespace il2search::glass {

// Two bytes below 2^15. Above, the first byte begins with as many 1 bits as there are bytes beyond the second.
void put_sortable(std::string& to, std::uint32_t value) {
  if (value < 0x8000) {
    to.push_back(static_cast<char>(value >> 8));
    to.push_back(static_cast<char>(value));
    return;
  }
  const unsigned bytes = (static_cast<unsigned>(std::bit_width(value)) + 5) / 7;
  const std::uint64_t marked = std::uint64_t{value} | std::uint64_t{(0xFFu << (10 - bytes)) & 0xFF} << 8 * (bytes - 1);
  for (unsigned i = bytes; i-- > 0;) to.push_back(static_cast<char>(marked >> 8 * i));
}

bool get_sortable(std::string_view from, std::uint32_t& value) {
  if (from.size() < 2) return false;
  const auto first = static_cast<unsigned char>(from.front());
  const unsigned bytes = 2 + static_cast<unsigned>(std::countl_one(first));
  if (from.size() != bytes || bytes > 6) return false;
  std::uint64_t result = first & (0xFFu >> (bytes - 1));
  for (unsigned i = 1; i < bytes; ++i) result = result << 8 | static_cast<unsigned char>(from[i]);
  value = static_cast<std::uint32_t>(result);
  return result <= UINT32_MAX;
}

}  // namespace il2search::glass
