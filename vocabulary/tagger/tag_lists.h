// Diseases that share a word: "breast and ovarian cancer", "type 1, type 2 and gestational diabetes", "hepatitis B and C".
#pragma once

#include <span>
#include <vector>

#include "vocabulary/tagger/tag_matcher.h"

namespace il2search {

// The matches of a text and, among them, those of list items that are names only together with the first or last words
// of a match beside them. In the order of the text, not overlapping.
std::vector<TagMatch> with_list_items(std::vector<TagMatch> matches, std::span<const TagWord> words,
                                      const TagMatcher& matcher);

}  // namespace il2search
