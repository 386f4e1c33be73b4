// The few calls of the file system that the index directory stands on: every error becomes an Error, every write is
// complete and synced, no symbolic link inside an index is followed. Used by the files of index_directory alone.
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

// "index corrupt: PATH: what".
[[noreturn]] void throw_corrupt(const std::string& path, const std::string& what);

// A path as it was given, made absolute.
std::string absolute_path(const std::string& path);

// The size of a regular file; nothing when there is none. Error{index_corrupt} for a link, folder or device,
// Error{io} for anything else.
std::optional<std::uint64_t> regular_file_size(const std::string& path);

// Opens a regular file for reading; a closed descriptor when there is none. Errors likewise.
Descriptor open_regular_file(const std::string& path);

// A regular file mapped for reading. Error{index_corrupt} if it is missing or is not one, Error{io}.
MappedFile map_regular_file(const std::string& path);

// Creates or empties a file for writing. Error{io}.
Descriptor create_file(const std::string& path);

// Writes all of the bytes. Error{io}.
void write_all(const Descriptor& file, std::string_view bytes, const std::string& path);

// Closes a file that was written; some file systems report a full disk only then. Error{io}.
void close_written(Descriptor file, const std::string& path);

// All bytes from the start of the file, at most `cap`: over that Error{index_corrupt}.
std::string read_all(const Descriptor& file, const std::string& path, std::size_t cap);

// The bytes of a file that a manifest names, size and checksum verified. Error{index_corrupt, io}.
std::string read_verified(const std::string& index_path, const FileEntry& entry);

// Creates `path` anew (whatever stood there is removed, a link itself and not what it points to) and syncs it.
void write_synced(const std::string& path, std::string_view bytes);

// Writes folder/name through a temporary name, so that it is the old or the new content at any moment. The folder is
// not synced yet.
void replace_file(const std::string& folder, const std::string& name, std::string_view bytes);

void rename_path(const std::string& from, const std::string& to);
void sync_file(const std::string& path);
void sync_folder(const std::string& path);

// Creates the folder if it is missing. Error{index_corrupt} when something else, or a link, stands there.
void ensure_folder(const std::string& path);

// Names in a folder, sorted, without "." and ".."; empty when the folder is missing.
std::vector<std::string> names_in(const std::string& folder);

// Removes a file, or a folder with everything in it; links are removed, not followed. Returns the bytes freed. What is
// not there is no error; what cannot be removed is Error{io}.
std::uint64_t remove_tree(const std::string& path);

}  // namespace il2search
