// The reader of formats with one document per file (pages, plain text): it reads the whole file within the caps,
// decodes it and calls a pure function that makes the document.
//
//   ByteSource -> whole text -> decode_text() -> parse (paper_md, portal_text, text_reader) -> id -> Document
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// Valid UTF-8 without byte order mark or control characters -> a document without id. Throws nothing but
// std::bad_alloc.
using ParsePage = Document (*)(std::string_view text);

// next() returns one document. If the file is over a cap, contains control characters or has no text, it reports an
// error and returns none. Bytes that are not UTF-8 are a warning. Memory: twice the file, up to caps.record_bytes.
std::unique_ptr<Reader> make_whole_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options,
                                               ParsePage parse);

}  // namespace il2search
