// Reads #include lines, and the list of targets that CMake writes.
#include "tests/layering/source_files.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace il2search::layering {
namespace {

namespace fs = std::filesystem;

// `#include "a/b.h"` -> a/b.h; "" for other lines.
std::string included_header(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos || !line.substr(begin).starts_with("#include")) return {};
  const std::size_t open = line.find_first_of("\"<", begin);
  if (open == std::string_view::npos) return {};
  const std::size_t close = line.find(line[open] == '<' ? '>' : '"', open + 1);
  return close == std::string_view::npos ? std::string() : std::string(line.substr(open + 1, close - open - 1));
}

void add_includes(const fs::path& path, const std::string& name, std::vector<Include>& includes) {
  std::ifstream in(path);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    std::string header = included_header(line);
    if (!header.empty()) includes.push_back({name, number, std::move(header)});
  }
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> list;
  for (std::string word; in >> word;) list.push_back(word);
  return list;
}

}  // namespace

std::vector<Include> find_includes(const std::string& root, const std::vector<std::string>& folders) {
  std::vector<Include> includes;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder)) {
      const std::string suffix = entry.path().extension().string();
      if (suffix != ".h" && suffix != ".cc") continue;
      add_includes(entry.path(), fs::relative(entry.path(), root).generic_string(), includes);
    }
  }
  return includes;
}

std::map<std::string, Target> read_targets(const std::string& layers_file, const std::string& root) {
  std::map<std::string, Target> targets;
  std::map<std::string, std::string> folders;
  std::ifstream in(layers_file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find('|');
    const std::size_t second = line.find('|', first + 1);
    if (second == std::string::npos) continue;
    const std::string name = line.substr(0, first);
    const std::string kind = line.substr(first + 1, second - first - 1);
    const std::string value = line.substr(second + 1);
    if (kind == "links") targets[name].links = words(value);
    if (kind == "sources") targets[name].sources = words(value);
    if (kind == "folder") folders[name] = value;
  }
  for (auto& [name, target] : targets) {
    for (std::string& source : target.sources) {
      source = fs::relative(fs::path(folders[name]) / source, root).generic_string();
    }
  }
  return targets;
}

}  // namespace il2search::layering
