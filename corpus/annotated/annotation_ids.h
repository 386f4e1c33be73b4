// Types and identifiers of annotations as the sources write them -> EntityType and CURIEs. Part of annotations.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The type that the source's word names ("ChemicalEntity", "cell_line", "SpecificDisease"); `other` for a word that is
// none of the known ones. Case, blanks, `_` and `-` do not matter.
EntityType annotation_type(std::string_view word);

// One concept of an identifier. id is a CURIE, or empty where `mark` names no vocabulary ("c|SUB|G|12|A").
struct AnnotationId {
  std::string id;
  std::string mark;  // as the source writes it, without blanks and footnote signs around it
};

// The concepts of an identifier: "D008661|D003920", "3123(Tax:9606);3125", "MESH:D012345*", "tmVar:…;RS#:113488022". Numbers
// get the vocabulary that the type implies. A sign for "no identifier" (-, -1, nothing) gives none, and among others, where
// it keeps its place, an empty one. At most 1000.
std::vector<AnnotationId> annotation_ids(EntityType type, std::string_view identifier);

// "MESH" of "MESH:D008180"; empty where the text is no CURIE.
std::string curie_prefix(std::string_view curie);

// Fills pmid, pmcid or doi from what a source gives as a document's identifier; digits alone are a PMID. What is none of
// them becomes Document::id as far as it can be one (at most 200 bytes, no control characters).
void set_source_id(Document& document, std::string_view identifier);

}  // namespace il2search
