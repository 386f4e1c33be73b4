// Annotations of a source -> entities and relations of a Document: what PubTator and BioC share.
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

inline constexpr std::size_t kMaxAnnotations = 200'000;  // of one document; readers leave a document with more out

// An annotation as it is written.
struct SourceAnnotation {
  std::string mark;  // what relations refer to, or empty
  std::string type;  // the source's word
  std::string identifier;
  SourceMention mention;
  std::vector<std::string> parts;  // the mention of each identifier, where a composite one has as many
};

// An end of a relation: an identifier, or the mark of an annotation.
struct RelationEnd {
  std::string identifier;  // also "Type|identifier"
  std::string mark;
  std::string role;  // the source's word, or empty
};

struct SourceRelation {
  std::string mark;
  std::string type;
  std::vector<RelationEnd> ends;
};

struct AnnotatedSource {
  std::vector<TextPiece> pieces;
  std::vector<SourceAnnotation> annotations;
  std::vector<SourceRelation> relations;
  std::vector<std::string> warnings;  // of the reader: what it could not make sense of, one sentence each
};

struct AnnotationOutcome {
  std::vector<std::string> warnings;  // one sentence for each kind of oddity
  std::string fault;                  // not empty: over a cap, the document must be left out
};

// One entity for each identifier and type, in the order of the text: all spans in title and abstract, the number of
// annotations, the most frequent mention as name and up to 20 others as aliases. An identifier without vocabulary is an
// alias too. Mentions without identifier are one entity for each text. Cost: linear in annotations times identifiers, up
// to the caps.
AnnotationOutcome add_annotations(Document& document, const AnnotatedSource& source);

// Tells which document of a file was there before. Remembers the first 100,000, so that memory stays the same.
class SeenDocuments {
 public:
  // Whether the id came before.
  bool add(const std::string& id);

 private:
  std::unordered_set<std::size_t> hashes_;
};

}  // namespace il2search
