// Annotations of a source -> entities and relations of a Document, for PubTator and BioC.
//
//   reader -> AnnotatedSource -> add_annotations() -> Document.entities, Document.relations
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include <il2search/document.h>

#include "corpus/annotated/annotation_spans.h"

namespace il2search {

inline constexpr std::size_t kMaxAnnotations = 200'000;  // readers leave out a document with more

// An annotation as written in the source.
struct SourceAnnotation {
  std::string local_id;  // what relations refer to, or empty
  std::string type;      // the source's word
  std::string identifier;
  SourceMention mention;
  std::vector<std::string> parts;  // the mention of each identifier of a composite one, or empty
};

// An argument of a relation: an identifier, or the local id of an annotation or another relation.
struct SourceArgument {
  std::string identifier;  // also "Type|identifier"
  std::string local_id;
  std::string role;  // the source's word, or empty
};

struct SourceRelation {
  std::string local_id;
  std::string type;
  std::vector<SourceArgument> arguments;
};

struct AnnotatedSource {
  std::vector<TextPiece> pieces;
  std::vector<SourceAnnotation> annotations;
  std::vector<SourceRelation> relations;
  std::vector<std::string> warnings;  // of the reader
};

struct AnnotationOutcome {
  std::vector<std::string> warnings;  // one per kind
  std::string error;                  // a cap is exceeded: the document must be left out
};

// Adds one entity per identifier and type, in text order: all spans in title and abstract, the number of annotations, the
// most frequent mention as the name and up to 20 others as aliases. An identifier of no known vocabulary is an alias too.
// Mentions without identifier are one entity per text. Cost: linear in annotations times identifiers, up to the caps.
AnnotationOutcome add_annotations(Document& document, const AnnotatedSource& source);

// Detects documents that occur twice in a file. Remembers the first 100,000, to bound its memory.
class SeenDocuments {
 public:
  // Whether the id was added before.
  bool add(const std::string& id);

 private:
  std::unordered_set<std::size_t> hashes_;
};

}  // namespace il2search
