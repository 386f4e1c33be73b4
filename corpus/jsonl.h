// JSON lines: one Document a line -> Documents. The members are those of schema/document_json.h.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Blank lines are skipped. A line that is no JSON object of the model, or over a cap, goes to on_record_error and is left
// out. A record without id gets the one of its pmid, pmcid or doi, else that of its place in the file. Throws what the
// source throws. Memory: one line and its tree.
std::unique_ptr<Reader> make_jsonl_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
