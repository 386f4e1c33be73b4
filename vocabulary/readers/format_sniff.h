// What the beginning of a file shows of its format: detect_vocabulary_format() (part.h), and the words for people.
#pragma once

#include <string>
#include <string_view>

namespace il2search {

// "MeSH XML" for "mesh-xml": how messages call a format.
std::string name_of_vocabulary_format(std::string_view format);

// What content that is no vocabulary looks like: "a web page", "a PDF file", "text".
std::string describe_unknown_content(std::string_view head);

}  // namespace il2search
