// Makes an index of several segments from records, to measure the cost of segments.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace il2search::bench {

// Adds the documents of the files to the index, publishing after every `slice` of them. An index that has vocabularies
// keeps them.
void index_in_slices(const std::vector<std::string>& files, std::size_t slice, const std::string& index);

}  // namespace il2search::bench
