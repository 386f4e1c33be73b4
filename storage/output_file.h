// OutputFile: a new file of a segment, written from front to back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file.h"

namespace il2search {

// Buffered. Errors of the file system: Error{io}. Not synced.
class OutputFile {
 public:
  // Creates or empties the file.
  explicit OutputFile(std::string path);

  void write(std::string_view bytes);
  // The number of bytes that were written.
  std::uint64_t size() const noexcept { return size_; }
  // Writes what is buffered and closes the file, which is incomplete without it.
  void close();

 private:
  void flush();

  std::string path_;
  Descriptor file_;
  std::string buffer_;
  std::uint64_t size_ = 0;
};

}  // namespace il2search
