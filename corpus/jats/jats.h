// JATS, the XML of full texts in PubMed Central and from publishers, and its predecessors, the NLM DTDs -> Documents.
//
//   ByteSource -> XmlParser (base/xml/xml.h) -> JatsReader -> JatsTape (one article) -> read_jats_article() -> Document
//
// The root is an article, a list of them (pmc-articleset, articles), or an OAI-PMH response.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Does not throw; the first next() throws Error{unknown_format} if the root element is not one of JATS, and next() throws
// Error{broken_file} if the XML is broken. An article that exceeds a cap, has over a million elements or has neither title
// nor text goes to on_record_error and is left out. Unknown entities are kept as written; they are one warning per article.
std::unique_ptr<Reader> make_jats_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

// Whether a stream with this root element may be JATS. Other formats may have `article` as their root, too.
bool is_jats_root(std::string_view root);

}  // namespace il2search
