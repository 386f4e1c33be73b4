// Names of people: printed names -> Author, and the keys under which the index keeps an Author and a query looks for
// one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

class Analyzer;

// "Jens Y. Humrich", "Humrich JY", "Humrich, Jens Y." and "Ludwig van Beek Jr." -> last, fore, initials and suffix;
// a group ("… Consortium", "… Study Group") -> collective. Footnote marks (* † 1,2) around the name are dropped,
// nothing else. A name of one word is a last name.
Author author_from_name(std::string_view name);

// The authors of a line: "Xin Xia, Rui Qu and Jane Roe". Degrees (MD, PhD) between names are skipped.
std::vector<Author> authors_from_line(std::string_view line);

// The initials of given names, as capitals: "Jens Y." -> "JY", "jean-Paul" -> "JP". Up to three capitals by themselves
// are initials already: "JY" -> "JY".
std::string initials_of(std::string_view fore);

// "muller jy": the last name by Analyzer::normalize_author() and the initials as one word. In initials every letter
// counts, while ae, oe and ue in a last name are one letter: "Quollson AE" -> "quollson ae".
std::string author_key(Analyzer& analyzer, const Author& author);

// The keys that a name typed as "last initials" may mean, the likeliest first. A short last word in lower case may be
// initials or a last name, which differ where it has an ae, oe or ue.
std::vector<std::string> author_keys(Analyzer& analyzer, std::string_view typed);

}  // namespace il2search
