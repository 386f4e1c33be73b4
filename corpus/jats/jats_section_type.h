// What a section of an article is: by its element, the source's word for it, or its title.
#pragma once

#include <string>
#include <string_view>

#include "corpus/jats/jats_elements.h"

namespace il2search {

// Words of the source longer than this are no types.
inline constexpr std::size_t kMaxSectionTypeBytes = 64;

// The type of a section by its element and the type that the source gives it ("sec-type", "notes-type"): "fig",
// "table", "methods", "materials|methods". Empty where neither says anything.
std::string section_type_of_element(JatsElement element, std::string_view kind);

// The type by a title: "intro", "methods", "results", "discussion", "conclusions", "cases", "ack", "abbreviations",
// "supplementary-material", or two of them with | between. Empty for any other title.
std::string section_type_of_title(std::string_view title);

// Whether a section, note or footnote of this type, or under this title, states conflicts of interest.
bool is_conflict_type(std::string_view kind);
bool is_conflict_title(std::string_view title);

}  // namespace il2search
