// Packs and unpacks value slots.
#include "schema/value_slots.h"

namespace il2search {

std::string pack_date(const Date& date) {
  if (date.year < 1 || date.year > 9999 || date.month < 0 || date.month > 12 || date.day < 0 || date.day > 31)
    return {};
  const std::uint32_t packed =
      (static_cast<std::uint32_t>(date.year) * 13 + static_cast<std::uint32_t>(date.month)) * 32 +
      static_cast<std::uint32_t>(date.day);
  return pack_u32(packed).substr(1);
}

Date unpack_date(std::string_view value) {
  if (value.size() != 3) return {};
  const std::uint32_t packed = unpack_u32(std::string(1, '\0').append(value));
  return {static_cast<int>(packed / 32 / 13), static_cast<int>(packed / 32 % 13), static_cast<int>(packed % 32)};
}

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
