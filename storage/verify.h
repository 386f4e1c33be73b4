// Verifying files against the sizes and checksums in a manifest. Used by check, repair, rollback and backup, and by
// writers before they take anything over: damage must not be published again with a fresh checksum.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <il2search/error.h>

#include "base/checksum.h"
#include "storage/folder.h"
#include "storage/manifest.h"

namespace il2search {

// A file that is not as its manifest says. The path is relative to the index folder; `what` is "it is missing", "its
// checksum is wrong", "it has 3 bytes instead of 80", "it is a symbolic link" …
struct FileFault {
  std::string path;
  std::string what;

  bool operator==(const FileFault&) const = default;
};

struct VerifyOptions {
  // Called after each block of up to 1 MiB, with the file and the bytes read since the last call.
  std::function<void(const std::string& path, std::uint64_t bytes)> on_progress;
  std::function<bool()> cancelled;  // asked after each block; true ends the work with Error{cancelled}
};

// All functions read whole files, about as fast as the disk allows. Error{io, out_of_memory, cancelled}.

// Error{index_corrupt} if the file is missing or not a regular file.
FileChecksum checksum_of(const IndexFolder& folder, const std::string& relative, const VerifyOptions& options = {});

// The fault that an Error{index_corrupt} about a file reports.
FileFault to_fault(const std::string& path, const Error& error);

// Nothing if the file has its size and checksum.
std::optional<FileFault> verify_file(const IndexFolder& folder, const FileEntry& entry,
                                     const VerifyOptions& options = {});

// Nothing if the file has its size. Its content is not read.
std::optional<FileFault> verify_size(const IndexFolder& folder, const FileEntry& entry);

// The faults among the files of a generation, in the order of the manifest; the manifest itself is not read.
std::vector<FileFault> verify_generation(const IndexFolder& folder, const Manifest& manifest,
                                         const VerifyOptions& options = {});

// Error{index_corrupt} for the first file that has a fault, with its name.
void require_intact(const IndexFolder& folder, const FileEntry& entry, const VerifyOptions& options = {});
void require_intact(const IndexFolder& folder, const SegmentEntry& segment, const VerifyOptions& options = {});
void require_intact(const IndexFolder& folder, const Manifest& manifest, const VerifyOptions& options = {});

}  // namespace il2search
