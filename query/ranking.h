// The constants of ranking, in one place. They are chosen by measuring on judged collections (bench/).
#pragma once

namespace il2search {

// BM25: k1 how fast more occurrences of a word stop counting, b how much long documents are marked down.
inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;
inline constexpr double kBm25MinNormalizedLength = 0.5;

// A total is exact up to this many matches.
inline constexpr unsigned kExactTotal = 1000;

}  // namespace il2search
