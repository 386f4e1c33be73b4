// Writes in large blocks.
#include "storage/output_file.h"

#include <utility>

#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::size_t kBufferBytes = 256 * 1024;

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)), file_(create_file(path_)) {}

void OutputFile::write(std::string_view bytes) {
  size_ += bytes.size();
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  if (bytes.size() > kBufferBytes) write_all(file_, bytes, path_);
  else buffer_.append(bytes);
}

void OutputFile::flush() {
  write_all(file_, buffer_, path_);
  buffer_.clear();
}

void OutputFile::close() {
  flush();
  close_written(std::move(file_), path_);
}

}  // namespace il2search
