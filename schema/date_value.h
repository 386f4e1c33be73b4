// Dates as value slots: 3 bytes, big-endian, (year * 13 + month) * 32 + day. They compare as bytes; a missing month or
// day is 0 and so comes first.
#pragma once

#include <cstdint>
#include <string>

#include <il2search/document.h>

namespace il2search {

// "" where there is no date or its year is outside 1 … 9999.
inline std::string pack_date(const Date& date) {
  if (date.year < 1 || date.year > 9999 || date.month < 0 || date.month > 12 || date.day < 0 || date.day > 31)
    return {};
  const std::uint32_t packed =
      (static_cast<std::uint32_t>(date.year) * 13 + static_cast<std::uint32_t>(date.month)) * 32 +
      static_cast<std::uint32_t>(date.day);
  return {static_cast<char>(packed >> 16 & 0xff), static_cast<char>(packed >> 8 & 0xff),
          static_cast<char>(packed & 0xff)};
}

}  // namespace il2search
