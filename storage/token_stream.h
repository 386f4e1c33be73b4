// Token streams: the words of one document in order, so that phrases and regions of the text can be checked without
// position lists. Postings find the documents that have all words; the stream of each candidate decides.
//
// A stream is a sequence of regions (title, each labelled section of the abstract, each keyword, each heading …); a
// phrase never crosses from one region into the next. A word is a number; which word it is says a list that all streams of
// a segment share (word_list.h). Frequent words have small numbers, and small numbers have short codes.
//
//   stream := region…
//   region := u8 number, varint size, code…      size: bytes of the codes
//   code   := lead byte below 0x80, then up to four bytes from 0x80, each with seven bits of the rest, high bits first
//
// A lead byte determines how many bytes follow and never occurs within a code, so that bytes can be searched for a sequence
// of words without decoding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "schema/region.h"

namespace il2search {

// In place of a part that is too long to be a term. It matches nothing.
inline constexpr std::uint32_t kNoWord = 0;
// The largest number that a code can have.
inline constexpr std::uint32_t kMaxWordNumber = 272'735'167;

// Appends the code of a number up to kMaxWordNumber.
void put_word(std::string& to, std::uint32_t number);

// Decodes the number at `at` and moves `at` after it. Sets `at` to `end` and returns kNoWord if no code starts there or it
// ends early.
std::uint32_t get_word(const char*& at, const char* end);

// Reads the regions of a stream, which must outlive it, one after another. Damaged streams end early; they are never read
// beyond their end.
class RegionReader {
 public:
  explicit RegionReader(std::string_view stream) : rest_(stream) {}

  // Moves to the next region; false at the end.
  bool next();
  Region region() const { return region_; }
  std::string_view codes() const { return codes_; }
  // Whether the regions ended where a region may end.
  bool is_complete() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  std::string_view codes_;
  Region region_ = Region::title;
};

// The numbers in the codes of a region replace those in `words`.
void decode_words(std::string_view codes, std::vector<std::uint32_t>& words);

// Builds a stream. For one thread at a time.
class TokenStreamWriter {
 public:
  // Regions without words leave no trace.
  void begin(Region region);
  // kNoWord for a word that is too long to be a term.
  void add(std::uint32_t number) { put_word(codes_, number); }
  // The stream built so far. The writer is empty afterwards.
  std::string finish();

 private:
  void close();

  std::string regions_;
  std::string codes_;  // of the open region
  Region region_ = Region::title;
};

// A region as it is stored.
void put_region(std::string& to, Region region, std::string_view codes);

// Appends the stream with other numbers: number_of(n) in place of each n that is below `limit`. False, with part of the
// stream appended, if the stream is malformed or has another number.
template <class NumberOf>
bool renumber_words(std::string_view stream, std::uint32_t limit, NumberOf number_of, std::string& to) {
  RegionReader reader(stream);
  std::string codes;
  while (reader.next()) {
    codes.clear();
    const char* at = reader.codes().data();
    const char* const end = at + reader.codes().size();
    while (at != end) {
      const bool is_gap = *at == '\0';
      const std::uint32_t number = get_word(at, end);
      if (number >= limit || (number == kNoWord && !is_gap)) return false;
      put_word(codes, is_gap ? kNoWord : number_of(number));
    }
    put_region(to, reader.region(), codes);
  }
  return reader.is_complete();
}

}  // namespace il2search
