// Versions of the library and of what can be asked for its version at run time.
#include <il2search/version.h>

#include <xapian.h>

#include "storage/manifest.h"
#include "text/analyzer.h"

namespace il2search {

const char* version() noexcept { return IL2SEARCH_VERSION; }

std::vector<std::pair<std::string, std::string>> component_versions() {
  return {{"il2search", IL2SEARCH_VERSION},
          {"index format", std::to_string(kFormatVersion)},
          {"analyzer", analyzer_fingerprint()},
          {"xapian", Xapian::version_string()},
          {"icu", icu_version()}};
}

}  // namespace il2search
