// The identity of a document whose source does not say: what replaces what on the next run.
#pragma once

#include <cstdint>
#include <string>

#include "corpus/reader.h"

namespace il2search {

// `PMID:…`, else `PMCID:…`, else `DOI:…`, else `FILE:<file_id>#<record>`; the file's name stands in for an empty
// file_id. An id of the file that would pass kMaxIdBytes keeps its end, with a checksum of the whole before it.
std::string id_for(const Document& document, const ReaderOptions& options, std::uint64_t record);

}  // namespace il2search
