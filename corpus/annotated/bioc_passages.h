// The passages of a BioC document -> title, abstract, body and references of a Document. Part of bioc_document.h.
#pragma once

#include <string>
#include <vector>

#include <il2search/document.h>

#include "corpus/annotated/bioc_document.h"

namespace il2search {

// Fills the document's texts and `pieces`: all texts of all passages with their offsets, first_pieces the place of each
// passage's first text among them.
struct BiocTexts {
  std::vector<TextPiece> pieces;
  std::vector<std::size_t> first_pieces;
};
BiocTexts add_bioc_texts(Document& document, const std::vector<BiocPassage>& passages);

}  // namespace il2search
