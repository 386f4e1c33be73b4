// Files of an index: every error becomes an Error, every write is complete and synced, and no symbolic link inside an
// index is followed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/error.h>

#include "base/file.h"
#include "storage/manifest.h"

namespace il2search {

// Throws Error{index_corrupt}: "index corrupt: PATH: WHAT", with a hint.
[[noreturn]] void throw_corrupt(const std::string& path, const std::string& what);

// The path made absolute and normalised. Error{invalid_argument} if it is empty.
std::string absolute_path(const std::string& path);

// The size of a regular file; nothing if it is missing. Error{index_corrupt} for a link, folder or device, Error{io}.
std::optional<std::uint64_t> regular_file_size(const std::string& path);

// Opens a regular file for reading. The descriptor is not open if the file is missing. Error{index_corrupt} for a link,
// folder or device, Error{io}.
Descriptor open_regular_file(const std::string& path);

// A regular file mapped for reading. Error{index_corrupt} if it is missing, a link, a folder or a device, Error{io}.
MappedFile map_regular_file(const std::string& path);

// Creates or empties a file for writing. Error{io}.
Descriptor create_file(const std::string& path);

// Writes all of the bytes. Error{io}.
void write_all(const Descriptor& file, std::string_view bytes, const std::string& path);

// Closes a file that was written; some file systems report a full disk only then. Error{io}.
void close_written(Descriptor file, const std::string& path);

// All bytes from the start of the file. Error{index_corrupt} if there are more than `cap`, Error{io}.
std::string read_all(const Descriptor& file, const std::string& path, std::size_t cap);

// The bytes of a file that a manifest names, size and checksum verified. Error{index_corrupt, io}.
std::string read_verified(const std::string& index_path, const FileEntry& entry);

// Creates the file and syncs it. A file or link of that name is removed first, never written through.
void write_synced(const std::string& path, std::string_view bytes);

// Replaces folder/name by way of a temporary name: at any moment the file has either the old or the new content. The
// folder is not synced yet.
void replace_file(const std::string& folder, const std::string& name, std::string_view bytes);

void rename_path(const std::string& from, const std::string& to);
void sync_file(const std::string& path);
void sync_folder(const std::string& path);

// Creates the folder if it is missing. Error{index_corrupt} if the path is a link or anything else.
void ensure_folder(const std::string& path);

// The names in a folder, sorted, without "." and ".."; empty if the folder is missing.
std::vector<std::string> names_in(const std::string& folder);

// Removes a file, or a folder with everything in it, and returns the number of bytes freed. Links are removed, not
// followed. A missing path is not an error. Error{io} if something cannot be removed.
std::uint64_t remove_tree(const std::string& path);

}  // namespace il2search
