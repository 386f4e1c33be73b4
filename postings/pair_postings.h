// The postings of pairs (storage/pair_terms.h), from the token streams of a segment.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "postings/posting_spool.h"
#include "storage/pair_terms.h"
#include "storage/token_file.h"

namespace il2search {

// How the pairs of a segment are made.
struct PairOptions {
  std::uint32_t least_documents = kLeastDocumentsForPairs;  // a smaller segment has none
  unsigned jobs = 1;                                        // threads
  std::function<TokenFile()> tokens{};                      // called when all other terms are written
};

// The stems that are frequent enough to have pairs.
class FrequentStems {
 public:
  explicit FrequentStems(std::uint32_t documents) : documents_(documents) {}
  // A term of the segment; those that are not stems of the combined list are ignored.
  void note(std::string_view term, std::uint32_t documents);
  // In the units of share_of(); 0 if it is below kLeastShare.
  std::uint32_t share(const std::string& stem) const;

 private:
  std::uint32_t documents_;
  std::unordered_map<std::string, std::uint32_t> shares_;
};

inline constexpr std::uint64_t kMaxPairMemory = std::uint64_t{64} << 20;

// The pairs of all documents, inverted. Takes about 10 microseconds per abstract, divided by the number of threads.
// Error{index_corrupt, io, out_of_memory, cancelled}.
struct PairInversion {
  std::string path;  // with which the folders of the spool begin
  unsigned jobs = 1;
  std::uint64_t max_memory = kMaxPairMemory;  // of inverted pairs; what exceeds it is spilled
  std::function<bool()> cancelled{};
};
PostingSpool pair_postings(const TokenFile& tokens, const FrequentStems& stems, const PairInversion& how);

}  // namespace il2search
