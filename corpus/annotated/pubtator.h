// PubTator's text format: title, abstract and annotations of papers -> Documents.
//
//   123|t|A title
//   123|a|An abstract
//   123 TAB 2 TAB 7 TAB title TAB Disease TAB D008180         start, end, mention, type, identifier [, parts]
//   123 TAB CID TAB D000001 TAB D008180                       a relation of two identifiers
//
// A document ends where the next one's text begins; blank lines mean nothing.
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// Throws nothing; next() throws what the source throws, and Error{broken_file} at the end of a file without a document.
// A document without text or over a cap goes to on_record_error and is left out; lines that are none of the four kinds,
// annotations that cannot be placed and bytes that are not UTF-8 are warnings. Memory: one document.
std::unique_ptr<Reader> make_pubtator_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

// Whether the first line with something in it is the title or abstract of a PubMed or PMC id.
bool looks_like_pubtator(std::string_view text);

}  // namespace il2search
