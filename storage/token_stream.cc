// Codes of words, and regions.
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

std::string TokenStreamWriter::finish() {
  close();
  return std::exchange(regions_, {});
}

void TokenStreamWriter::close() {
  if (!codes_.empty()) put_region(regions_, region_, codes_);
  codes_.clear();
}

}  // namespace il2search
