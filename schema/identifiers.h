// Identifiers of documents and people: what is one, its canonical form, how long an id may be. Readers, the index and
// queries all ask here. The implementation also holds normalize_curie() (il2search/text.h), which covers concepts too.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The longest id of a document or an entity.
inline constexpr std::size_t kMaxIdBytes = 200;
// The longest DOI, so that "DOI:" and a DOI are an id.
inline constexpr std::size_t kMaxDoiBytes = kMaxIdBytes - 4;

// A DOI in lower case, without `doi:`, `https://doi.org/` and the like before it: "10.", a registrant of digits and
// dots, "/" and anything without blanks. "" if the text is not a DOI or is longer than kMaxDoiBytes.
std::string clean_doi(std::string_view text);

// The digits of a PubMed id without leading zeros. "" if the text is not a number or has more than ten digits.
std::string clean_pmid(std::string_view text);

// PMC12055818 from "PMC12055818", "12055818" or "PMC2930366 [Available on 07/01/11]". "" if the text is not a PMC
// number.
std::string clean_pmcid(std::string_view text);

// 0000-0002-1825-0097 from an address or from digits, with or without hyphens. "" if there are no sixteen digits.
std::string clean_orcid(std::string_view text);

// The first DOI ("10.1234/abc", lower case) or PMC number ("PMC12055818") in the text, or "".
std::string find_doi(std::string_view text);
std::string find_pmcid(std::string_view text);

// The id that follows from a document's identifiers: `PMID:…`, else `PMCID:…`, else `DOI:…`, else "".
std::string id_from_identifiers(const Document& document);

// Why the text cannot be an id, as a clause ("the id is longer than 200 bytes"), or "". An id is a term, a line of
// `--format ids` and a key of lists: it cannot hold control characters.
std::string id_error(std::string_view id);

// The ids that a user may mean: the text as typed, then its canonical form if that differs. Digits are a PubMed id.
std::vector<std::string> possible_ids(std::string_view typed);

// Whether the id, in canonical form, is that of a document and not of a concept.
bool is_document_id(std::string_view curie) noexcept;

}  // namespace il2search
