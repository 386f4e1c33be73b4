// PubMed XML (baseline, update and search-result files) -> Documents and Deletions, in file order.
//
//   ByteSource -> XmlParser (base/xml/xml.h) -> PubmedXmlReader: one pass, one record in memory at a time
//
// Roots: PubmedArticleSet, MedlineCitationSet, PubmedBookArticleSet, or a single PubmedArticle, MedlineCitation or
// PubmedBookArticle.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Does not throw. The first next() throws Error{broken_file, unknown_format} if the stream is not PubMed XML. A record
// without PMID, over a cap or with over a million elements is reported and skipped. Unknown entity names are kept in
// the text as written, with one warning per record.
std::unique_ptr<Reader> make_pubmed_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
