// BM25 as Xapian computes it (Xapian::BM25Weight with k2 = 0 and k3 = 1), after Robertson and Zaragoza, "The Probabilistic
// Relevance Framework: BM25 and Beyond" (2009).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "query/ranking.h"

namespace il2search::plan {

// The documents that statistics are about: those of all segments, deleted ones included.
struct Collection {
  std::uint32_t documents = 0;
  std::uint64_t words = 0;
};

// The score of one word in a document.
class Bm25 {
 public:
  // documents: that have the word; times: how often the query has it.
  Bm25(const Collection& collection, double documents, std::uint32_t times) {
    const double all = collection.documents;
    double odds = (all - documents + 0.5) / (documents + 0.5);
    // A word in more than a third of the documents would otherwise get next to no weight, or less than none.
    if (odds < 2) odds = odds * 0.5 + 1;
    weight_ = std::log(odds) * (2.0 * times / (1.0 + times)) * (kBm25K1 + 1);
    if (collection.words > 0) inverse_average_ = all / static_cast<double>(collection.words);
  }

  // frequency: in the document; length: of the document, in words.
  double score(std::uint32_t frequency, std::uint32_t length) const noexcept {
    const double normalized = std::max(length * inverse_average_, kBm25MinNormalizedLength);
    const double saturation = kBm25K1 * (normalized * kBm25B + (1 - kBm25B));
    return weight_ * (frequency / (saturation + frequency));
  }

 private:
  double weight_ = 0;
  double inverse_average_ = 0;
};

}  // namespace il2search::plan
