// The file iamglass of a database whose only table is postlist.glass.
#pragma once

#include <string>

#include "postings/glass_format.h"

namespace il2search::glass {

struct Version {
  Table table;
  std::uint32_t documents = 0;  // docids are 1 to documents
};

// Writes the file with a new uuid. Not synced. Error{io}.
void write_version(const std::string& folder, const Version& version);

// Error{index_corrupt} if the file is missing or malformed, Error{index_incompatible} for a format that this library
// does not know, Error{io}.
Version read_version(const std::string& folder);

}  // namespace il2search::glass
