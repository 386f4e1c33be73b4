// Generations: which one an index serves (CURRENT), their manifests, a reader's hold on one, and the removal of old
// ones.
//
//   read_current() -> hold_newest() -> Snapshot (reading), index_status(), check_index()
//   CurrentFile -> replace_current()                      (publishing)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/index_files.h"
#include "storage/manifest.h"

namespace il2search {

// The content of CURRENT: the number of a generation, and the name, size and checksum of its manifest.
struct CurrentFile {
  std::uint64_t generation = 0;
  FileEntry manifest;

  bool operator==(const CurrentFile&) const = default;
};

// "MANIFEST-000042", "LEDGER-000042", "000042".
std::string manifest_name(std::uint64_t generation);
std::string ledger_name(std::uint64_t generation);
std::string padded_number(std::uint64_t number);

// The number in a name that consists of `prefix` ("MANIFEST-") and a number as padded_number() writes it; nothing for
// any other name.
std::optional<std::uint64_t> number_after(std::string_view name, std::string_view prefix);

// Nothing if there is no CURRENT. Error{index_corrupt, io}.
std::optional<CurrentFile> find_current(const std::string& index_path);

// Error{index_missing} if there is no CURRENT, with a hint how to make an index; Error{index_corrupt, io}.
CurrentFile read_current(const std::string& index_path);

// Swaps CURRENT and syncs the folder. If the sync fails, the old CURRENT is put back (as far as the disk allows) and
// the Error is thrown.
void replace_current(const std::string& index_path, const CurrentFile& next, const std::optional<CurrentFile>& old);

// One generation with a shared lock on its manifest, which keeps remove_old_generations() from removing it. The lock is
// released with the object. On file systems without locks nothing is locked.
struct HeldManifest {
  Descriptor lock;
  CurrentFile current;
  Manifest manifest;
};

// The generation that CURRENT names. Error{index_missing, index_corrupt, index_incompatible, io}.
HeldManifest hold_newest(const std::string& index_path);

// A kept generation by number, which may be the newest. Error{not_found}, and the errors of hold_newest().
HeldManifest hold_generation(const std::string& index_path, std::uint64_t generation);

// The manifest that an entry names, its size and checksum verified. Error{not_found, index_corrupt …}.
Manifest read_manifest(const std::string& index_path, const FileEntry& entry);

// Whether a file of this name ("CURRENT.tmp", "MANIFEST-000042.tmp") was being written.
bool is_temporary_name(const std::string& name);

// Both need the writer's lock and return the number of bytes freed.
//
// Removes the files of runs that did not publish: manifests above `newest`, temporary files, and every file and segment
// that no manifest names.
std::uint64_t remove_unpublished(const std::string& index_path, std::uint64_t newest);
// Removes all generations but the last two and those that a reader holds, then every file that no manifest names.
std::uint64_t remove_old_generations(const std::string& index_path, std::uint64_t newest);

}  // namespace il2search
