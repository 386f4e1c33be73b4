// IndexFolder: the folder of an index, held by one descriptor. Everything inside an index is reached through it.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "storage/manifest.h"

namespace il2search {

// Paths are relative to the folder and consist of plain names ("segments/000017/heads.data"); "" is the folder itself.
// They are resolved component by component, and a symbolic link at any of them is Error{index_corrupt}: "it is a
// symbolic link". Nothing outside the folder is ever opened, changed or removed, even if somebody replaces folders by
// links meanwhile. If the folder is renamed, its object stays with it. Safe from many threads; a call costs one system
// call per component. Failing system calls are Error{io}, or Error{out_of_memory} for ENOMEM.
class IndexFolder {
 public:
  // The folder itself may be a link. Error{index_missing} if there is no folder at this path, Error{io}.
  static IndexFolder open(const std::string& path);
  // Creates the folder and its missing parents, and syncs the parent of each new folder.
  static IndexFolder open_or_create(const std::string& path);

  const std::string& path() const { return path_; }  // absolute
  // For messages, and for Xapian after require_folder().
  std::string absolute(std::string_view relative) const;

  // The size of a regular file; nothing if it is missing. Error{index_corrupt} for a link, folder or device.
  std::optional<std::uint64_t> file_size(const std::string& relative) const;
  // Opens a regular file for reading. The descriptor is not open if the file is missing.
  Descriptor open_file(const std::string& relative) const;
  // The three functions below: Error{index_corrupt} if the file is missing.
  MappedFile map_file(const std::string& relative) const;
  // All bytes; Error{index_corrupt} if there are more than `cap`.
  std::string read_file(const std::string& relative, std::size_t cap) const;
  // The bytes of a file that a manifest names, size and checksum verified.
  std::string read_verified(const FileEntry& entry) const;

  // Error{index_corrupt} if it is missing, a link or not a folder.
  void require_folder(const std::string& relative) const;
  // The names in a folder, sorted, without "." and ".."; empty if the folder is missing.
  std::vector<std::string> names(const std::string& relative_folder) const;
  mode_t mode(const std::string& relative_folder) const;  // the permission bits

  // Creates the folder unless it exists.
  void make_folder(const std::string& relative) const;
  void change_mode(const std::string& relative_folder, mode_t mode) const;
  // Creates a file and syncs it. A file or link of that name is removed first, never written through.
  void write_synced(const std::string& relative, std::string_view bytes) const;
  // Opens a regular file for reading and writing, and creates it if it is missing.
  Descriptor open_or_create_file(const std::string& relative) const;
  // Replaces a file by way of NAME.tmp: at any moment it has either the old or the new content. Its folder is not synced.
  void replace_file(const std::string& relative, std::string_view bytes) const;
  void rename(const std::string& from, const std::string& to) const;
  void sync_file(const std::string& relative) const;
  void sync_folder(const std::string& relative) const;

  // Removes a file, or a folder with everything in it, and returns the number of bytes freed. Links are removed, not
  // followed. A missing name is not an error. The caller must know the name as one of the index's own.
  std::uint64_t remove(const std::string& relative) const;

 private:
  IndexFolder(std::string path, Descriptor root) : path_(std::move(path)), root_(std::move(root)) {}

  // The folder that a path is in, and its last name.
  struct Place {
    Descriptor opened;  // not open for a name in the index folder itself
    int folder = -1;    // -1 if a folder of the path is missing
    std::string name;
    bool is_missing() const { return folder < 0; }
  };
  Place locate(const std::string& relative) const;
  Place existing_place(const std::string& relative) const;
  Descriptor open_folder(const std::string& relative) const;

  std::string path_;
  Descriptor root_;
};

// Throws Error{index_missing}, with a hint how to make an index.
[[noreturn]] void throw_index_missing(const std::string& index_path);

}  // namespace il2search
