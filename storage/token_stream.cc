// Codes of words, signatures, and regions.
#include "storage/token_stream.h"

#include <algorithm>
#include <utility>

namespace il2search {
namespace {

// Codes with the same number of bytes: their first lead byte, and the smallest number that they code.
struct CodeClass {
  std::uint32_t lead;
  std::uint32_t base;
};
constexpr unsigned kMaxCodeBytes = 5;
constexpr unsigned kBits = 7;  // of the number, per byte that follows
// 64 numbers have one byte, 7,040 two, 98,304 three, 4,194,304 four, the rest five.
constexpr CodeClass kClasses[kMaxCodeBytes + 1] = {{0, 0},         {64, 64},         {119, 7'104},
                                                   {125, 105'408}, {127, 4'299'712}, {128, kMaxWordNumber + 1}};
static_assert(kClasses[5].base == kClasses[4].base + (1u << 4 * kBits));

constexpr std::uint64_t kBitsPerPair = 4;
constexpr std::uint64_t kMaxSignatureWords = (1u << 19) / 32;

// The bit of a pair in a signature of `bits` bits.
std::uint32_t bit_of(std::uint32_t pair, std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::uint64_t{pair} * bits >> 32);
}

// Removes a varint of up to 32 bits from the start of the bytes. False if they do not start with one.
bool take_varint(std::string_view& bytes, std::uint32_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 32 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint32_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

void put_signature(std::string& to, const std::vector<std::uint32_t>& pairs) {
  const std::uint64_t needed = (pairs.size() * kBitsPerPair + 31) / 32;
  std::vector<std::uint32_t> bits(std::min(kMaxSignatureWords, needed));
  for (const std::uint32_t pair : pairs) {
    const std::uint32_t bit = bit_of(pair, bits.size() * 32);
    bits[bit / 32] |= 1u << bit % 32;
  }
  put_varint(to, bits.size());
  for (const std::uint32_t word : bits) put_u32(to, word);
}

}  // namespace

void put_word(std::string& to, std::uint32_t number) {
  unsigned more = 0;  // bytes after the lead byte
  while (number >= kClasses[more + 1].base) ++more;
  const std::uint32_t rest = number - kClasses[more].base;
  to.push_back(static_cast<char>(kClasses[more].lead + (rest >> more * kBits)));
  for (unsigned i = more; i > 0; --i) to.push_back(static_cast<char>(0x80 | rest >> (i - 1) * kBits));
}

std::uint32_t get_word(const char*& at, const char* end) {
  const auto byte = [](char c) { return std::uint32_t{static_cast<unsigned char>(c)}; };
  if (at == end || byte(*at) >= 0x80) {
    at = end;
    return kNoWord;
  }
  const std::uint32_t lead = byte(*at++);
  if (lead < kClasses[1].lead) return lead;
  unsigned more = 1;
  while (lead >= kClasses[more + 1].lead) ++more;
  if (static_cast<std::size_t>(end - at) < more) {
    at = end;
    return kNoWord;
  }
  std::uint32_t rest = lead - kClasses[more].lead;
  for (unsigned i = 0; i < more; ++i) rest = rest << kBits | (byte(*at++) & 0x7F);
  return kClasses[more].base + rest;
}

TokenStream::TokenStream(std::string_view bytes) : regions_(bytes) {
  std::uint32_t words = 0;
  if (bytes.empty()) return;
  if (!take_varint(regions_, words) || regions_.size() / 4 < words) {
    regions_ = {};
    return;
  }
  bits_ = regions_.substr(0, std::size_t{4} * words);
  regions_.remove_prefix(bits_.size());
  signature_ = bytes.substr(0, bytes.size() - regions_.size());
}

bool TokenStream::may_hold_pair(std::uint32_t pair) const {
  if (bits_.empty()) return false;
  const std::uint32_t bit = bit_of(pair, std::uint64_t{8} * bits_.size());
  return (get_u32(bits_.data() + std::size_t{4} * (bit / 32)) >> bit % 32 & 1) != 0;
}

bool RegionReader::next() {
  std::string_view at = rest_;
  std::uint32_t size = 0;
  if (at.empty()) return false;
  const auto region = static_cast<unsigned char>(at.front());
  at.remove_prefix(1);
  if (!take_varint(at, size) || size > at.size()) return false;
  region_ = static_cast<Region>(region);
  codes_ = at.substr(0, size);
  rest_ = at.substr(size);
  return true;
}

void decode_words(std::string_view codes, std::vector<std::uint32_t>& words) {
  words.clear();
  const char* at = codes.data();
  const char* const end = at + codes.size();
  while (at != end) words.push_back(get_word(at, end));
}

void put_region(std::string& to, Region region, std::string_view codes) {
  to.push_back(static_cast<char>(region));
  put_sized(to, codes);
}

void TokenStreamWriter::begin(Region region) {
  close();
  region_ = region;
}

void TokenStreamWriter::add(std::uint32_t number, std::uint64_t hash) {
  put_word(codes_, number);
  if (follows_word_) pairs_.push_back(pair_hash(previous_, hash));
  previous_ = hash;
  follows_word_ = true;
}

void TokenStreamWriter::add_gap() {
  put_word(codes_, kNoWord);
  follows_word_ = false;
}

std::string TokenStreamWriter::finish() {
  close();
  std::string stream;
  if (!regions_.empty()) {
    stream.reserve(regions_.size() + pairs_.size() / 2 + 8);
    put_signature(stream, pairs_);
    stream += regions_;
  }
  regions_.clear();
  pairs_.clear();
  return stream;
}

void TokenStreamWriter::close() {
  if (!codes_.empty()) put_region(regions_, region_, codes_);
  codes_.clear();
  follows_word_ = false;
}

}  // namespace il2search
