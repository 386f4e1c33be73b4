// Plain text, lay language: the first line is the title, the rest are paragraphs.
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// The title is the first line that is not blank, without marks of a Markdown heading. A first line that is a paragraph
// (over 500 bytes) gives its first sentence as title and stays in the text. Paragraphs end at a blank line and where a
// line ends a sentence; lines broken inside a sentence are joined. They stand in one section without label, a line each.
Document parse_plain_text(std::string_view text);

// One document a file: see whole_text.h.
std::unique_ptr<Reader> make_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
