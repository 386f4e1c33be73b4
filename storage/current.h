// CURRENT and the manifests: which generation an index serves, and a reader's hold on one.
//
//   read_current() -> hold_newest() -> Snapshot (reading), index_status(), check_index()
//   CurrentFile -> replace_current()                      (publishing)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/directory_files.h"
#include "storage/manifest.h"

namespace il2search {

// What CURRENT says: the number of a generation, and name, size and checksum of its manifest.
struct CurrentFile {
  std::uint64_t generation = 0;
  FileEntry manifest;

  bool operator==(const CurrentFile&) const = default;
};

// "MANIFEST-000042", "LEDGER-000042", "000042".
std::string manifest_name(std::uint64_t generation);
std::string ledger_name(std::uint64_t generation);
std::string padded(std::uint64_t number);

// The number behind a prefix ("MANIFEST-"), or nothing when the name is another. Zeros in front are required up to six
// digits, so that one number has one name.
std::optional<std::uint64_t> number_behind(std::string_view name, std::string_view prefix);

// Nothing when there is no CURRENT. Error{index_corrupt, io}.
std::optional<CurrentFile> find_current(const std::string& index_path);

// Likewise; Error{index_missing} with the hint how to make an index when there is none.
CurrentFile read_current(const std::string& index_path);

// Swaps CURRENT and syncs the folder. When the sync fails the old one is put back (as far as the disk allows) and the
// Error is passed on.
void replace_current(const std::string& index_path, const CurrentFile& next, const std::optional<CurrentFile>& old);

// One generation with a shared lock on its manifest, which collect_garbage() respects. The lock is let go with the
// object. On file systems without locks there is only the manifest.
struct HeldManifest {
  Descriptor lock;
  CurrentFile current;
  Manifest manifest;
};

// The generation that CURRENT names. Error{index_missing, index_corrupt, index_incompatible, io}.
HeldManifest hold_newest(const std::string& index_path);

// A kept generation by number, the newest included. Error{not_found}, and as above.
HeldManifest hold_generation(const std::string& index_path, std::uint64_t generation);

// The manifest that an entry names, its size and checksum verified. Error{not_found, index_corrupt …}.
Manifest read_manifest(const std::string& index_path, const FileEntry& entry);

}  // namespace il2search
