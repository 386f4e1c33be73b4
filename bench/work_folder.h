// A fresh folder for a measurement, under $TMPDIR or /tmp, removed by the destructor.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace il2search::bench {

class WorkFolder {
 public:
  WorkFolder() : folder_(std::filesystem::temp_directory_path() / "il2bench-XXXXXX") {
    if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("cannot make a folder: " + folder_);
  }
  ~WorkFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

}  // namespace il2search::bench
