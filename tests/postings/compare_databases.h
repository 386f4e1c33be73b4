// Compares the tables of a segment with a Xapian database of the same documents, which Xapian wrote.
#pragma once

#include <string>
#include <vector>

namespace il2search::test {

// The differences between all terms, postings, lengths and values. At most twenty lines; empty if there are none.
std::vector<std::string> differences(const std::string& segment, const std::string& xapian);

}  // namespace il2search::test
