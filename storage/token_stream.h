// Token streams: the words of one document in order, so that phrases and regions of the text can be checked without
// position lists. Postings find the documents that have all words; the stream of each candidate decides.
//
// A stream is a sequence of regions (title, each labelled section of the abstract, each keyword, each heading …); a
// phrase never crosses from one region into the next. A word is the 32-bit hash of its canonical part (word_hash()).
// Postings are exact, so a wrong match needs a document that has all words of the phrase and, exactly where one of them
// is missing, another word with the same hash: about 1 in 2^32 per position compared.
//
//   stream    := nothing, or signature { u8 region, u24 count, u32 hash[count] }      little-endian, no padding
//   signature := u32 n, u32 bits[n]      n is 0 or a power of two
//
// The signature is a Bloom filter of all pairs of neighbours, about four bits per pair: it rejects most candidates of a
// phrase by two cache lines instead of a kilobyte of text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "schema/region.h"

namespace il2search {

// The hash of a canonical part, as token streams hold it: the low half of XXH3-64.
std::uint32_t word_hash(std::string_view part);

// In place of a part that is too long to be a term. It matches nothing.
inline constexpr std::uint32_t kNoWord = 0;

// The bit for two neighbours in a signature of 2^32 bits; a smaller signature uses the high bits of it.
constexpr std::uint32_t pair_hash(std::uint32_t first, std::uint32_t second) {
  const std::uint64_t mixed = (std::uint64_t{first} << 32 | second) * 0x9E3779B97F4A7C15ull;
  return static_cast<std::uint32_t>((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9ull >> 32);
}

// Whether two words may be neighbours in a stream; false is certain. `pair` is the pair_hash() of words other than
// kNoWord.
bool may_hold_pair(std::string_view stream, std::uint32_t pair);

// Reads the regions of a stream one after another. A stream with a wrong length ends early.
class TokenStreamReader {
 public:
  explicit TokenStreamReader(std::string_view stream) : at_(stream.data()), end_(stream.data() + stream.size()) {
    if (stream.size() < 4) return;
    const std::uint64_t skipped = 4 + std::uint64_t{4} * get_u32(at_);
    at_ = skipped <= stream.size() ? at_ + skipped : end_;
  }

  // Moves to the next region; false at the end.
  bool next() {
    if (end_ - at_ < 4) return false;
    const std::uint32_t head = get_u32(at_);
    region_ = static_cast<Region>(head & 0xff);
    count_ = head >> 8;
    words_ = at_ + 4;
    if (static_cast<std::uint64_t>(end_ - words_) < std::uint64_t{4} * count_) return false;
    at_ = words_ + std::size_t{4} * count_;
    return true;
  }
  Region region() const { return region_; }
  std::uint32_t count() const { return count_; }
  std::uint32_t word(std::uint32_t i) const { return get_u32(words_ + std::size_t{4} * i); }
  // The words as count() * 4 bytes, unaligned.
  const char* words() const { return words_; }

 private:
  const char* at_;
  const char* end_;
  const char* words_ = nullptr;
  Region region_ = Region::title;
  std::uint32_t count_ = 0;
};

// Builds a stream. A region has at most 2^24 - 1 words; a longer one is split.
class TokenStreamWriter {
 public:
  void begin(Region region);
  void add(std::uint32_t hash);
  // The stream built so far, with its signature. The writer is empty afterwards.
  std::string finish();

 private:
  void close();
  std::string signature() const;
  std::string bytes_;
  std::size_t open_at_ = 0;
  std::uint32_t count_ = 0;
  Region region_ = Region::title;
  bool open_ = false;
};

}  // namespace il2search
