// What a file is, by its first bytes: detect_format() (reader.h), and words for content that is in no known format.
#pragma once

#include <string>
#include <string_view>

namespace il2search {

// What unknown content looks like and what to do about it ("this looks like a PDF file: …"); never empty.
std::string describe_unknown(std::string_view head);

// What content is that is clearly not a paper: "a PDF file", "binary data". Empty for everything that may be one, also in a
// form that is not read (UTF-16, a compressed file).
std::string_view name_foreign(std::string_view head);

// Whether there are only blanks, line breaks and form feeds after an optional byte order mark.
bool is_blank_text(std::string_view head);

}  // namespace il2search
