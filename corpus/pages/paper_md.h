// A paper's summary page in Markdown -> Document.
//
//   # Title
//   **Authors:** A, B
//   PMC · DOI: 10.… · Journal · 2025-04-23
//   ## TL;DR · Contribution · Key findings · Abstract · Keywords · Linked entities · Full-text entities · any other
//   ---
//   Source: address
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// Sections may be missing or stand in any order. Sections that the model does not know are kept in the body; lines that
// only point to the complete paper are not.
Document parse_paper_md(std::string_view text);

// Whether a text looks like such a page: a headline and at least two of the page's marks.
bool looks_like_paper_md(std::string_view head);

// One document a file: see whole_text.h.
std::unique_ptr<Reader> make_paper_md_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
