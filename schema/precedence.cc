// Precedence as bytes: two big-endian 32-bit numbers.
#include "schema/precedence.h"

namespace il2search {
namespace {

void put_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
}

std::uint32_t get_u32(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

}  // namespace

std::string pack(const Precedence& precedence) {
  std::string out;
  if (precedence == Precedence{}) return out;
  put_u32(out, precedence.version);
  put_u32(out, precedence.nlm_file);
  return out;
}

Precedence unpack_precedence(std::string_view value) {
  if (value.size() != 8) return {};
  return {get_u32(value), get_u32(value.substr(4))};
}

}  // namespace il2search
