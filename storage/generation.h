// Generations: which one an index serves (CURRENT), their manifests, a reader's hold on one, and the removal of old
// ones.
//
//   read_current() -> hold_newest() -> Snapshot (reading), index_status(), check_index()
//   CurrentFile -> replace_current()                      (publishing)
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/folder.h"
#include "storage/manifest.h"
#include "storage/verify.h"

namespace il2search {

// The content of CURRENT: the number of a generation, and the name, size and checksum of its manifest.
struct CurrentFile {
  std::uint64_t generation = 0;
  FileEntry manifest;

  bool operator==(const CurrentFile&) const = default;
};

// The line in CURRENT that names a manifest, with its line feed, and what a line says; nothing for any other text.
std::string current_line(const FileEntry& manifest);
std::optional<CurrentFile> parse_current(std::string_view line);

// "MANIFEST-000042", "LEDGER-000042", "000042".
std::string manifest_name(std::uint64_t generation);
std::string ledger_name(std::uint64_t generation);
std::string padded_number(std::uint64_t number);
// The time as manifests have it: 2026-11-21T03:00:00Z.
std::string timestamp_now();

// The number in a name that consists of `prefix` ("MANIFEST-") and a number as padded_number() writes it; nothing for
// any other name.
std::optional<std::uint64_t> number_after(std::string_view name, std::string_view prefix);

// Throws Error{index_corrupt}: no generation or segment can get a higher number than kMaxNumber.
[[noreturn]] void throw_numbers_exhausted(const IndexFolder& folder);

// Whether the folder has manifests, ledgers, segments or vocabularies, so that a missing CURRENT is damage; false while
// the first run of a new index is unfinished, which a file in tmp/ says: see mark_first_run(). Error{index_corrupt, io}.
bool has_published(const IndexFolder& folder);

// Nothing if there is no CURRENT and none is expected. Error{index_corrupt, io}: CURRENT is damaged, or it is missing
// although has_published().
std::optional<CurrentFile> find_current(const IndexFolder& folder);

// Error{index_missing} if there is no CURRENT, with a hint how to make an index; the errors of find_current().
CurrentFile read_current(const IndexFolder& folder);

// Swaps CURRENT and syncs the folder. If the sync fails, the old CURRENT is put back (as far as the disk allows) and
// the Error is thrown.
void replace_current(const IndexFolder& folder, const CurrentFile& next, const std::optional<CurrentFile>& old);

// One generation with a shared lock on its manifest, which keeps remove_old_generations() from removing it. The lock is
// released with the object. On file systems without locks nothing is locked.
struct HeldManifest {
  Descriptor lock;
  CurrentFile current;
  Manifest manifest;
};

// The generation that CURRENT names. Error{index_missing, index_corrupt, index_incompatible, io}; Error{locked} if
// another process keeps the manifest locked, which garbage collection does only for an instant.
HeldManifest hold_newest(const IndexFolder& folder);

// A kept generation by number, which may be the newest. Error{not_found}, and the errors of hold_newest().
HeldManifest hold_generation(const IndexFolder& folder, std::uint64_t generation);

// The manifest that an entry names, its size and checksum verified. Error{not_found, index_corrupt …}.
Manifest read_manifest(const IndexFolder& folder, const FileEntry& entry);

// Error{index_incompatible} with the hint `il2index rebuild` if the segments have an older format than this version writes.
void require_current_format(const IndexFolder& folder, const Manifest& manifest);

// Whether a file of this name ("CURRENT.tmp", "MANIFEST-000042.tmp") was being written.
bool is_temporary_name(const std::string& name);

// What was removed, and why something was kept that may be unneeded.
struct Removal {
  std::uint64_t bytes = 0;
  std::vector<std::string> warnings;
};

// All need the writer's lock. Only names of the index's own are removed, and only if manifests prove that no generation
// needs them: `served` is the generation that CURRENT names, verified; every older manifest must be as its successor
// says, or name only files that exist. If one is not, nothing is removed that it could name, and there is a warning.
//
// Removes the files of runs that did not publish: manifests above `served`, temporary files, and every file and segment
// that no manifest names.
Removal remove_unpublished(const IndexFolder& folder, const HeldManifest& served);
// Removes the manifest of a generation unless a reader holds it, and nothing that it names. Returns the bytes freed.
std::uint64_t remove_manifest(const IndexFolder& folder, std::uint64_t generation);
// Removes all generations but the last `keep` and those that a reader holds, then every file that no manifest names. An
// old generation may be the last complete one: it stays, with a warning, unless every file of `served` that it lacks has
// its checksum. `written` are the paths of those whose checksums the caller computed itself; the others are read.
Removal remove_old_generations(const IndexFolder& folder, const CurrentFile& current, const Manifest& served,
                               std::size_t keep, const std::set<std::string>& written = {},
                               const VerifyOptions& options = {});

// Removes what the first run of an index left, if it was interrupted before it wrote a manifest. Error{index_corrupt} if
// has_published().
Removal remove_first_run(const IndexFolder& folder);
// Notes in tmp/ that nothing was ever published here. publish() ends the first run.
void mark_first_run(const IndexFolder& folder);
void end_first_run(const IndexFolder& folder);

}  // namespace il2search
