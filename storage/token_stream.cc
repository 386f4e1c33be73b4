// Writes token streams, and hashes words for both sides.
#include "storage/token_stream.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <vector>

namespace il2search {
namespace {
constexpr std::uint32_t kMaxRegionWords = (1u << 24) - 1;
constexpr std::size_t kHeadBytes = 4;
constexpr std::uint64_t kBitsPerPair = 4;
constexpr std::uint64_t kMaxSignatureBits = 1u << 19;

// The bit of a pair in a signature of `bits` bits, a power of two of at least 32.
std::uint32_t bit_of(std::uint32_t pair, std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::uint64_t{pair} * bits >> 32);
}

// Calls use(pair) for all neighbours in all regions; `regions` is a stream without its signature.
template <class Use> void for_each_pair(std::string_view regions, Use use) {
  const char* at = regions.data();
  const char* const end = at + regions.size();
  while (at < end) {
    const std::uint32_t count = get_u32(at) >> 8;
    const char* words = at + kHeadBytes;
    for (std::uint32_t i = 1; i < count; ++i) {
      const std::uint32_t first = get_u32(words + std::size_t{4} * (i - 1));
      const std::uint32_t second = get_u32(words + std::size_t{4} * i);
      if (first != kNoWord && second != kNoWord) use(pair_hash(first, second));
    }
    at = words + std::size_t{4} * count;
  }
}
}  // namespace

bool may_hold_pair(std::string_view stream, std::uint32_t pair) {
  if (stream.size() < sizeof(std::uint32_t)) return false;
  const std::uint64_t n = get_u32(stream.data());
  if (n == 0 || stream.size() < sizeof(std::uint32_t) * (1 + n)) return false;
  const std::uint32_t bit = bit_of(pair, n * 32);
  return (get_u32(stream.data() + 4 * (1 + std::size_t{bit / 32})) >> bit % 32 & 1) != 0;
}

std::uint32_t word_hash(std::string_view part) {
  const auto hash = static_cast<std::uint32_t>(XXH3_64bits(part.data(), part.size()));
  return hash == kNoWord ? 1 : hash;
}

void TokenStreamWriter::begin(Region region) {
  close();
  region_ = region;
  open_ = true;
  open_at_ = bytes_.size();
  bytes_.append(kHeadBytes, '\0');
  count_ = 0;
}

void TokenStreamWriter::add(std::uint32_t hash) {
  if (count_ == kMaxRegionWords) begin(region_);
  put_u32(bytes_, hash);
  ++count_;
}

std::string TokenStreamWriter::finish() {
  close();
  std::string stream = bytes_.empty() ? std::string{} : signature() + bytes_;
  bytes_.clear();
  return stream;
}

std::string TokenStreamWriter::signature() const {
  std::uint64_t pairs = 0;
  for_each_pair(bytes_, [&](std::uint32_t) { ++pairs; });
  if (pairs == 0) return std::string(sizeof(std::uint32_t), '\0');
  const std::uint64_t bits =
      std::min(kMaxSignatureBits, std::max<std::uint64_t>(32, std::bit_ceil(pairs * kBitsPerPair)));
  std::vector<std::uint32_t> words(bits / 32);
  for_each_pair(bytes_, [&](std::uint32_t pair) {
    const std::uint32_t bit = bit_of(pair, bits);
    words[bit / 32] |= 1u << bit % 32;
  });
  std::string signature;
  signature.reserve(4 * (1 + words.size()));
  put_u32(signature, static_cast<std::uint32_t>(words.size()));
  for (const std::uint32_t word : words) put_u32(signature, word);
  return signature;
}

// An empty region is dropped.
void TokenStreamWriter::close() {
  if (!open_) return;
  open_ = false;
  if (count_ == 0) {
    bytes_.resize(open_at_);
    return;
  }
  std::string head;
  put_u32(head, static_cast<std::uint32_t>(region_) | count_ << 8);
  bytes_.replace(open_at_, kHeadBytes, head);
}

}  // namespace il2search
