// The layering rules as functions: which layer a file belongs to, which layers it may include, and where a library's
// headers may appear. Paths are relative to the project's root.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace il2search::layering {

// "base", "text", …, "cli", or "public" for include/il2search; "" elsewhere.
std::string_view layer_of(std::string_view path);

// The layers whose headers a layer may include, itself and "public" among them.
const std::vector<std::string_view>& may_include(std::string_view layer);

// Why `file` must not include `header`, or nothing if it may. header is as written between the quotes or brackets.
std::optional<std::string> include_error(std::string_view file, std::string_view header);

// The files and folders that the rules about library headers name.
std::vector<std::string_view> confined_prefixes();

// Why a target must not link another (as CMake names them), or nothing if it may.
std::optional<std::string> link_error(std::string_view target, std::string_view linked);

}  // namespace il2search::layering
