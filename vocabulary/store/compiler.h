// compile_vocabulary(): parts -> the compiled vocabulary on disk, which Vocabulary opens.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vocabulary/readers/part.h"

namespace il2search {

struct CompileOptions {
  std::function<void(const std::string&)>
      on_warning;  // a cycle, a missing parent, a duplicate id …: one line each, the
                   // first 20 of a kind and then how many more there were
  std::function<bool()> cancelled;
};

// Writes the compiled vocabulary into a folder that does not exist yet, without subfolders. It keeps a lossless copy of the
// parts, so that a later run can replace one of them. What does not fit together is left out with a warning: a parent that
// is not loaded, the edge that closes a cycle, the second concept with an id, a mapping with an unknown subject. The same
// parts give the same bytes, except in Xapian's files. Error{io, out_of_memory, cancelled; invalid_argument for invalid or
// duplicate part names; broken_file for a hierarchy with over 1000 levels or 100 million
// pairs}. About 9 s and 300 MB for the headings of
// MeSH, Mondo and the human genes, including the reading.
void compile_vocabulary(std::vector<VocabularyPart> parts, const std::string& folder, const CompileOptions& options);

// The parts from which a vocabulary was compiled. Error{index_corrupt}.
std::vector<VocabularyPart> read_compiled_parts(const std::string& folder);

// A hash of the contents of the parts, 32 hexadecimal digits. It does not depend on the names of their files.
std::string content_hash(const std::vector<VocabularyPart>& parts);

}  // namespace il2search
