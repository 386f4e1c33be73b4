// Versions of il2search and of the libraries that it uses.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <il2search/export.h>

namespace il2search {

// "0.1.0"
IL2SEARCH_EXPORT const char* version() noexcept;

// Names and versions: il2search, index format, analyzer fingerprint, xapian, icu, …
IL2SEARCH_EXPORT std::vector<std::pair<std::string, std::string>> component_versions();

}  // namespace il2search
