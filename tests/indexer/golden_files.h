// Golden files: the files of a segment in a table, one per line: its name, a tab, its bytes in hexadecimal.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "tests/storage/test_index.h"

namespace il2search::test {

using Files = std::map<std::string, std::string>;

inline std::string hex(const std::string& bytes) {
  std::ostringstream text;
  for (const char c : bytes) text << "0123456789abcdef"[c >> 4 & 15] << "0123456789abcdef"[c & 15];
  return text.str();
}

inline std::string unhex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
  return bytes;
}

inline Files read_folder(const std::string& folder) {
  Files files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files[entry.path().filename().string()] = test::read_file(entry.path().string());
  return files;
}

inline Files read_golden(const std::string& table_path) {
  Files files;
  std::ifstream table(table_path);
  for (std::string name, bytes; std::getline(table, name, '\t') && std::getline(table, bytes);)
    files[name] = unhex(bytes);
  return files;
}

}  // namespace il2search::test
