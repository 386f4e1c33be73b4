// DocumentReader: the public face of the readers.
#include <filesystem>
#include <string>
#include <utility>

#include "base/boundary.h"
#include "corpus/reader.h"

namespace il2search {
namespace {

// The name that the indexer gives to a file on its command line.
std::string default_file_id(const std::string& path) {
  return path == "-" ? "stdin" : std::filesystem::path(path).filename().string();
}

}  // namespace

struct DocumentReader::Impl {
  std::string format;
  std::unique_ptr<Reader> reader;
};

DocumentReader::DocumentReader(const std::string& path, const ReadOptions& options) {
  guarded([&] {
    impl_ = std::make_unique<Impl>();
    std::unique_ptr<ByteSource> source = open_source(path);
    impl_->format = choose_format(options.format, *source, path);
    ReaderOptions inner{path, options.file_id, options.caps, options.on_record_error};
    if (inner.file_id.empty()) inner.file_id = default_file_id(path);
    impl_->reader = make_reader(impl_->format, std::move(source), std::move(inner));
  });
}
DocumentReader::~DocumentReader() = default;
DocumentReader::DocumentReader(DocumentReader&&) noexcept = default;
DocumentReader& DocumentReader::operator=(DocumentReader&&) noexcept = default;

std::optional<Record> DocumentReader::next() {
  return guarded([&] { return impl_->reader->next(); });
}
const std::string& DocumentReader::format() const noexcept { return impl_->format; }
std::uint64_t DocumentReader::bytes_read() const { return impl_->reader->bytes_read(); }

std::string detect_document_format(const std::string& path) {
  return guarded([&] { return choose_format("auto", *open_source(path), path); });
}

}  // namespace il2search
