// Blanks of text from outside: what readers of every format do to a value before they keep it.
#pragma once

#include <string>
#include <string_view>

namespace il2search {

// The view without blanks, tabs and line breaks at either end.
std::string_view trim_blanks(std::string_view text) noexcept;

// The text without them at either end, and with every run of them inside as one blank.
std::string squeeze_blanks(std::string_view text);

}  // namespace il2search
