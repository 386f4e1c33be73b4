// The constants of ranking, chosen by measuring on judged collections (bench/).
#pragma once

namespace il2search {

// BM25: k1 says how fast further occurrences of a word stop counting, b how much long documents are penalised. These are
// the usual values, and they lie on a plateau: with k1 from 0.9 to 2 and b from 0.6 to 0.9 neither of the two figures by
// which they were chosen (docs/benchmarks.md) changes by 0.01. A word that occurs n times in the query counts
// 2n / (1 + n) times (k3 = 1).
inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;
inline constexpr double kBm25MinNormalizedLength = 0.5;

// A total is exact up to this many matches.
inline constexpr unsigned kExactTotal = 1000;

}  // namespace il2search
