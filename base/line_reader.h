// LineReader: the lines of a ByteSource with their byte offsets, up to a cap. Every line-based format is read through it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace il2search {

struct Line {
  std::string_view text;     // without line feed, carriage return before it and, in the first line, a byte order mark
  std::uint64_t offset = 0;  // of its first byte in the uncompressed stream
  bool cut = false;          // longer than the cap; `text` holds its beginning
};

// Not safe from two threads at once. Memory: one buffer of 64 KiB and one line up to the cap.
class LineReader {
 public:
  // The source must outlive the reader.
  LineReader(ByteSource& source, std::uint64_t max_line_bytes) : source_(source), cap_(max_line_bytes) {}

  // Reads the next line; false at the end of the stream. line.text is valid until the next call. Throws what the source
  // throws.
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
