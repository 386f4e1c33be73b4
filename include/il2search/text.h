// Small things about text that applications need as much as the programs do: safe printing, identifiers, tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>
#include <il2search/export.h>

namespace il2search {

// The text with everything that could steer a terminal replaced by U+FFFD: C0 but tab and line feed, DEL, C1,
// bidirectional controls (U+202A-202E, U+2066-2069), line and paragraph separators, and bytes that are not UTF-8.
// with_line_feeds false replaces tab and line feed by a blank each, for text that must stay on one line.
IL2SEARCH_EXPORT std::string terminal_safe(std::string_view text, bool with_line_feeds = true);

// The canonical form of an identifier, or the text unchanged where it is none that is known: `mesh:d008180`,
// `MeSH:D008180` -> `MESH:D008180`; `MONDO_0007915`, `http://purl.obolibrary.org/obo/MONDO_0007915` ->
// `MONDO:0007915`; `Gene:3558`, `NCBI Gene 3558`, `gene:3558` -> `NCBIGene:3558`; OMIM, CHEBI, HP, DOID, `CVCL_…`,
// `rs123` -> `DBSNP:rs123`, NCBITaxon likewise; `pmid:123`, `PMC123`, `doi:10.…` and addresses of doi.org ->
// `PMID:123`, `PMCID:PMC123`, `DOI:10.…` in lower case.
IL2SEARCH_EXPORT std::string normalize_curie(std::string_view text);

// One token of the analyzer, for showing how text is cut (`il2search --tokens`).
struct TokenInfo {
  std::string term;  // the normalised form that is indexed
  std::string stem;  // what unquoted words are compared by; equal to term where nothing is stripped
  std::string kind;  // "part", "joined", "whole" or "sign"
  std::uint32_t position = 0;
  Span span;  // bytes of the original text
};

// The tokens of a text, in order of position. Cost: about 25 ns a byte. Safe from many threads.
IL2SEARCH_EXPORT std::vector<TokenInfo> tokenize(std::string_view text);

}  // namespace il2search
