// open_source(): a path -> the ByteSource that readers read.
#include "base/byte_source.h"

#include "base/gzip.h"

namespace il2search {
namespace {

class FileSource final : public ByteSource {
 public:
  explicit FileSource(const std::string& path) : file_(path) {}
  std::size_t read(char* buffer, std::size_t capacity) override { return file_.read(buffer, capacity); }
  std::string_view head() override { return file_.head(); }
  std::uint64_t compressed_bytes_read() const override { return file_.compressed_bytes_read(); }

 private:
  InputFile file_;
};

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path) { return std::make_unique<FileSource>(path); }

}  // namespace il2search
