// The layering rules: which layer a file belongs to, which layers it may include, and where the headers of a library may
// appear. Paths are relative to the root of the project.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace il2search::layering {

// "base", "text", …, "cli", or "public" for include/il2search; "" elsewhere.
std::string_view layer_of(std::string_view path);

// The layers whose headers a layer may include, among them itself and "public".
const std::vector<std::string_view>& may_include(std::string_view layer);

// Why `file` must not include `header`, or nothing if it may. `header` is written as between the quotes or brackets.
std::optional<std::string> include_error(std::string_view file, std::string_view header);

// All files and folders in the rules about library headers.
std::vector<std::string_view> confined_prefixes();

// Why a target must not link another one, or nothing if it may. The names are those of CMake.
std::optional<std::string> link_error(std::string_view target, std::string_view linked);

}  // namespace il2search::layering
