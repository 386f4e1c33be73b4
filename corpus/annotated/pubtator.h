// PubTator's text format (title, abstract and annotations of papers) -> Documents.
//
//   123|t|A title
//   123|a|An abstract
//   123 TAB 2 TAB 7 TAB title TAB Disease TAB D008180         start, end, mention, type, identifier [, parts]
//   123 TAB CID TAB D000001 TAB D008180                       a relation of two identifiers
//
// A document ends where the text of the next one begins. Blank lines are ignored.
#pragma once

#include <memory>
#include <string_view>

#include "corpus/reader.h"

namespace il2search {

// Does not throw; next() throws what the source throws, and Error{broken_file} at the end of a file without documents. A
// document that has no text or exceeds a cap goes to on_record_error and is left out. Other lines than these four,
// annotations that are not found and invalid UTF-8 give warnings. Memory: one document.
std::unique_ptr<Reader> make_pubtator_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

// Whether the first line that is not blank is a title or an abstract with a PubMed or PMC id.
bool looks_like_pubtator(std::string_view text);

}  // namespace il2search
