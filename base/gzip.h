// Input bytes: a file or standard input, gunzipped where its content is gzip. Used by base/byte_source.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace il2search {

// Zip bombs: once the output of a file passes `after_bytes`, it may not be more than `max_ratio` times its input.
struct GzipCaps {
  std::uint64_t after_bytes = 64ull << 20;
  std::uint64_t max_ratio = 200;
};

// A file's bytes, uncompressed. gzip (also of several members, as bgzip and `cat a.gz b.gz` make them) is recognised by
// its first bytes; anything else passes through. Owns its file descriptor. Not safe from two threads at once.
class InputFile {
 public:
  // "-" is standard input, which stays open. Throws Error{path_missing} when the path is missing, no file or not
  // readable, Error{broken_file} when the file is empty.
  explicit InputFile(const std::string& path, GzipCaps caps = {});
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // Up to `capacity` bytes into `buffer`; 0 at the end only. Throws Error{io} when the file cannot be read on, and
  // Error{broken_file} for a truncated gzip, a failed checksum, bytes behind the last member, or a bomb.
  std::size_t read(char* buffer, std::size_t capacity);

  // The first bytes of the uncompressed stream (at most 64 KiB), at any time. Throws as read() does.
  std::string_view head();

  // Bytes of the file as it lies on the disk, consumed so far.
  std::uint64_t compressed_bytes_read() const;

 private:
  class Raw;
  class Stream;
  std::size_t read_for_head(char* buffer, std::size_t capacity, bool any_yet);

  std::unique_ptr<Raw> raw_;
  std::unique_ptr<Stream> stream_;
  std::string head_;
  std::size_t head_given_ = 0;
  bool head_filled_ = false;
};

}  // namespace il2search
