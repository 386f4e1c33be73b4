// Where this checkout and its build are. Only paths.cc knows, so that a compiler cache serves all other tests to any clone.
#pragma once

#include <string>
#include <string_view>

namespace il2search::test {

// A path relative to the root of the sources, or of the build, as an absolute one.
std::string source_path(std::string_view relative = {});
std::string build_path(std::string_view relative);

}  // namespace il2search::test
