// What may be removed from an index folder. Every function needs the writer's lock.
#pragma once

#include <cstdint>
#include <string>

namespace il2search {

// "CURRENT.tmp", "MANIFEST-000042.tmp": a file that was being written.
bool is_temporary_name(const std::string& name);

// Removes what a run left that never published: manifests above `newest`, temporary names, and every file and segment
// that no manifest names. Bytes freed.
std::uint64_t remove_unpublished(const std::string& index_path, std::uint64_t newest);

// Removes the generations before the last two that nobody holds, and then what no manifest names. Bytes freed.
std::uint64_t remove_old_generations(const std::string& index_path, std::uint64_t newest);

}  // namespace il2search
