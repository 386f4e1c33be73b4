// What the layering test checks: the includes of each file, and the targets of CMake.
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

// Every #include of every .h and .cc file in the given folders of the root and below.
std::vector<Include> find_includes(const std::string& root, const std::vector<std::string>& folders);

struct Target {
  std::vector<std::string> links;
  std::vector<std::string> sources;  // relative to the root
};

// Reads layers.txt, whose lines are `target|links|a b`, `target|sources|…` and `target|folder|…`.
std::map<std::string, Target> read_targets(const std::string& layers_file, const std::string& root);

}  // namespace il2search::layering
