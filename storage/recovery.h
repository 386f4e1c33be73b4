// Finding the generations of a damaged index and serving one of them again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/folder.h"
#include "storage/generation.h"
#include "storage/verify.h"

namespace il2search {

// A generation that has a manifest in the index folder, verified.
struct FoundGeneration {
  std::uint64_t number = 0;
  std::optional<Manifest> manifest;  // nothing if it is damaged
  FileEntry entry;                   // of the manifest as it is on the disk
  std::vector<FileFault> faults;     // of the manifest and of every file that it names

  bool is_complete() const { return manifest && faults.empty(); }
};

struct FoundGenerations {
  std::optional<CurrentFile> current;        // nothing if CURRENT is missing or damaged
  std::vector<FileFault> faults;             // of CURRENT
  std::vector<FoundGeneration> generations;  // newest first; none above the one that CURRENT names

  // Null if no generation is complete.
  const FoundGeneration* newest_complete() const;
  // Above the generation that CURRENT names and every other one.
  std::uint64_t next_number() const;
  // Whether CURRENT names a complete generation.
  bool is_sound() const;
};

// Whether there is an index in the folder, damaged or not. Changes nothing.
bool holds_index(const IndexFolder& folder);

// Reads every manifest, and nothing else. Without the writer's lock, a generation that is removed meanwhile looks damaged.
// Error{index_incompatible, io, out_of_memory}.
FoundGenerations find_manifests(const IndexFolder& folder);

// Reads every manifest and every file that one of them names, each file once. Needs the writer's lock.
// Error{index_incompatible, io, out_of_memory, cancelled}.
FoundGenerations find_generations(const IndexFolder& folder, const VerifyOptions& options = {});

// Publishes the generation of a first run (see mark_first_run()) that has a manifest but no CURRENT. Either the run was
// interrupted just then, or CURRENT was lost before the mark was removed; in both cases nothing may be removed. Returns
// false if there is no manifest. Needs the writer's lock. Error{index_corrupt} if a file is damaged, Error{io}.
bool finish_first_run(const IndexFolder& folder);

// Publishes a complete generation under a new number, above all others. Nothing is removed. Needs the writer's lock.
// Returns the new number. Error{index_corrupt} if the numbers are exhausted, Error{io}.
std::uint64_t serve_again(const IndexFolder& folder, const FoundGenerations& found, const FoundGeneration& chosen);

}  // namespace il2search
