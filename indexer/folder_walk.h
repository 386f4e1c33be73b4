// Walks a folder of inputs: its files, and a reason for everything that is left out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <il2search/index_writer.h>

namespace il2search {

struct FolderContent {
  std::vector<std::filesystem::path> files;  // in name order
  std::vector<SkippedInput> skipped;
};

// Files and links to files, without hidden ones and NLM's .md5 files. Leaves out the folder of the index at `index_path`
// (empty: none), other indexes, and hidden folders. A subfolder that cannot be read is skipped as broken. Throws
// std::filesystem::filesystem_error if the folder itself cannot be read, Error{path_missing} if it is an index.
FolderContent walk_folder(const std::filesystem::path& root, const std::string& index_path);

}  // namespace il2search
