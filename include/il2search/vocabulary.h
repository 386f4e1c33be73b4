// Controlled vocabularies: MeSH, Mondo and other OBO ontologies, NCBI genes, and the mappings between them.
//
//   il2search::load_vocabularies("/data/index", {{"mesh", "desc2026.gz"}, {"mondo", "mondo.obo"}});
//
// They are read once, compiled and become part of the index; searches then know what is narrower, what else a concept is
// called and what it is in another vocabulary (searcher.h: find_concepts(), complete()).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <il2search/concept.h>
#include <il2search/export.h>
#include <il2search/index_writer.h>

namespace il2search {

// A file and what it holds. kind: "mesh" (descriptors, supplementary concepts and qualifiers, in XML or ASCII),
// "mesh-trees", "mondo", "obo" (any OBO ontology, as OBO or obographs JSON), "gene" (NCBI gene_info, HGNC), "sssom".
struct VocabularyFile {
  std::string kind;
  std::string path;
};

struct VocabularyOptions {
  WriterOptions writer;
  std::function<void(const RecordError&)> on_record_error;  // a line or record that was left out, or is odd
  std::function<void(const std::string&)> on_warning;       // about files, and what does not fit together
};

struct VocabularyReport {
  std::uint64_t generation = 0;         // served afterwards
  bool published = false;               // false when the vocabularies are what they were, and undamaged
  std::vector<VocabularyStatus> parts;  // all of the index, those of other runs included
  std::uint64_t bad = 0;                // records left out
  std::uint64_t warnings = 0;
  bool retag_needed = false;  // documents are there that came in before these vocabularies
  double seconds = 0;
};

// Reads the files, adds what they hold or replaces what the same part held before, compiles everything anew and
// publishes it as a new generation. Creates the index if there is none. Documents are left as they are: see
// retag_index(). Errors: invalid_argument (a kind that there is none of), path_missing, unknown_format (a file that is
// not of its kind), broken_file, locked, io, out_of_memory, cancelled: the old vocabularies are still served.
// Costs about 9 s and 300 MB for MeSH, Mondo and the human genes, three times as much with all supplementary concepts.
IL2SEARCH_EXPORT VocabularyReport load_vocabularies(const std::string& index_path,
                                                    const std::vector<VocabularyFile>& files,
                                                    const VocabularyOptions& options = {});

}  // namespace il2search
