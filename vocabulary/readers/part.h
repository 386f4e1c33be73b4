// VocabularyPart: what one file of a vocabulary gives, before it is compiled with the others.
//
//   file -> read_part() [one reader a format] -> VocabularyPart -> compile() -> the compiled vocabulary (vocabulary.h)
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>
#include <il2search/record_error.h>

#include "base/byte_source.h"

namespace il2search {

// A row of a mapping set.
struct MappingRow {
  std::string subject;
  MappingPredicate predicate = MappingPredicate::exact;
  std::string object;
};

// A row of mtrees: the heading by name or, where the file gives it, by id.
struct TreeRow {
  std::string heading;
  std::string id;  // "MESH:D001829", or empty
  std::string tree_number;
};

// MeSH's ASCII files give the headings of a supplementary concept by name, not by id: Concept::mapped_to then holds this
// prefix and the name ("name:Benzilates"), and the compiler puts the id of the heading with that label in its place.
inline constexpr std::string_view kHeadingByName = "name:";

struct VocabularyPart {
  std::string name;  // what it replaces: "mesh", "mesh-supplementary", "obo-hp", "sssom-mondo_exactmatch_mesh" …:
                     // letters, digits, "_", "-" and "." only
  std::string version;
  std::string source;                 // file name without folder
  std::vector<Concept> concepts;      // in the order of the file; ids each once
  std::vector<MappingRow> mappings;   // of a mapping set
  std::vector<TreeRow> tree_numbers;  // of mtrees
};

struct PartOptions {
  std::string file;  // how problems name the file
  // RecordError::record is the line for line formats and the record's number for XML and JSON; `skipped` says whether
  // the record was left out or it is a warning.
  std::function<void(const RecordError&)> on_problem;
  std::function<bool()> cancelled;         // asked now and then; true: Error{cancelled}
  std::uint64_t record_bytes = 16u << 20;  // a line or record over this is left out with a problem
};

// The kinds that `il2index vocabulary` takes: "mesh", "mesh-trees", "mondo", "obo", "gene", "sssom".
const std::vector<std::string>& vocabulary_kinds();

// Reads a file of that kind; which of the kind's formats it is, its content says (gzip is opened transparently).
// Error{invalid_argument} for an unknown kind, {unknown_format} when the content is not of the kind (naming what it
// looks like), {path_missing}, {broken_file} when it is empty, truncated, ends early or cannot be read on, or holds no
// concept at all. Memory: the part itself, about 150 MB for MeSH.
VocabularyPart read_part(const std::string& kind, const std::string& path, const PartOptions& options);

// --- One function a format; read_part() chooses. Each takes the whole stream.
VocabularyPart read_mesh_xml(ByteSource& source, const PartOptions& options);    // descriptor, supplementary, qualifier
VocabularyPart read_mesh_ascii(ByteSource& source, const PartOptions& options);  // d2026.bin, c2026.bin, q2026.bin
VocabularyPart read_mesh_trees(ByteSource& source,
                               const PartOptions& options);  // mtrees2026.bin; tree number, UI, term
VocabularyPart read_obo(ByteSource& source, const PartOptions& options);
VocabularyPart read_obographs(ByteSource& source, const PartOptions& options);
VocabularyPart read_sssom(ByteSource& source, const PartOptions& options);
VocabularyPart read_gene_info(ByteSource& source, const PartOptions& options);
VocabularyPart read_hgnc(ByteSource& source, const PartOptions& options);

// What the first bytes of a stream look like: "mesh-xml", "mesh-ascii", "mesh-trees", "obo", "obographs", "sssom",
// "gene-info", "hgnc", or "".
std::string detect_vocabulary_format(std::string_view head);

}  // namespace il2search
