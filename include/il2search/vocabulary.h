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

#include <il2search/document.h>
#include <il2search/export.h>
#include <il2search/index_writer.h>

namespace il2search {

// How far a name covers its concept: the scopes of OBO's synonyms. abbreviation: an exact one that is short for others
// (a gene's symbol is its label, its other symbols are abbreviations).
enum class NameScope : std::uint8_t { label, exact, abbreviation, narrow, broad, related };

struct ConceptName {
  std::string text;
  NameScope scope = NameScope::exact;

  bool operator==(const ConceptName&) const = default;
};

// What a concept of another vocabulary is to this one: SKOS's mapping relations, broad meaning that the other one is the
// broader. xref: an ontology's cross reference that does not say; it counts as exact where no mapping set says otherwise.
enum class MappingPredicate : std::uint8_t { exact, xref, close, broad, narrow, related };

struct ConceptMapping {
  std::string id;  // CURIE of the other concept, which need not be loaded
  MappingPredicate predicate = MappingPredicate::exact;
  std::string source;  // who says so: "mondo", or the name of a mapping set

  bool operator==(const ConceptMapping&) const = default;
};

// "exact", "abbreviation"; "exact", "xref": the words of JSON and of `--explain`.
IL2SEARCH_EXPORT const char* to_string(NameScope scope) noexcept;
IL2SEARCH_EXPORT const char* to_string(MappingPredicate predicate) noexcept;

// One concept of a vocabulary, as its source gives it. Identifiers are CURIEs in canonical form.
struct Concept {
  std::string id;
  std::string vocabulary;  // "MESH", "MONDO", "NCBIGene", "HP": the CURIE's prefix
  EntityType type = EntityType::other;
  std::string label;
  std::vector<ConceptName> names;         // other than the label, each once
  std::vector<std::string> parents;       // is_a; for MeSH by tree number
  std::vector<std::string> tree_numbers;  // MeSH
  std::vector<std::string> mapped_to;     // headings of a MeSH supplementary concept
  std::vector<ConceptMapping> mappings;
  bool obsolete = false;
  std::vector<std::string> replaced_by;  // of an obsolete one: what stands for it
  std::vector<std::string> consider;     // of an obsolete one: what may stand for it
  std::string definition;                // or scope note

  bool operator==(const Concept&) const = default;
};

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
