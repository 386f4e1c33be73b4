// Labels of structured abstracts in the tagged format: there they are words of the text ("METHODS: We …").
#pragma once

#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The sections of an abstract that is one text, as PubMed's XML would give them. Only text that begins with a label is
// divided; a label is in capitals, stands at the beginning of a sentence and ends with a colon and a blank. A name in
// capitals before a colon ("DNA: ") is none unless it has a label's length or words.
std::vector<Section> split_labelled_abstract(std::string_view text);

}  // namespace il2search
