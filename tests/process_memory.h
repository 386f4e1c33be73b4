// How much memory the process of a test uses.
#pragma once

#include <cstddef>
#include <fstream>

namespace il2search::test {

inline std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * 4096;
}

}  // namespace il2search::test
