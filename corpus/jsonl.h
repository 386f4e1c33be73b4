// JSON lines, one document per line -> Documents. schema/document_json.h has the members.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Blank lines are skipped. A line that is not a document in JSON or exceeds a cap is reported and skipped. A record
// without id gets one from its pmid, pmcid or doi, or else from its position in the file. next() throws what the source
// throws, and Error{broken_file} if there is no record. Memory: one line and its tree.
std::unique_ptr<Reader> make_jsonl_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
