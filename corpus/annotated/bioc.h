// BioC, the format of annotated corpora and of PubTator's and PMC's exports, in XML and in JSON -> Documents.
//
//   ByteSource -> bioc_xml.cc or bioc_json.cc -> BiocDocument -> bioc_to_document() -> Document
//
// JSON is one document per line or per object, a list of documents, or a collection ("documents", "PubTator3"); also lists
// of collections.
#pragma once

#include <memory>

#include "corpus/reader.h"

namespace il2search {

// Neither function throws. next() throws Error{unknown_format} if the root element of the XML is not a collection or a
// document, and Error{broken_file} if the XML or the structure around the documents is broken. A document that is not
// valid JSON, has no text or exceeds a cap goes to on_record_error and is left out.

// Memory: one document, and those that end in one block of 64 KiB.
std::unique_ptr<Reader> make_bioc_xml_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

// Memory: one document as a tree, about ten times its text.
std::unique_ptr<Reader> make_bioc_json_reader(std::unique_ptr<ByteSource> source, ReaderOptions options);

}  // namespace il2search
