// NLM's tagged format (.nbib, PubMed's text export) -> Documents.
//
//   PMID- 123
//   TI  - A title that
//         goes on in the next line
//
// A tag has up to four letters, padded to four, and is followed by "- ". A line that begins with a blank continues the
// previous one. Records are separated by blank lines.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Does not throw; next() throws what the source throws. A record without PMID or over a cap is reported and skipped.
// Invalid UTF-8 is replaced by U+FFFD with a warning.
std::unique_ptr<Reader> make_medline_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
