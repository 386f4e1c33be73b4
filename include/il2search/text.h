// Text as the index sees it: printing it safely, normalising identifiers, cutting it into tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>
#include <il2search/export.h>

namespace il2search {

// The text with U+FFFD in place of everything that could steer a terminal: C0 other than tab and line feed, DEL, C1,
// bidirectional controls (U+202A-202E, U+2066-2069), line and paragraph separators, and bytes that are not UTF-8. Without
// with_line_feeds, tabs and line feeds become blanks, for text that must stay on one line.
IL2SEARCH_EXPORT std::string terminal_safe(std::string_view text, bool with_line_feeds = true);

// The canonical form of an identifier, or the text unchanged if it is not a known one: `mesh:d008180`,
// `MeSH:D008180` -> `MESH:D008180`; `MONDO_0007915`, `http://purl.obolibrary.org/obo/MONDO_0007915` ->
// `MONDO:0007915`; `Gene:3558`, `NCBI Gene 3558`, `gene:3558` -> `NCBIGene:3558`; OMIM, CHEBI, HP, DOID, `CVCL_…`,
// NCBITaxon in the same way; `rs123` -> `DBSNP:rs123`; `pmid:123`, `PMC123`, `doi:10.…` and addresses of doi.org ->
// `PMID:123`, `PMCID:PMC123`, `DOI:10.…` in lower case.
IL2SEARCH_EXPORT std::string normalize_curie(std::string_view text);

// One token of the analyzer: what `il2search --tokens` shows.
struct TokenInfo {
  std::string term;  // the normalised form that is indexed
  std::string stem;  // what unquoted words are compared by; equal to term if nothing was stripped
  std::string kind;  // "part", "joined", "whole" or "sign"
  std::uint32_t position = 0;
  Span span;  // bytes of the original text
};

// The tokens of a text, in order of position. About 25 ns per byte. Safe to call from many threads.
IL2SEARCH_EXPORT std::vector<TokenInfo> tokenize(std::string_view text);

}  // namespace il2search
