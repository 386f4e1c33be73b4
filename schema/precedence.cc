// Precedence as bytes: two big-endian 32-bit numbers.
#include "schema/precedence.h"

namespace il2search {

std::string pack_u32(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
  return out;
}

std::uint32_t unpack_u32(std::string_view bytes) {
  if (bytes.size() != 4) return 0;
  std::uint32_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

std::string pack(const Precedence& precedence) {
  if (precedence == Precedence{}) return {};
  return pack_u32(precedence.version) + pack_u32(precedence.nlm_file);
}

Precedence unpack_precedence(std::string_view value) {
  if (value.size() != 8) return {};
  return {unpack_u32(value.substr(0, 4)), unpack_u32(value.substr(4))};
}

}  // namespace il2search
