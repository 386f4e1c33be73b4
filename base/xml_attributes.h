// Attributes whose value refers to entities that the document does not declare: expat drops these references without
// a word, so such a tag is read again from its bytes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace il2search {

// Whether a tag's bytes hold a reference by name other than the five of XML itself.
bool has_named_reference(std::string_view tag) noexcept;

// Name and value of each attribute of a well-formed start tag in UTF-8, references resolved by the table of names.
// `expand(name)` gives the text for every other name.
std::vector<std::pair<std::string, std::string>> read_attributes(
    std::string_view tag, const std::function<std::string(std::string_view)>& expand);

}  // namespace il2search
