// Varints, little-endian integers and sized strings.
#include "base/bytes.h"

#include <il2search/error.h>

namespace il2search {

void put_sized(std::string& to, std::string_view bytes) {
  put_varint(to, bytes.size());
  to += bytes;
}

std::uint64_t ByteReader::long_varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes(1).front());
    value |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return value;
  }
  fail();
}

std::uint64_t ByteReader::varint_up_to(std::uint64_t most) {
  const std::uint64_t value = varint();
  if (value > most) fail();
  return value;
}

std::uint32_t ByteReader::varint32() { return static_cast<std::uint32_t>(varint_up_to(UINT32_MAX)); }

std::uint32_t ByteReader::u32() { return get_u32(bytes(4).data()); }

std::string_view ByteReader::bytes(std::uint64_t count) {
  if (count > rest_.size()) fail();
  const std::string_view value = rest_.substr(0, static_cast<std::size_t>(count));
  rest_.remove_prefix(value.size());
  return value;
}

std::string_view ByteReader::sized() { return bytes(varint()); }

std::size_t ByteReader::count(std::size_t bytes_per_element) {
  const std::uint64_t value = varint();
  if (value > rest_.size() / bytes_per_element) fail();
  return static_cast<std::size_t>(value);
}

void ByteReader::fail() const {
  throw Error(ErrorCode::index_corrupt, "index corrupt: " + std::string(what_) + " is malformed");
}

}  // namespace il2search
