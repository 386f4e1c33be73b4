// Shared by the fuzz targets of MeSH readers: any bytes are read to the end, with caps that small inputs reach. No crash,
// no leak, errors only as Error; ids and names of concepts are valid, everything is UTF-8, no name occurs twice, and every
// diagnostic has a message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/byte_source.h"
#include "base/utf8.h"
#include "tests/fuzz/fuzz_input.h"
#include "vocabulary/readers/mesh_types.h"
#include "vocabulary/readers/part.h"

namespace il2search::fuzz {

inline void check_concept(const Concept& heading) {
  require(heading.id == normalize_curie(heading.id) && heading.vocabulary == "MESH", "not an id of MeSH", heading.id);
  require(!heading.label.empty() && is_valid_utf8(heading.label) && is_valid_utf8(heading.definition),
          "a faulty label");
  std::set<std::string> texts = {heading.label};
  for (const ConceptName& name : heading.names) {
    require(!name.text.empty() && is_valid_utf8(name.text) && texts.insert(name.text).second, "a faulty name");
    require(name.scope != NameScope::label, "a second label");
  }
  for (const std::string& number : heading.tree_numbers) require(is_mesh_tree_number(number), "not a tree number");
  for (const std::string& id : heading.mapped_to)
    require(id.starts_with("MESH:") || id.starts_with(kHeadingByName), "not a heading", id);
}

inline int read_mesh_bytes(VocabularyPart (*read)(ByteSource&, const PartOptions&), const std::uint8_t* data,
                           std::size_t size) {
  PartOptions options;
  options.file = "fuzz";
  options.record_bytes = 8192;
  options.on_problem = [](const RecordError& problem) {
    require(!problem.message.empty(), "a problem without message");
  };
  MemorySource source(std::string(reinterpret_cast<const char*>(data), size));
  try {
    const VocabularyPart part = read(source, options);
    require(!part.concepts.empty() || !part.tree_numbers.empty(), "an empty part");
    std::set<std::string> ids;
    for (const Concept& heading : part.concepts) {
      check_concept(heading);
      require(ids.insert(heading.id).second, "an id twice");
    }
    for (const TreeRow& row : part.tree_numbers) {
      require(is_mesh_tree_number(row.tree_number) && is_valid_utf8(row.heading), "a faulty row");
      require(!row.heading.empty() || row.id == normalize_curie(row.id), "a row without heading");
    }
  } catch (const Error& error) {
    require_printable(error);
  }
  return 0;
}

}  // namespace il2search::fuzz
