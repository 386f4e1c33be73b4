// Where this checkout and its build are. Only paths.cc knows, so that a compiler cache works for other tests in any clone.
#pragma once

#include <string>
#include <string_view>

namespace il2search::test {

// The absolute path of a path relative to the sources, or to the build.
std::string source_path(std::string_view relative = {});
std::string build_path(std::string_view relative);

}  // namespace il2search::test
