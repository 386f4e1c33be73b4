// A small vocabulary and documents that carry its concepts, for tests of what searches know about them.
#pragma once

#include <string>
#include <vector>

#include <il2search/document.h>

#include "vocabulary/readers/part.h"

namespace il2search {

// Parts of MeSH, Mondo and the genes; ids, names and places are real, definitions invented.
std::vector<VocabularyPart> sample_vocabulary();

// Seven documents; PMID:7 is there to be removed.
std::vector<Document> sample_concept_documents();

// Compiles the parts and publishes them as the vocabulary of an index that exists.
void publish_vocabulary(const std::string& index_path, const std::vector<VocabularyPart>& parts);

}  // namespace il2search
