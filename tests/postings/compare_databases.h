// Compares two Xapian databases through Xapian's public interface.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace il2search::test {

// The differences between all statistics, terms, postings, lengths and values, and between the hits and weights of random
// queries. At most twenty lines; empty if the databases are equal.
std::vector<std::string> differences(const std::string& folder, const std::string& other_folder,
                                     std::uint32_t query_seed = 1);

}  // namespace il2search::test
