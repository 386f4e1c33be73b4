// The entity names of HTML 5 and of the ISO sets that older documents use (`alpha`, `nbsp`, `agr`).
#pragma once

#include <string>
#include <string_view>

namespace il2search {

// The characters of `&name;` in UTF-8, or "" if the name is unknown. Case matters. Cost: a binary search.
std::string xml_entity(std::string_view name);

}  // namespace il2search
