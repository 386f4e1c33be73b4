// EntityLinker: what the loaded vocabularies add to a document on its way into the index: entities found in its text, and
// the ids of headings that it names without one (PubMed's tagged format).
//
//   Batch -> [EntityLinker.tag] -> DocumentAnalyzer.document_terms (asks heading_id) -> SegmentBuilder
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <il2search/document.h>

#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"
#include "vocabulary/tagger/tagger.h"

namespace il2search {

// The compiled vocabulary as all threads of a run share it. Without vocabulary: an empty folder and no dictionary.
struct SharedVocabulary {
  std::string folder;
  std::shared_ptr<const TagDictionary> dictionary;
};

// Error{index_corrupt, index_incompatible, io}. `folder` may be empty.
SharedVocabulary open_shared_vocabulary(const std::string& folder);

// Not safe from two threads at once; make one a thread, in it (it opens a Xapian database).
class EntityLinker {
 public:
  explicit EntityLinker(const SharedVocabulary& shared);

  // Tags the document anew. Without vocabulary it only takes old tags away.
  void tag(Document& document);

  // The id of the MeSH heading or substance with this name, or "". Valid until the next call. Repeated names cost a
  // lookup in memory.
  std::string_view heading_id(std::string_view name);

 private:
  std::unique_ptr<Vocabulary> vocabulary_;
  std::unique_ptr<Tagger> tagger_;
  Analyzer analyzer_;
  std::unordered_map<std::string, std::string> heading_ids_;
};

}  // namespace il2search
