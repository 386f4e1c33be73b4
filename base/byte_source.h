// ByteSource: the uncompressed bytes of one input. Every reader of corpus and vocabulary reads from one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace il2search {

// A stream of uncompressed bytes. Not safe from two threads at once.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Reads up to `capacity` bytes into `buffer`; 0 at the end. Throws Error{io, path_missing, broken_file}.
  virtual std::size_t read(char* buffer, std::size_t capacity) = 0;
  // The first bytes of the stream (at most 64 KiB), before or after any read(). Consumes nothing. Throws as read() does.
  virtual std::string_view head() = 0;
  // Bytes of the file on disk consumed so far, for progress.
  virtual std::uint64_t compressed_bytes_read() const = 0;
};

// Limits zip bombs: once the output of a file exceeds `after_bytes`, it may be at most `max_ratio` times its input.
struct GzipCaps {
  std::uint64_t after_bytes = 64ull << 20;
  std::uint64_t max_ratio = 200;
};

struct SourceOptions {
  GzipCaps caps;
  std::function<void(std::string_view)> on_bytes;  // every byte of the file as it is on disk, in order, once
  std::function<bool()> cancelled;  // asked ten times per second while standard input is idle; true: Error{cancelled}
};

// Opens a file, or standard input for "-". gzip, also of several members as bgzip and `cat a.gz b.gz` write it, is
// recognised by its first bytes and unpacked; anything else passes through. Throws Error{path_missing} when the path is
// missing, unreadable or not a regular file, and Error{broken_file} when the file is empty. read() throws
// Error{broken_file} for truncated gzip, a wrong checksum, trailing garbage and output over the caps.
std::unique_ptr<ByteSource> open_source(const std::string& path, SourceOptions options = {});

// Bytes in memory, owned: for tests, fuzz targets and applications that already hold the text. Never throws once built.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}

  std::size_t read(char* buffer, std::size_t capacity) override;
  std::string_view head() override;
  std::uint64_t compressed_bytes_read() const override { return position_; }

 private:
  std::string bytes_;
  std::size_t position_ = 0;
};

}  // namespace il2search
