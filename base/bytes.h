// The encoding of numbers and strings in the files of an index: varints (7 bits per byte, low bits first, the high bit set
// on all bytes but the last), little-endian integers, and strings preceded by their length as a varint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace il2search {

inline void put_varint(std::string& to, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) to.push_back(static_cast<char>(value | 0x80));
  to.push_back(static_cast<char>(value));
}

inline void put_u32(std::string& to, std::uint32_t value) {
  const char bytes[] = {static_cast<char>(value), static_cast<char>(value >> 8), static_cast<char>(value >> 16),
                        static_cast<char>(value >> 24)};
  to.append(bytes, sizeof bytes);
}

// A length as a varint, then the bytes.
void put_sized(std::string& to, std::string_view bytes);

// The four bytes at `at`, which must be readable.
inline std::uint32_t get_u32(const char* at) noexcept {
  // Written out, so that compilers make one load of it.
  const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(at[i])}; };
  return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
}

// Reads this encoding from front to back. Does not own the bytes. Every function throws Error{index_corrupt} when the bytes
// end early or a value exceeds its bound.
class ByteReader {
 public:
  // `what` names the bytes in errors ("the ledger", "a stored document") and must outlive the reader.
  ByteReader(std::string_view bytes, std::string_view what) noexcept : rest_(bytes), what_(what) {}

  bool at_end() const noexcept { return rest_.empty(); }
  std::string_view rest() const noexcept { return rest_; }

  std::uint64_t varint() {
    // Nearly all numbers of a stored document are below 128.
    if (rest_.empty() || static_cast<unsigned char>(rest_.front()) >= 0x80) return long_varint();
    const auto value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  std::uint64_t varint_up_to(std::uint64_t most);
  std::uint32_t varint32();
  std::uint32_t u32();
  std::string_view bytes(std::uint64_t count);
  std::string_view sized();

  // The number of elements that follow, each at least `bytes_per_element` long. Never more than the remaining bytes can
  // hold, so it is safe to allocate a container of that size.
  std::size_t count(std::size_t bytes_per_element = 1);

  [[noreturn]] void fail() const;

 private:
  std::uint64_t long_varint();

  std::string_view rest_;
  std::string_view what_;
};

}  // namespace il2search
