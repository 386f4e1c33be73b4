// What a file is, by its first bytes: detection of the known formats, and words for everything else.
#pragma once

#include <string>
#include <string_view>

namespace il2search {

// What an unknown content looks like and what to do about it ("this looks like a PDF: …"); never empty.
std::string describe_unknown(std::string_view head);

// Whether there is nothing but blanks and line breaks (and a byte order mark).
bool is_blank_text(std::string_view head);

}  // namespace il2search
