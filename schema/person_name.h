// Names of people as pages and lists print them -> Author. Readers and the JSON form share it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// "Jens Y. Humrich", "Humrich JY", "Humrich, Jens Y." and "Ludwig van Beek Jr." -> last, fore, initials and suffix;
// a group ("… Consortium", "… Study Group") -> collective. Marks of footnotes (* † 1,2) around the name are dropped.
// A name of one word is a last name. Nothing of the text but marks is lost.
Author author_from_name(std::string_view name);

// The authors of a line: "Xin Xia, Rui Qu and Jane Roe". Degrees (MD, PhD) between them are no names.
std::vector<Author> authors_from_line(std::string_view line);

// "Jens Y." -> "JY", "Jean-Paul" -> "JP".
std::string initials_of(std::string_view fore);

}  // namespace il2search
