// Full text in JATS, the XML of PubMed Central and of publishers, and in the NLM DTDs before it -> Documents.
//
//   ByteSource -> XmlParser (base/xml.h) -> JatsReader -> JatsTape (one article) -> read_jats_article() -> Document
//
// Roots: article; pmc-articleset and articles, which hold several; OAI-PMH, its records, and what else wraps articles
// whole.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Throws nothing; the first next() says when the stream is no JATS (Error{broken_file, unknown_format}). An article that
// is over a cap, has over a million elements, or has neither title nor text goes to on_record_error and is left out. An
// unknown entity name is reported once an article as a warning and stays in the text as written.
std::unique_ptr<Reader> make_jats_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

// Whether a stream with this root element may be JATS; a lone `article` may also be another format's.
bool is_jats_root(std::string_view root);

}  // namespace il2search
