// The rules of the house as functions: which room a file belongs to, which rooms it may include, where a library's
// headers may appear. Paths are relative to the project's root.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace il2search::layering {

// "base", "schema", "corpus", "vocabulary", "syntax", "indexer", "query", "public" (include/il2search); "" elsewhere.
std::string_view room_of(std::string_view path);

// The rooms whose headers a room may include, itself and "public" among them.
const std::vector<std::string_view>& may_include(std::string_view room);

// Why `file`, in `room` ("program" for a file of il2index or il2search), must not include `header`; nothing when it may.
// header is as written between the quotes or brackets.
std::optional<std::string> include_fault(std::string_view file, std::string_view room, std::string_view header);

// Why a target must not link another (as CMake names them); nothing when it may.
std::optional<std::string> link_fault(std::string_view target, std::string_view linked);

}  // namespace il2search::layering
