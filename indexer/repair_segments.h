// What repair does with the stored documents of a damaged generation: segments whose postings or token streams are damaged
// are built again, and documents that the served generation lacks are listed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <il2search/maintenance.h>

#include "storage/folder.h"
#include "storage/recovery.h"

namespace il2search {

// Whether only posting tables and token streams are damaged, and this version's analyzer made the index, so that
// rebuild_postings() loses nothing.
bool is_rebuildable(const FoundGeneration& generation);

// The names of the segments that have a fault.
std::vector<std::string> damaged_segments(const FoundGeneration& generation);

// Builds segments of the served generation again from their stored documents, and publishes it with everything else
// unchanged. The origins of the documents were in the postings and are lost: until their files are applied again, `update
// --prune` does not delete them. Takes the writer's lock. Returns the new number. Throws what IndexDirectory, BuildPool and
// decode_document() throw.
std::uint64_t rebuild_postings(const std::string& index_path, const std::vector<std::string>& names,
                               const WriterOptions& options);

// The live documents of `newest`, a damaged generation, that `served`, a complete one, does not show. It shows those of the
// segments that were `rebuilt`, under other names.
struct LostDocuments {
  std::vector<LostDocument> documents;
  std::uint64_t unreadable = 0;  // those whose ids cannot be read
};
LostDocuments find_lost(const IndexFolder& folder, const FoundGeneration& newest, const Manifest& served,
                        const std::vector<std::string>& rebuilt, const std::function<bool()>& cancelled);

}  // namespace il2search
