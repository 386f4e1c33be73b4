// Types and identifiers of annotations as sources write them -> EntityType and CURIEs. Used by annotations.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

namespace il2search {

// The type for a source's word ("ChemicalEntity", "cell_line", "SpecificDisease"), `other` if it is unknown. Case, blanks,
// `_`, `-` and `/` are ignored.
EntityType annotation_type(std::string_view word);

// One concept of an identifier. The id is a CURIE, or empty if no vocabulary is known ("c|SUB|G|12|A").
struct AnnotationId {
  std::string id;
  std::string raw;  // as the source writes it, without surrounding blanks and footnote marks
};

// The concepts of an identifier: "D008661|D003920", "3123(Tax:9606);3125", "MESH:D012345*", "tmVar:…;RS#:113488022". Numbers
// get the vocabulary that the type implies. A placeholder for "no identifier" (-, -1, nothing) gives nothing if it is the
// whole text, and an empty AnnotationId if it is an item of a list. At most 1000.
std::vector<AnnotationId> annotation_ids(EntityType type, std::string_view identifier);

// "MESH" of "MESH:D008180"; empty if the text is not a CURIE.
std::string curie_prefix(std::string_view curie);

// Fills pmid, pmcid or doi from the identifier that a source gives a document; a number is a PMID. Any other identifier
// becomes Document::id if it is valid (id_error() in schema/identifiers.h).
void set_source_id(Document& document, std::string_view identifier);

}  // namespace il2search
