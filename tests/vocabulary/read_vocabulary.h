// Reads a text with a reader of vocabularies and returns the part, the problems and the error, if any.
#pragma once

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <il2search/error.h>

#include "base/byte_source.h"
#include "tests/paths.h"
#include "vocabulary/readers/part.h"

namespace il2search {

struct PartOutcome {
  VocabularyPart part;
  std::vector<RecordError> problems;
  std::optional<Error> error;

  const Concept* find(const std::string& id) const {
    const auto found =
        std::find_if(part.concepts.begin(), part.concepts.end(), [&id](const Concept& c) { return c.id == id; });
    return found == part.concepts.end() ? nullptr : &*found;
  }
  // "12: message" of each problem, or "12 left out: message".
  std::vector<std::string> messages() const {
    std::vector<std::string> all;
    for (const RecordError& p : problems) {
      all.push_back(std::to_string(p.record) + (p.skipped ? " left out: " : ": ") + p.message);
    }
    return all;
  }
  // "id predicate" of each mapping, "text scope" of each name.
  static std::vector<std::string> mappings(const Concept& term) {
    std::vector<std::string> all;
    for (const ConceptMapping& m : term.mappings) all.push_back(m.id + " " + to_string(m.predicate));
    return all;
  }
  static std::vector<std::string> names(const Concept& term) {
    std::vector<std::string> all;
    for (const ConceptName& n : term.names) all.push_back(n.text + " " + to_string(n.scope));
    return all;
  }
};

using ReadVocabulary = VocabularyPart (*)(ByteSource&, const PartOptions&);

// `read` takes the options and returns the part.
template <class Read> PartOutcome collect_part(PartOptions options, const Read& read) {
  PartOutcome outcome;
  options.on_problem = [&outcome](const RecordError& problem) { outcome.problems.push_back(problem); };
  try {
    outcome.part = read(options);
  } catch (const Error& error) {
    outcome.error = error;
  }
  return outcome;
}

inline PartOutcome read_vocabulary(ReadVocabulary reader, std::string text, PartOptions options = {}) {
  if (options.file.empty()) options.file = "folder/test-file";
  return collect_part(std::move(options), [&](const PartOptions& o) {
    MemorySource source(std::move(text));
    return reader(source, o);
  });
}

inline PartOutcome read_vocabulary(ReadVocabulary reader, std::string text, std::uint64_t record_bytes) {
  PartOptions options;
  options.record_bytes = record_bytes;
  return read_vocabulary(reader, std::move(text), std::move(options));
}

inline std::string mesh_sample(const std::string& name) {
  std::ifstream file(test::source_path("tests/vocabulary/samples/mesh/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline PartOutcome read_mesh_sample(ReadVocabulary reader, const std::string& name) {
  PartOptions options;
  options.file = "samples/" + name;
  return read_vocabulary(reader, mesh_sample(name), std::move(options));
}

inline PartOutcome read_vocabulary_file(const std::string& kind, const std::string& path) {
  return collect_part({}, [&](const PartOptions& o) { return read_part(kind, path, o); });
}

}  // namespace il2search
