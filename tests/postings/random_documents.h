// Random documents, and the two ways to a segment of them: ours and Xapian's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "postings/posting_input.h"
#include "postings/run_builder.h"

namespace il2search::test {

struct RandomDocument {
  std::vector<std::pair<std::string, std::uint32_t>> terms;  // with wdf
  std::vector<SlotValue> values;
};

// The same seed gives the same documents. Terms are frequent and rare, short and of the greatest length; documents may be
// empty; values have up to 3 KB.
std::vector<RandomDocument> random_documents(std::uint32_t seed, std::size_t count);

void add(RunBuilder& builder, const RandomDocument& document);

// Writes the documents, in parts of `part_size`, as runs into a new folder.
void build_segment(const std::vector<RandomDocument>& documents, std::size_t part_size, const std::string& folder);

// Writes a database by Xapian's own means.
void build_with_xapian(const std::vector<RandomDocument>& documents, const std::string& folder);

// The documents without those whose docids are in `deleted`.
std::vector<RandomDocument> without(const std::vector<RandomDocument>& documents,
                                    const std::vector<std::uint32_t>& deleted);

std::string read_file(const std::string& path);

}  // namespace il2search::test
