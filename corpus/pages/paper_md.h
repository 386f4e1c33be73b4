// The summary page of a paper in Markdown -> Document.
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

// Sections may be missing or in any order. Unknown sections are kept in the body, except lines that only link to the
// complete paper.
Document parse_paper_md(std::string_view text);

// Whether a text looks like such a page: it has a headline and at least two of the members above.
bool looks_like_paper_md(std::string_view head);

// One document per file: see whole_text.h.
std::unique_ptr<Reader> make_paper_md_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
