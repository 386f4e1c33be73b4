// NLM's tagged format (.nbib, PubMed's text export) -> Documents.
//
//   PMID- 123
//   TI  - A title that
//         goes on in the next line
//
// Tags have up to four letters, padded to four, then "- "; a line that begins with a blank continues the one before it;
// records are divided by blank lines.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Throws nothing; next() throws what the source throws. A record without PMID or over a cap goes to on_record_error and is
// left out. Invalid UTF-8 is replaced by U+FFFD with a warning.
std::unique_ptr<Reader> make_medline_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
