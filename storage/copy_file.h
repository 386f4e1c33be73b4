// Copying a file of an index, by the fastest way that the file system has.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "storage/folder.h"

namespace il2search {

struct CopyOptions {
  std::function<void(std::uint64_t bytes)>
      on_progress;                  // called after each block, with the bytes copied since the last call
  std::function<bool()> cancelled;  // asked after each block; true ends the work with Error{cancelled}
};

// Copies a regular file of an index to a new file `to` (a path outside of the index, or in its tmp/): as a clone that
// shares its blocks where the file system can do that, else within the kernel, else by reading and writing. The copy is not
// synced, and its content is not verified. Error{index_corrupt} if the file is missing or a link, Error{io, cancelled}.
void copy_index_file(const IndexFolder& folder, const std::string& relative, const std::string& to,
                     const CopyOptions& options = {});

}  // namespace il2search
