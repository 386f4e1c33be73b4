// Trimming and squeezing of blanks (blank, tab, line feed, carriage return): readers of every format do it to the values
// that they keep.
#pragma once

#include <string>
#include <string_view>

namespace il2search {

// The text without blanks at either end.
std::string_view trim_blanks(std::string_view text) noexcept;

// Form feeds, which end the pages of a text that was made from a PDF, are removed too.
std::string_view trim_whitespace(std::string_view text) noexcept;

// The text without blanks at either end and with each run of blanks inside replaced by one space.
std::string squeeze_blanks(std::string_view text);

}  // namespace il2search
