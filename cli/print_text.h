// Hits, documents and diagnostics as lines of text for people, safe for any terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

namespace il2search::cli {

// A page of hits. colour: highlights and titles are marked with ANSI escape sequences.
std::string page_text(const Results& results, bool colour);

// A diagnostic, with carets under its part of the query unless that is the whole query. Each line ends with a line feed.
std::string diagnostic_text(const Diagnostic& diagnostic, std::string_view query);

// A whole document.
std::string document_text(const Document& document);

}  // namespace il2search::cli
