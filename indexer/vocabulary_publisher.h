// Compiled vocabularies for the next generation: used to load vocabularies and to rebuild an index.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/index_directory.h"
#include "vocabulary/store/compiler.h"

namespace il2search {

// Whether every file of a vocabulary has its published checksum. Reads all of them.
bool is_intact(const IndexDirectory& directory, const VocabularyEntry& entry);

// The parts that the served vocabulary was compiled from and whose name is wanted. Throws Error{index_corrupt} for a part
// with another checksum than the published one, and what read_part_file() throws.
std::vector<VocabularyPart> served_parts(const IndexDirectory& directory,
                                         const std::function<bool(const std::string&)>& wanted);

// Compiles the parts and returns the vocabulary's entry for the next manifest. If a kept generation has an undamaged
// vocabulary of the same parts, that is used instead. A damaged one is not overwritten, since readers may have it open: the
// new one gets a folder of its own. Throws what compile_vocabulary() and IndexDirectory::adopt_vocabulary() throw.
VocabularyEntry compile_for(IndexDirectory& directory, std::vector<VocabularyPart> parts,
                            const CompileOptions& options);

// The served vocabulary, compiled again from its parts if its files are damaged or this version cannot open it (because of
// another analyzer version or format). Nothing if no vocabulary is served. Throws what served_parts() and compile_for() throw.
std::optional<VocabularyEntry> usable_vocabulary(IndexDirectory& directory, const CompileOptions& options);

}  // namespace il2search
