// The id of a document whose source does not give one. A later document with the same id replaces it.
#pragma once

#include <cstdint>
#include <string>

#include "corpus/reader.h"

namespace il2search {

// The id from the identifiers of the document, or else `FILE:<file_id>#<record>`, with the name of the file if file_id is
// empty. A file_id that would make the id longer than kMaxIdBytes is shortened to a checksum and its end.
std::string id_for(const Document& document, const ReaderOptions& options, std::uint64_t record);

}  // namespace il2search
