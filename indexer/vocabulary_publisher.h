// A compiled vocabulary on its way into a generation: for loading vocabularies and for building an index again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/index_directory.h"
#include "vocabulary/compiler.h"

namespace il2search {

// The entry of a vocabulary compiled from these parts, for the next manifest; not yet published. What some kept
// generation has compiled from the same parts is taken as it is: readers may be at it, and it must not change under
// them. Error as compile_vocabulary() and IndexDirectory::adopt_vocabulary().
VocabularyEntry compile_for(IndexDirectory& directory, std::vector<VocabularyPart> parts,
                            const CompileOptions& options);

// The manifest's vocabulary, compiled again from its own parts when this version cannot open it (another analyzer cut
// its names, or its files have another format). For a manifest without vocabulary, or with one that opens: unchanged.
// Error{index_corrupt …} likewise.
std::optional<VocabularyEntry> present_vocabulary(IndexDirectory& directory, const CompileOptions& options);

}  // namespace il2search
