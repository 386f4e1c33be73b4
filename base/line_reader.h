// Lines of a ByteSource, with their byte offsets and a cap: what the line-based formats stand on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace il2search {

struct Line {
  std::string_view text;     // without line feed, carriage return before it and, in the first line, byte order mark
  std::uint64_t offset = 0;  // of its first byte in the uncompressed stream
  bool cut = false;          // it was longer than the cap: text holds its beginning
};

// Not safe from two threads at once. Memory: one buffer of 64 KiB and one line up to the cap.
class LineReader {
 public:
  // The source must outlive the reader.
  LineReader(ByteSource& source, std::uint64_t max_line_bytes) : source_(source), cap_(max_line_bytes) {}

  // The next line into `line`; false at the end of the stream. line.text is valid until the next call.
  // Throws what the source throws.
  bool next(Line& line);

  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  bool fill();
  void finish(Line& line);

  ByteSource& source_;
  std::uint64_t cap_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::string carry_;
  std::uint64_t bytes_read_ = 0;
  bool first_ = true;
};

}  // namespace il2search
