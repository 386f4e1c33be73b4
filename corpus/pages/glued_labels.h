// Headings inside an abstract that was saved as one text: "Purpose of reviewLow-dose …action.Recent findingsIn …".
#pragma once

#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The sections of the abstract; a text without headings is one section without label. A heading is one of the words
// that journals use (Background, Methods, Purpose of review, Materials and methods …), stands at the beginning or behind
// the end of a sentence, and goes over into its text glued ("MethodsWe"), with a colon, in a line of its own, or, where
// at least two do so, with a blank before a capital. Text before the first heading has no label. Linear time.
std::vector<Section> split_glued_labels(std::string_view text);

}  // namespace il2search
