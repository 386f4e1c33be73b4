// Headings in an abstract that was saved as one text: "Purpose of reviewLow-dose …action.Recent findingsIn …".
#pragma once

#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The sections of the abstract; a text without headings is one section without label. A heading is one of the words
// that journals use (Background, Methods, Purpose of review, Materials and methods …) at the beginning of a sentence,
// and is followed directly by its text ("MethodsWe"), by a colon or by a line break. If there are at least two, a blank
// and a capital may follow instead. Text before the first heading has no label. Linear time.
std::vector<Section> split_glued_labels(std::string_view text);

}  // namespace il2search
