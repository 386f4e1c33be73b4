// Controlled vocabularies: MeSH, Mondo and other OBO ontologies, NCBI genes, and the mappings between them.
//
//   il2search::load_vocabularies("/data/index", {{"mesh", "desc2026.gz"}, {"mondo", "mondo.obo"}});
//
// They are compiled into the index once. Searches then know narrower concepts, synonyms, and the same concept in other
// vocabularies (searcher.h: find_concepts(), complete()).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <il2search/concept.h>
#include <il2search/export.h>
#include <il2search/index_writer.h>
#include <il2search/vocabulary_status.h>

namespace il2search {

// A file and its kind: "mesh" (descriptors, supplementary concepts and qualifiers, in XML or ASCII), "mesh-trees", "mondo",
// "obo" (any OBO ontology, as OBO or obographs JSON), "gene" (NCBI gene_info, HGNC), "sssom".
struct VocabularyFile {
  std::string kind;
  std::string path;
};

struct VocabularyOptions {
  WriterOptions writer;
  std::function<void(const RecordError&)> on_record_error;  // a line or record that was skipped or is doubtful
  std::function<void(const std::string&)> on_warning;       // about files, and about parts that contradict each other
};

// Nothing is published if the vocabularies did not change and are undamaged.
struct VocabularyReport : GenerationReport {
  std::vector<VocabularyStatus> parts;  // all parts of the index, not only those of this run
  std::uint64_t bad = 0;                // records skipped
  std::uint64_t warnings = 0;
  bool retag_needed = false;  // some documents were indexed before these vocabularies were loaded
};

// Reads the files, adds or replaces the parts of the vocabulary that they contain, compiles all parts and publishes a new
// generation. Creates the index if it does not exist. Documents do not change: see retag_index(). Throws
// Error{invalid_argument} for an unknown kind and {unknown_format} for a file of another kind, {path_missing, broken_file,
// locked, io, out_of_memory, cancelled}; then the old vocabularies are still served. Takes about 9 s and 300 MB for MeSH,
// Mondo and the human genes, three times as much with all supplementary concepts.
IL2SEARCH_EXPORT VocabularyReport load_vocabularies(const std::string& index_path,
                                                    const std::vector<VocabularyFile>& files,
                                                    const VocabularyOptions& options = {});

}  // namespace il2search
