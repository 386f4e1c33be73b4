// Recognises the content of a file by its first bytes: containers and other binary files, the root element of XML, and
// vocabularies. Used by corpus/detect.h for documents and by vocabulary/readers/part.h for vocabularies.
#pragma once

#include <string_view>

namespace il2search {

// What a file is that cannot be read, and what to do about it. Both are empty where the content was not recognised.
struct ForeignContent {
  std::string_view name;         // "a PDF file"
  std::string_view advice;       // "convert it to text first (pdftotext)"
  bool may_hold_papers = false;  // if only it were unpacked or in another encoding

  bool known() const { return !name.empty(); }
};

// Formats with magic bytes: archives, office documents, pictures, UTF-16.
ForeignContent sniff_binary(std::string_view head);

// The functions below take text without byte order mark and leading blanks.

// The local name of the root element, found after declaration, comments and document type; "html" for the document type
// of HTML. Empty if the text is not XML.
std::string_view xml_root(std::string_view text);

// `certain`: nothing else begins like this, so any text may be asked about; prose that quotes a format is not taken for
// it. `likely`: for files that are said to be vocabularies; part of a header is enough.
enum class Evidence { certain, likely };

// The vocabulary format: "mesh-xml", "mesh-ascii", "mesh-trees", "obo", "obographs", "sssom", "gene-info" or "hgnc", or
// empty. Cost: at most one pass over the text.
std::string_view sniff_vocabulary(std::string_view text, Evidence needed);

// How messages name the format: "MeSH XML" for "mesh-xml".
std::string_view vocabulary_format_name(std::string_view format);

}  // namespace il2search
