// BioC XML (collections of passages with annotations; PubTator's and PMC's export among them) -> Documents.
//
//   ByteSource -> XmlParser (base/xml.h) -> BiocXmlReader -> BiocDocument -> bioc_to_document() -> Document
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Throws nothing; next() throws Error{unknown_format} for another root than collection or document, and
// Error{broken_file} when the XML breaks. A document without text or over a cap goes to on_record_error and is left out.
// Memory: one document, and those that end in one block of 64 KiB.
std::unique_ptr<Reader> make_bioc_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
