// JsonBytes: a ByteSource as the stream that a JSON parser reads, with invalid UTF-8 repaired: one bad byte does not cost
// the whole file.
#pragma once

#include <cstdint>
#include <streambuf>
#include <string>

#include "base/byte_source.h"

namespace il2search {

// Not safe from two threads at once. Memory: two buffers of 64 KiB. Reading throws what the source throws.
class JsonBytes final : public std::streambuf {
 public:
  // The source must outlive it. Once more than `max_bytes` were read since mark(), reading throws Error{broken_file}
  // with `file`'s name: a single value that long is no ontology.
  JsonBytes(ByteSource& source, std::uint64_t max_bytes, std::string file);

  std::uint64_t position() const;  // of the next byte that the parser takes, before the repair about
  void mark() { marked_ = position(); }
  bool repaired() const { return repaired_; }  // something was not UTF-8

 protected:
  int_type underflow() override;

 private:
  bool fill();

  ByteSource& source_;
  std::uint64_t max_bytes_;
  std::string file_;
  std::string buffer_;
  std::string tail_;             // a character that the next bytes go on with
  std::uint64_t delivered_ = 0;  // bytes of buffers before this one
  std::uint64_t marked_ = 0;
  bool repaired_ = false;
};

}  // namespace il2search
