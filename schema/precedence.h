// Which of two records with one id wins: the higher version, then the higher number of the NLM file, else the later one.
// A segment keeps this in the value slot `precedence`; nothing is stored for version 1 from an unnumbered file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace il2search {

struct Precedence {
  std::uint32_t version = 1;
  std::uint32_t nlm_file = 0;  // year * 100000 + number; 0: not a numbered file

  // Whether a record with this precedence, coming after `earlier`, takes its place.
  bool replaces(const Precedence& earlier) const {
    if (version != earlier.version) return version > earlier.version;
    return nlm_file == 0 || earlier.nlm_file == 0 || nlm_file >= earlier.nlm_file;
  }
  bool operator==(const Precedence&) const = default;
};

// A number as 4 bytes, big-endian, and back; anything malformed reads as 0.
std::string pack_u32(std::uint32_t value);
std::uint32_t unpack_u32(std::string_view bytes);

// The bytes of the value slot, and back; anything malformed reads as the default.
std::string pack(const Precedence& precedence);
Precedence unpack_precedence(std::string_view value);

}  // namespace il2search
