// The bytes of value slots: dates, numbers and which of two records with one id wins. All compare as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <il2search/document.h>

namespace il2search {

// A date as 3 bytes, big-endian: (year * 13 + month) * 32 + day. An unknown month or day is 0 and so comes first. "" if
// there is no date or its year is not in 1 … 9999.
std::string pack_date(const Date& date);
// Malformed bytes are read as no date.
Date unpack_date(std::string_view value);

// A number as 4 bytes, big-endian. Malformed bytes are read as 0.
std::string pack_u32(std::uint32_t value);
std::uint32_t unpack_u32(std::string_view bytes);

// Of two records with one id, the one with the higher version wins, then the one with the higher number of its NLM
// file, then the later one.
struct Precedence {
  std::uint32_t version = 1;
  std::uint32_t nlm_file = 0;  // year * 100000 + number; 0: not a numbered file

  // Whether a record with this precedence replaces one that came before it.
  bool replaces(const Precedence& earlier) const {
    if (version != earlier.version) return version > earlier.version;
    return nlm_file == 0 || earlier.nlm_file == 0 || nlm_file >= earlier.nlm_file;
  }
  bool operator==(const Precedence&) const = default;
};

// The bytes of the slot `precedence`: version and number, or "" for version 1 from a file without a number. Malformed
// bytes are read as the default.
std::string pack(const Precedence& precedence);
Precedence unpack_precedence(std::string_view value);

}  // namespace il2search
