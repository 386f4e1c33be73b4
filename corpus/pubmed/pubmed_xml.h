// PubMed's XML (baseline, update and search-result files) -> Documents and Deletions, in file order.
//
//   ByteSource -> XmlParser (base/xml.h) -> PubmedXmlReader: one pass, one record in memory at a time
//
// Roots: PubmedArticleSet, MedlineCitationSet, PubmedBookArticleSet, or a single PubmedArticle, MedlineCitation or
// PubmedBookArticle.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Throws nothing; the first next() says when the stream is no PubMed XML (Error{broken_file, unknown_format}). A record
// without PMID or over a cap goes to on_record_error and is left out; so does one of over a million elements. An unknown
// entity name is reported once a record as a warning and stays in the text as written.
std::unique_ptr<Reader> make_pubmed_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
