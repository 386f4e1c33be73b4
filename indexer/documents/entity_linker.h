// EntityLinker: what the loaded vocabularies add to a document before it is indexed: entities that its text mentions, and
// the ids of headings that come with a name only (in PubMed's tagged format).
//
//   Batch -> DocumentAnalyzer.analyze -> [EntityLinker: tag, heading_ids] -> DocumentAnalyzer.document_terms -> BatchBuilder
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <il2search/document.h>

#include "schema/analyzed_document.h"
#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {

// What all threads of a run share of the compiled vocabulary. Without a vocabulary: an empty folder and no dictionary.
struct SharedVocabulary {
  std::string folder;
  std::shared_ptr<const TagDictionary> dictionary;
};

// Throws Error{index_corrupt, index_incompatible, io}. `folder` may be empty.
SharedVocabulary open_shared_vocabulary(const std::string& folder);

// Not safe from two threads at once; create one per thread, in that thread (it opens a Xapian database).
class EntityLinker {
 public:
  explicit EntityLinker(const SharedVocabulary& shared);

  // Replaces the tags of the document, which is analyzed already. Without a vocabulary it only removes them.
  void tag(Document& document, const AnalyzedDocument& analyzed);

  // For each entity of the document, the id of the MeSH heading or substance with its name if the entity has no id, else
  // "". Empty if there is nothing to add, as for most documents. Repeated names cost one lookup in memory.
  std::vector<std::string> heading_ids(const Document& document);

 private:
  const std::string& heading_id(const std::string& name);

  std::unique_ptr<Vocabulary> vocabulary_;
  std::unique_ptr<Tagger> tagger_;
  Analyzer analyzer_;
  std::unordered_map<std::string, std::string> known_ids_;
};

}  // namespace il2search
