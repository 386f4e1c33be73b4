// The sources as the layering test sees them: files of the layers with their includes, and targets as CMake knows them.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace il2search::layering {

struct Include {
  std::string file;  // relative to the root
  std::size_t line = 0;
  std::string header;
};

// Every #include of every .h and .cc below the given folders of the root.
std::vector<Include> find_includes(const std::string& root, const std::vector<std::string>& folders);

struct Target {
  std::vector<std::string> links;
  std::vector<std::string> sources;  // relative to the root
};

// layers.txt: `target|links|a b`, `target|sources|…`, `target|folder|…` lines.
std::map<std::string, Target> read_targets(const std::string& layers_file, const std::string& root);

}  // namespace il2search::layering
