// compile_vocabulary(): parts -> the compiled vocabulary on disk, which vocabulary.h opens.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "vocabulary/readers/part.h"

namespace il2search {

struct CompileOptions {
  std::function<void(const std::string&)> on_warning;  // a cycle, a missing parent, an id given twice …: one line each,
                                                       // the first 20 of a kind and then their number
  std::function<bool()> cancelled;
};

// Writes the compiled vocabulary into a folder that does not exist yet; all files lie flat in it. The parts are kept in
// it losslessly, so that a later run can replace one of them. What does not fit is warned about and left out: a parent
// that is not there, the edge that closes a cycle, the second concept with an id, a mapping whose subject is unknown.
// The same parts give the same bytes but for Xapian's own. Error{io, out_of_memory, cancelled; invalid_argument for part
// names that are none or given twice; broken_file for a hierarchy of over 100 million pairs}. About 9 s and 300 MB for the
// headings of MeSH, Mondo and the human genes, reading included.
void compile_vocabulary(std::vector<VocabularyPart> parts, const std::string& folder, const CompileOptions& options);

// The parts that a compiled vocabulary was made of. Error{index_corrupt}.
std::vector<VocabularyPart> read_compiled_parts(const std::string& folder);

// A hash of what the parts say, 32 hexadecimal digits: two runs over the same files give the same, whatever the files
// are called.
std::string content_hash(const std::vector<VocabularyPart>& parts);

}  // namespace il2search
