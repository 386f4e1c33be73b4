// Plain text: the first line is the title, the rest are paragraphs.
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// The title is the first line that is not blank, without the marks of a Markdown heading. If that line is a paragraph
// (over 500 bytes), its first sentence is the title and the line is kept in the text. Paragraphs end at a blank line or
// where a line ends with a sentence; lines that break inside a sentence are joined. The text is one section without
// label, one paragraph per line.
Document parse_plain_text(std::string_view text);

// One document per file: see whole_text.h.
std::unique_ptr<Reader> make_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
