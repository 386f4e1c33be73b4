// Reads a text of MeSH to its end: the part, the problems and the error, if one ended it.
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <il2search/error.h>

#include "base/memory_source.h"
#include "vocabulary/part.h"

namespace il2search {

struct MeshOutcome {
  VocabularyPart part;
  std::vector<RecordError> problems;
  std::optional<Error> error;
};

using ReadMesh = VocabularyPart (*)(ByteSource&, const PartOptions&);

inline MeshOutcome read_mesh(ReadMesh read, ByteSource& source, PartOptions options) {
  MeshOutcome outcome;
  options.on_problem = [&outcome](const RecordError& problem) { outcome.problems.push_back(problem); };
  try {
    outcome.part = read(source, options);
  } catch (const Error& error) {
    outcome.error = error;
  }
  return outcome;
}

inline MeshOutcome read_mesh_text(ReadMesh read, std::string text, PartOptions options = {}) {
  MemorySource source(std::move(text));
  if (options.file.empty()) options.file = "folder/test-file";
  return read_mesh(read, source, std::move(options));
}

inline std::string mesh_sample(const std::string& name) {
  std::ifstream file(std::string(IL2SEARCH_SOURCE_DIR) + "/tests/vocabulary/samples/mesh/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline MeshOutcome read_mesh_sample(ReadMesh read, const std::string& name) {
  PartOptions options;
  options.file = "samples/" + name;
  return read_mesh_text(read, mesh_sample(name), std::move(options));
}

// "exact Name" for each name, in order.
inline std::vector<std::string> names_with_scopes(const Concept& concept_of_mesh) {
  std::vector<std::string> names;
  for (const ConceptName& name : concept_of_mesh.names)
    names.push_back(std::string(to_string(name.scope)) + " " + name.text);
  return names;
}

}  // namespace il2search
