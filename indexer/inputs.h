// Inputs: the paths given to a command -> the files to read, in order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace il2search {

struct SourceFile {
  std::string path;     // to open; "-" for standard input
  std::string name;     // in the ledger: the absolute path, or "-"
  std::string file_id;  // the stem of FILE: ids: `<name of the root>/<path below it>`
  std::string root;     // absolute path of the given folder that it was found in; empty if the file itself was given
  std::uint64_t size = 0;
  std::string checksum;  // XXH3-128 of its bytes; empty for standard input
  std::uint32_t nlm_file = 0;
};

// Files as given, and folders recursively in name order, without hidden files and NLM's .md5 files. The numbered files of
// NLM are sorted by number among themselves; all others keep their positions. Checksums are not computed yet. Throws
// Error{path_missing, io}; a folder without input files is path_missing.
std::vector<SourceFile> collect_inputs(const std::vector<std::string>& paths);

// Sets `checksum`. Throws Error{broken_file} if there is a file NAME.md5 for the file NAME and its MD5 differs.
void compute_checksum(SourceFile& file);

}  // namespace il2search
