// A compiled vocabulary on its way into a generation: for loading vocabularies and for building an index again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/index_directory.h"
#include "vocabulary/store/compiler.h"

namespace il2search {

// Whether each file of a vocabulary has the checksum that was published. Reads them all.
bool is_intact(const IndexDirectory& directory, const VocabularyEntry& entry);

// The parts that the manifest's vocabulary was compiled from, but for those that are not wanted, by name.
// Error{index_corrupt} for a part that is not as it was published, and as read_part_file().
std::vector<VocabularyPart> served_parts(const IndexDirectory& directory,
                                         const std::function<bool(const std::string&)>& wanted);

// The entry of a vocabulary compiled from these parts, for the next manifest; not yet published. What some kept
// generation has compiled from the same parts is taken as it is, unless it is damaged: readers may be at it, and it must
// not change under them, so the new one goes into a folder of its own. Error as compile_vocabulary() and
// IndexDirectory::adopt_vocabulary().
VocabularyEntry compile_for(IndexDirectory& directory, std::vector<VocabularyPart> parts,
                            const CompileOptions& options);

// The manifest's vocabulary, compiled again from its own parts when this version cannot open it (another analyzer cut
// its names, or its files have another format) or when its files are damaged. For a manifest without vocabulary, or with
// one that opens: unchanged. Error{index_corrupt …} likewise.
std::optional<VocabularyEntry> present_vocabulary(IndexDirectory& directory, const CompileOptions& options);

}  // namespace il2search
