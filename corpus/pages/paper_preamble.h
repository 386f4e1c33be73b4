// What stands above the sections of a paper's page, and its last line: title, people, identifiers, journal, date, address.
#pragma once

#include <string_view>

#include "corpus/pages/paper_lines.h"
#include "corpus/reader.h"

namespace il2search {

// Fills the members from the lines before the first section. Lines that say something else are kept in the body.
void take_preamble(Document& document, const Lines& lines);

// "alpha, beta; gamma" -> keywords.
void add_keywords(Document& document, std::string_view list);

// Takes "Source: address" out of the parts, wherever the last section left it, and the identifiers out of the address.
void take_source_lines(Document& document, std::vector<PagePart>& parts);

}  // namespace il2search
