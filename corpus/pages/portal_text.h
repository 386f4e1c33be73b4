// A research portal's page of a publication, saved as text -> Document.
//
//   title / authors / *Corresponding author … / abstract with glued headings / table of glued keys and values /
//   research areas, keywords / "Dive into the research topics …", "Cite this" (left out)
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// Parts may be missing. Lists under headings that the model does not know are kept in the body.
Document parse_portal_text(std::string_view text);

// Whether a text looks like such a page: at least two rows of its table, one of them glued or of a kind that no
// ordinary text has.
bool looks_like_portal_text(std::string_view head);

// One document a file: see whole_text.h.
std::unique_ptr<Reader> make_portal_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
