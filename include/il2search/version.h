// Versions of il2search and of what it stands on.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace il2search {

// "0.1.0"
const char* version() noexcept;

// Name and version of each part: il2search, index format, analyzer fingerprint, xapian, icu, …
std::vector<std::pair<std::string, std::string>> component_versions();

}  // namespace il2search
