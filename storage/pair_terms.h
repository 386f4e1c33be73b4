// Pairs: postings of two words that follow each other, so that phrases of frequent words need no look at the text.
//
// A segment of at least PairOptions::least_documents documents has a list for each pair of words that follow each other in a
// region of the combined list (kCombinedRegions), if the stems of both are frequent in the segment: see is_posted(). Any
// other pair has few candidates in the postings of its stems. The term of a pair is
//
//   0xFF, the code of the first word, the code of the second one      codes as in the token streams: token_stream.h
//
// Its frequencies are 0. No other term begins with 0xFF, which no UTF-8 text has.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/token_stream.h"

namespace il2search {

inline constexpr char kPairPrefix = '\xFF';

// Below this, phrases are fast without pairs, which would take more bytes per document than in a large segment.
inline constexpr std::uint32_t kLeastDocumentsForPairs = 20'000;

inline bool is_pair_term(std::string_view term) { return term.starts_with(kPairPrefix); }

// Appends the term for two words by their numbers in the segment.
inline void put_pair_term(std::string& to, std::uint32_t first, std::uint32_t second) {
  to.push_back(kPairPrefix);
  put_word(to, first);
  put_word(to, second);
}

// The share of a segment's documents that have a stem, in units of 2^-16.
constexpr std::uint32_t share_of(std::uint32_t with_stem, std::uint32_t documents) {
  return static_cast<std::uint32_t>((std::uint64_t{with_stem} << 16) / documents);
}

// Whether pairs of words whose stems have these shares are posted: the product is at least 0.003, or both are at least 0.02.
constexpr bool is_posted(std::uint32_t first, std::uint32_t second) {
  return std::uint64_t{first} * second >= 12'884'902 || std::min(first, second) >= 1'311;
}
// With a lower share a stem has no posted pair.
inline constexpr std::uint32_t kLeastShare = 197;
static_assert(is_posted(kLeastShare, 1 << 16) && !is_posted(kLeastShare - 1, 1 << 16));

}  // namespace il2search
