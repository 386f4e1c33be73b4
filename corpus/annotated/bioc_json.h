// BioC JSON (a collection, a list or lines of documents; PubTator's export wrapper) -> Documents.
//
//   ByteSource -> BiocJsonCutter -> JSON tree of one document -> BiocDocument -> bioc_to_document() -> Document
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Throws nothing; next() throws Error{broken_file} as BiocJsonCutter does. A document that is no valid JSON, has no
// text or is over a cap goes to on_record_error and is left out. Memory: one document and its tree, about ten times its text.
std::unique_ptr<Reader> make_bioc_json_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
