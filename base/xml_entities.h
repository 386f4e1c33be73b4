// The names of characters in HTML 5 and in the ISO sets that older documents use (`alpha`, `nbsp`, `agr`).
#pragma once

#include <string>
#include <string_view>

namespace il2search {

// The characters behind `&name;` in UTF-8, or "" when the name is not known. Case matters. Cost: a binary search.
std::string xml_entity(std::string_view name);

}  // namespace il2search
