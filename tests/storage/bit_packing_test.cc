// Packing and unpacking, for every number of bits.
#include "storage/bit_packing.h"

#include <random>

#include <gtest/gtest.h>

namespace il2search {
namespace {

TEST(BitPacking, UnpacksWhatWasPacked) {
  std::mt19937 random(1);
  for (unsigned bits = 0; bits <= 32; ++bits) {
    PackedNumbers numbers;
    for (std::uint32_t& number : numbers) number = bits == 0 ? 0 : static_cast<std::uint32_t>(random() >> (32 - bits));
    numbers[7] = bits == 0 ? 0 : UINT32_MAX >> (32 - bits);
    EXPECT_EQ(bits_of(numbers), bits);
    std::string packed = "x";
    pack(numbers, bits, packed);
    ASSERT_EQ(packed.size(), 1 + packed_bytes(bits));
    PackedNumbers unpacked;
    unpack(packed.data() + 1, bits, unpacked);
    EXPECT_EQ(unpacked, numbers) << bits;
  }
}

// The layout is part of the index format.
TEST(BitPacking, HasFourLanes) {
  PackedNumbers numbers{};
  numbers[0] = 1;
  numbers[1] = 2;
  numbers[4] = 3;
  std::string packed;
  pack(numbers, 2, packed);
  EXPECT_EQ(packed.substr(0, 8), std::string("\x0d\0\0\0\x02\0\0\0", 8));
}

}  // namespace
}  // namespace il2search
