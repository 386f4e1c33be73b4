// Inputs: the paths of a command -> the files to read, in the order in which they apply.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace il2search {

struct SourceFile {
  std::string path;     // to open; "-" for standard input
  std::string name;     // how the ledger knows it: the absolute path, or "-"
  std::string file_id;  // `<name of the given root>/<path in it>`: the stem of FILE: ids
  std::string root;     // absolute path of the folder it was found in, or empty when it was given itself
  std::uint64_t size = 0;
  std::string checksum;  // XXH3-128 of its bytes; empty for standard input
  std::uint32_t nlm_file = 0;
};

// Files as given, folders recursively in name order (what is hidden and NLM's .md5 files are not inputs). NLM's numbered
// files stand in the order of their numbers, in the places that numbered files have. Checksums are not computed yet.
// Error{path_missing, io}; a folder without any file is path_missing.
std::vector<SourceFile> collect_inputs(const std::vector<std::string>& paths);

// Fills in `checksum`; where NAME.md5 stands beside a file NAME, that must agree: Error{broken_file}.
void compute_checksum(SourceFile& file);

}  // namespace il2search
