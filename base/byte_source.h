// ByteSource: the bytes of one input, uncompressed, from wherever they come: what readers of corpus and vocabulary read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace il2search {

// A stream of uncompressed bytes. head() looks ahead without consuming.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `capacity` bytes into `buffer`; 0 at the end. Throws Error{io, path_missing, broken_file}.
  virtual std::size_t read(char* buffer, std::size_t capacity) = 0;
  // The first bytes of the stream (at most 64 KiB), before or after read() was called.
  virtual std::string_view head() = 0;
  // Bytes of the file as it lies on the disk consumed so far, for progress.
  virtual std::uint64_t compressed_bytes_read() const = 0;
};

// Opens a file, or standard input for "-"; gzip (several members too) is recognised by content and opened
// transparently; over 64 MiB of output the ratio may not pass 200:1. Truncation, a failed checksum and trailing
// garbage are Error{broken_file}.
std::unique_ptr<ByteSource> open_source(const std::string& path);

}  // namespace il2search
