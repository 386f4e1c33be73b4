// Signs by which contents are told apart: magic bytes, the root of XML, the shape of JSON, well-known text formats.
#pragma once

#include <string_view>

namespace il2search {

// A content that no reader takes. name is empty where there is none: "a PDF"; advice says what to do instead.
struct Sign {
  std::string_view name;
  std::string_view advice;
};

// Formats that begin with magic bytes: archives, office documents, pictures, UTF-16.
Sign sign_of_binary(std::string_view head);

// Text of a known kind that no reader takes: XML and HTML, JSON of other shapes, vocabularies, tables, RIS,
// BibTeX. The text begins behind byte order mark and blanks. Cost: one pass at most.
Sign sign_of_text(std::string_view text);

// The name of the root element without namespace prefix, behind declaration, comments and document type; "html" for an
// HTML document type. Empty where the text is no XML.
std::string_view xml_root(std::string_view text);

// A collection of BioC, by its root and what stands near it.
bool looks_like_bioc_xml(std::string_view text);

// Whether XML says near its beginning that it is DocBook.
bool is_docbook(std::string_view text);

// lines: one object a line (a faulty or endless first line is still taken for one). bioc: a BioC collection or document.
enum class JsonKind { none, lines, array, object, bioc };
JsonKind json_kind(std::string_view text);

}  // namespace il2search
