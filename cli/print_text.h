// Results for people: hits, records and diagnostics as lines of text, safe for any terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/searcher.h>

namespace il2search {

// Everything that `il2search` shows of a page. colour: highlights and titles are marked with ANSI sequences.
std::string page_text(const Results& results, bool colour);

// A diagnostic with its place under the query, where it has one that is not the whole query: a few lines, each ended.
std::string diagnostic_text(const Diagnostic& diagnostic, std::string_view query);

// A whole record.
std::string document_text(const Document& document);

}  // namespace il2search
