// The page of a publication in a research portal, saved as text -> Document.
//
//   title / authors / *Corresponding author … / abstract with glued headings / table of glued keys and values /
//   research areas, keywords / "Dive into the research topics …", "Cite this" (ignored)
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// Any of these may be missing. Lists under unknown headings are kept in the body.
Document parse_portal_text(std::string_view text);

// Whether a text looks like such a page: it has at least two rows of the table, one of them glued or of a kind that
// does not occur in other texts.
bool looks_like_portal_text(std::string_view head);

// One document per file: see whole_text.h.
std::unique_ptr<Reader> make_portal_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
