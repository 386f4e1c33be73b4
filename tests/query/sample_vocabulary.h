// A small vocabulary and documents that carry its concepts.
#pragma once

#include <string>
#include <vector>

#include <il2search/document.h>

#include "vocabulary/readers/part.h"

namespace il2search {

// Small parts of MeSH, Mondo and the genes. Identifiers, names and tree numbers are real, definitions are invented.
std::vector<VocabularyPart> sample_vocabulary();

// Seven documents; PMID:7 is meant to be deleted.
std::vector<Document> sample_concept_documents();

// Compiles the parts and publishes them as the vocabulary of an existing index.
void publish_vocabulary(const std::string& index_path, const std::vector<VocabularyPart>& parts);

}  // namespace il2search
