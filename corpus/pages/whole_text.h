// The reader of formats with one document a file (pages, plain text): it reads the whole file under the caps, decodes it
// and lets a pure function make the document.
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

// next() gives one document or, where the file is over a cap, holds control characters or nothing to index, none and a
// problem. Bytes that are no UTF-8 are a warning. Memory: the file up to caps.record_bytes, twice.
std::unique_ptr<Reader> make_whole_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options,
                                               ParsePage parse);

}  // namespace il2search
