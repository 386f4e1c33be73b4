// Files of fuzz targets: what can be read only from a file, and damage to files that are valid but for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/fuzz_input.h"
#include "tests/storage/test_index.h"

namespace il2search::fuzz {

// A folder of the process, removed when it ends.
inline const std::string& scratch() {
  static const test::TestFolder folder;
  return folder.path();
}

inline std::uint32_t number32(FuzzInput& input) {
  return static_cast<std::uint32_t>(input.number16() | input.number16() << 16);
}

// The file with up to 32 changes that the input chooses: four bytes each for kind, offset and value.
inline std::string damaged(std::string file, FuzzInput& input) {
  constexpr int kMostChanges = 32;
  for (int change = 0; change < kMostChanges && !input.at_end() && !file.empty(); ++change) {
    const std::uint8_t kind = input.byte();
    const std::size_t at = input.number16() % file.size();
    const std::uint8_t value = input.byte();
    switch (kind % 6) {
      case 0: file[at] = static_cast<char>(value); break;
      case 1: file[at] = static_cast<char>(file[at] ^ 1 << value % 8); break;
      case 2: file.replace(at, 4, 4, static_cast<char>(value)); break;
      case 3: file.replace(at, value, std::string(value, '\0')); break;
      case 4: file.insert(at, file.substr(at, value)); break;
      default: file.resize(file.size() - std::size_t{value} % file.size());
    }
  }
  return file;
}

}  // namespace il2search::fuzz
