// The paths that CMake defines.
#include "tests/paths.h"

namespace il2search::test {

std::string source_path(std::string_view relative) { return std::string(IL2SEARCH_SOURCE_DIR "/").append(relative); }

std::string build_path(std::string_view relative) { return std::string(IL2SEARCH_BINARY_DIR "/").append(relative); }

}  // namespace il2search::test
