// Files by their path: finished segments and vocabularies that are opened one by one, and unfinished ones in tmp/. Every
// error becomes an Error, and a link in place of a file is refused. Everything else inside an index goes through
// IndexFolder (folder.h).
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <il2search/error.h>

#include "base/file.h"

namespace il2search {

// Throws Error{index_corrupt}: "index corrupt: PATH: WHAT", with a hint.
[[noreturn]] void throw_corrupt(const std::string& path, const std::string& what);

// Calls again if the name is missing. A missing file may be damage, after which older files are served or removed, so that
// one wrong answer of a file system must not decide about it.
template <class Call> auto confirm_missing(Call call) -> decltype(call()) {
  const auto result = call();
  return result < 0 && errno == ENOENT ? call() : result;
}

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

}  // namespace il2search
