// Mutations of fuzz inputs, for builds without libFuzzer. Deterministic: the same seed gives the same inputs.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace il2search::fuzz {

// A variant of one of the seeds (at least one): a few bytes flipped, ranges dropped, doubled or copied from another seed,
// and words that the readers react to inserted. At most max_bytes long.
std::string mutate(const std::vector<std::string>& seeds, std::size_t max_bytes, std::mt19937& random);

}  // namespace il2search::fuzz
