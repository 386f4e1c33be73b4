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
  std::uint64_t newest_number = 0;           // of all names in the folder, also of what was never published

  // Null if there is none.
  const FoundGeneration* newest_complete() const;
  // Whether CURRENT names a complete generation.
  bool is_sound() const;
};

// Reads every manifest and every file that one of them names, each file once per manifest. Needs the writer's lock.
// Error{index_incompatible, io, out_of_memory, cancelled}.
FoundGenerations find_generations(const IndexFolder& folder, const VerifyOptions& options = {});

// Publishes a complete generation under a new number, above all others. Nothing is removed. Needs the writer's lock.
// Returns the new number. Error{io}.
std::uint64_t serve_again(const IndexFolder& folder, const FoundGenerations& found, const FoundGeneration& chosen);

}  // namespace il2search
