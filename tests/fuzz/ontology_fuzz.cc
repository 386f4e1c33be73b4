// Any bytes as OBO, obographs, SSSOM, gene_info and HGNC's table: no crash, no leak, errors only as Error; ids are
// CURIEs and occur once, names are clean, and the name of a part is a valid file name.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include <il2search/error.h>

#include "base/byte_source.h"
#include "base/utf8.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

using FuzzedReader = VocabularyPart (*)(ByteSource&, const PartOptions&);
constexpr FuzzedReader kFuzzedReaders[] = {read_obo, read_obographs, read_sssom, read_gene_info, read_hgnc};

void check_part_name(const std::string& name) {
  if (name.empty() || name.size() > 100) std::abort();
  for (const char c : name) {
    const bool fits =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    if (!fits) std::abort();
  }
}

void check_fuzzed_concept(const Concept& concept_read) {
  if (concept_read.id.find(':') == std::string::npos || concept_read.id.size() > 200) std::abort();
  if (concept_read.label.empty() && !concept_read.obsolete) std::abort();
  if (!is_valid_utf8(concept_read.label) || !is_valid_utf8(concept_read.definition)) std::abort();
  std::set<std::string> names{concept_read.label};
  for (const ConceptName& name : concept_read.names) {
    if (name.text.empty() || !is_valid_utf8(name.text) || !names.insert(name.text).second) std::abort();
  }
}

void read_fuzzed(FuzzedReader read, const std::string& bytes) {
  PartOptions options;
  options.file = "fuzz";
  options.record_bytes = 1024;  // low enough for small inputs to reach
  options.on_problem = [](const RecordError& problem) {
    if (problem.message.empty() || !is_valid_utf8(problem.message)) std::abort();
  };
  MemorySource source(bytes);
  const VocabularyPart part = read(source, options);
  check_part_name(part.name);
  if (!is_valid_utf8(part.version)) std::abort();
  if (part.concepts.empty() && part.mappings.empty() && part.tree_numbers.empty()) std::abort();
  std::set<std::string> ids;
  for (const Concept& read_concept : part.concepts) {
    check_fuzzed_concept(read_concept);
    if (!ids.insert(read_concept.id).second) std::abort();
  }
}

}  // namespace
}  // namespace il2search

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  il2search::detect_vocabulary_format(bytes);
  for (const il2search::FuzzedReader read : il2search::kFuzzedReaders) {
    try {
      il2search::read_fuzzed(read, bytes);
    } catch (const il2search::Error&) {
      // The expected answer to broken input.
    }
  }
  return 0;
}
