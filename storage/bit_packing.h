// Packing 128 numbers with the same number of bits each, in four interleaved lanes, so that a compiler unpacks four at
// once: number i is in lane i % 4. A lane is its numbers back to back, low bits first, in 32-bit words; the words of the
// four lanes alternate. Integers are little-endian. 16 bytes per bit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace il2search {

inline constexpr std::size_t kPackedNumbers = 128;
using PackedNumbers = std::array<std::uint32_t, kPackedNumbers>;

constexpr std::size_t packed_bytes(unsigned bits) { return std::size_t{16} * bits; }

// The number of bits of the largest.
unsigned bits_of(const PackedNumbers& numbers);

// Appends the numbers, each of at most `bits` bits (0 to 32).
void pack(const PackedNumbers& numbers, unsigned bits, std::string& to);

// Reads packed_bytes(bits) bytes; `bits` is at most 32. About 20 nanoseconds.
void unpack(const char* from, unsigned bits, PackedNumbers& numbers);

}  // namespace il2search
