// Abbreviations that a text defines: "systemic lupus erythematosus (SLE)", "SLE (systemic lupus erythematosus)". After
// Schwartz and Hearst, 2003: every character of the short form occurs in the long form in the same order, and the first
// one starts a word.
#pragma once

#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

struct TagAbbreviation {
  Span short_form;  // bytes of the text
  Span long_form;
};

// In the order of the text. Linear: the text examined around a parenthesis is capped.
std::vector<TagAbbreviation> find_abbreviations(std::string_view text);

}  // namespace il2search
