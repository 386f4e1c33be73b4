// One function per width, so that all shifts are constants.
#include "storage/bit_packing.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace il2search {
namespace {

constexpr std::size_t kLanes = 4;
constexpr unsigned kWordBits = 32;
using Words = std::array<std::uint32_t, kLanes>;

static_assert(std::endian::native == std::endian::little, "packed numbers are read as they are stored");

Words words_at(const char* from, std::size_t index) {
  Words words;
  std::memcpy(words.data(), from + index * sizeof words, sizeof words);
  return words;
}

// The row is the index of a number within its lane.
template <unsigned Bits, std::size_t Row> void unpack_row(const char* from, PackedNumbers& numbers) {
  constexpr std::size_t kBit = Row * Bits;
  constexpr std::size_t kWord = kBit / kWordBits;
  constexpr unsigned kShift = kBit % kWordBits;
  constexpr std::uint32_t kMask = Bits == kWordBits ? UINT32_MAX : (std::uint32_t{1} << Bits) - 1;
  const Words low = words_at(from, kWord);
  Words row;
  if constexpr (kShift + Bits > kWordBits) {
    const Words high = words_at(from, kWord + 1);
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      row[lane] = (low[lane] >> kShift | high[lane] << (kWordBits - kShift)) & kMask;
  } else {
    for (std::size_t lane = 0; lane < kLanes; ++lane) row[lane] = low[lane] >> kShift & kMask;
  }
  std::memcpy(numbers.data() + Row * kLanes, row.data(), sizeof row);
}

template <unsigned Bits> void unpack_all(const char* from, PackedNumbers& numbers) {
  if constexpr (Bits == 0) {
    numbers.fill(0);
  } else {
    [&]<std::size_t... Row>(std::index_sequence<Row...>) { (unpack_row<Bits, Row>(from, numbers), ...); }
    (std::make_index_sequence<kPackedNumbers / kLanes>{});
  }
}

using Unpack = void (*)(const char*, PackedNumbers&);
constexpr auto kUnpack = []<unsigned... Bits>(std::integer_sequence<unsigned, Bits...>) {
  return std::array<Unpack, sizeof...(Bits)>{&unpack_all<Bits>...};
}
(std::make_integer_sequence<unsigned, kWordBits + 1>{});

}  // namespace

unsigned bits_of(const PackedNumbers& numbers) {
  std::uint32_t all = 0;
  for (const std::uint32_t number : numbers) all |= number;
  return static_cast<unsigned>(std::bit_width(all));
}

void pack(const PackedNumbers& numbers, unsigned bits, std::string& to) {
  std::array<std::uint32_t, kPackedNumbers> words{};
  for (std::size_t i = 0; i < kPackedNumbers && bits > 0; ++i) {
    const std::size_t bit = i / kLanes * bits;
    const std::size_t word = bit / kWordBits * kLanes + i % kLanes;
    const std::uint64_t shifted = std::uint64_t{numbers[i]} << bit % kWordBits;
    words[word] |= static_cast<std::uint32_t>(shifted);
    if (bit % kWordBits + bits > kWordBits) words[word + kLanes] |= static_cast<std::uint32_t>(shifted >> kWordBits);
  }
  to.append(reinterpret_cast<const char*>(words.data()), packed_bytes(bits));
}

void unpack(const char* from, unsigned bits, PackedNumbers& numbers) { kUnpack[bits](from, numbers); }

}  // namespace il2search
