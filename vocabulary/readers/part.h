// VocabularyPart: the contents of one vocabulary file, before it is compiled with the others.
//
//   file -> read_part() [one reader per format] -> VocabularyPart -> compile_vocabulary() -> Vocabulary
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

// A row of mtrees. Names the heading by id if the file gives ids.
struct TreeRow {
  std::string heading;
  std::string id;  // "MESH:D001829", or empty
  std::string tree_number;
};

// MeSH's ASCII files name the headings of a supplementary concept instead of giving their ids. Concept::mapped_to then has
// this prefix and the name ("name:Benzilates"), which the compiler replaces by the id of the heading with that label.
inline constexpr std::string_view kHeadingByName = "name:";

struct VocabularyPart {
  // A part replaces the loaded part with its name: "mesh", "mesh-supplementary", "obo-hp", "sssom-mondo_exactmatch_mesh" …;
  // only letters, digits, "_", "-" and ".".
  std::string name;
  std::string version;
  std::string source;                 // the file's name without its folder
  std::vector<Concept> concepts;      // in file order, each id once
  std::vector<MappingRow> mappings;   // of a mapping set
  std::vector<TreeRow> tree_numbers;  // of mtrees
};

struct PartOptions {
  std::string file;  // the name of the file in problems
  // RecordError::record is the line number for line formats and the record's number for XML and JSON; `skipped` tells a
  // record that was left out from a warning.
  std::function<void(const RecordError&)> on_problem;
  std::function<bool()> cancelled;              // polled; true: Error{cancelled}
  std::function<void(std::uint64_t)> on_bytes;  // how many bytes of the file on disk were read since the last call
  std::uint64_t record_bytes = 16u << 20;       // a longer line or record is left out with a problem
};

// The kinds that `il2index vocabulary` accepts: "mesh", "mesh-trees", "mondo", "obo", "gene", "sssom".
const std::vector<std::string>& vocabulary_kinds();

// Reads a file of that kind. The content determines which of the kind's formats it has; gzip is opened transparently.
// Error{invalid_argument} for an unknown kind, {unknown_format} if the content is not of that kind (the message tells what
// it looks like), {path_missing}, {broken_file} if the file is empty, truncated or malformed, or has no concept at all.
// Memory: the part itself, about 150 MB for MeSH.
VocabularyPart read_part(const std::string& kind, const std::string& path, const PartOptions& options);

// --- One function per format; read_part() chooses. Each reads the whole stream.
VocabularyPart read_mesh_xml(ByteSource& source, const PartOptions& options);    // descriptor, supplementary, qualifier
VocabularyPart read_mesh_ascii(ByteSource& source, const PartOptions& options);  // d2026.bin, c2026.bin, q2026.bin
// mtrees2026.bin, or a table of tree number, UI and term.
VocabularyPart read_mesh_trees(ByteSource& source, const PartOptions& options);
VocabularyPart read_obo(ByteSource& source, const PartOptions& options);
VocabularyPart read_obographs(ByteSource& source, const PartOptions& options);
VocabularyPart read_sssom(ByteSource& source, const PartOptions& options);
VocabularyPart read_gene_info(ByteSource& source, const PartOptions& options);
VocabularyPart read_hgnc(ByteSource& source, const PartOptions& options);

// The format of a stream by its first bytes: "mesh-xml", "mesh-ascii", "mesh-trees", "obo", "obographs", "sssom",
// "gene-info", "hgnc", or "" for anything else.
std::string detect_vocabulary_format(std::string_view head);

}  // namespace il2search
