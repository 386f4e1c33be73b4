// The index that fuzz targets search: a few documents with every field, in two segments, a deleted one, a vocabulary.
#pragma once

#include "tests/fuzz/fuzz_input.h"
#include "tests/query/sample_documents.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/query/test_index.h"

namespace il2search::fuzz {

// Built on first use, in a temporary folder that is removed when the process ends.
inline const std::string& sample_index() {
  static TestIndex index;
  static const std::string path = [] {
    index.add(sample_documents());
    index.add(sample_concept_documents());
    publish_vocabulary(index.path(), sample_vocabulary());
    index.remove({"PMID:7"});
    return index.path();
  }();
  return path;
}

inline const Searcher& sample_searcher() {
  static const Searcher searcher(sample_index());
  return searcher;
}

// Text that a terminal can show, line feeds included.
inline void require_printable_lines(const std::string& text) {
  require(terminal_safe(text) == text, "output that steers terminals", text);
}

// JSON on one line.
inline void require_printable_json(const std::string& json) {
  require(terminal_safe(json, false) == json, "JSON that steers terminals", json);
}

}  // namespace il2search::fuzz
