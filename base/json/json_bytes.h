// The input of JsonStream. JsonBytes serves the bytes of a source to the parser, with invalid UTF-8 replaced;
// JsonValueScan finds the end of a value that cannot be parsed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace il2search {

// Looks at brackets, commas and strings only.
class JsonValueScan {
 public:
  // Returns how many of the bytes belong to the value. Unless is_done(), the value continues with the next bytes, to be fed
  // as well. Throws JsonError if brackets do not match or nest 100,000 deep. `offset` is that of the first byte.
  std::size_t feed(std::string_view bytes, std::uint64_t offset);
  bool is_done() const { return done_; }

 private:
  bool takes(char c, std::uint64_t offset);
  void close(char c, std::uint64_t offset);

  std::string open_;  // brackets
  bool in_string_ = false;
  bool escaped_ = false;
  bool done_ = false;
};

// Serves bytes in runs: valid parts of the buffer, and replacements between them.
class JsonBytes {
 public:
  // The source must outlive it. A token may have `max_token_bytes`, and up to a buffer more.
  JsonBytes(ByteSource& source, std::uint64_t max_token_bytes) : source_(source), max_token_bytes_(max_token_bytes) {}

  // Whether all bytes have been consumed. Throws JsonError{text_bytes} if the token is too long, and what the source throws.
  bool at_end() { return next_ == run_end_ && !next_run(); }
  // The next three require that at_end() has returned false.
  char peek() const { return *next_; }
  void advance() { ++next_; }
  void step_back() { --next_; }  // once after advance()

  // Offset of the next byte in the source.
  std::uint64_t position() const { return offset_of(next_); }
  // Offset of the byte that was consumed last.
  std::uint64_t last_position() const { return offset_of(next_ == run_ ? next_ : next_ - 1); }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t replaced_sequences() const { return replaced_; }
  // Whether a byte after the last one was asked for.
  bool is_exhausted() const { return exhausted_; }

  void start_token() { token_offset_ = position(); }

  // A value starts at the next byte. If the parser fails, finish_damaged_value() moves to the end of the value.
  void start_value();
  void end_value() { scanning_ = false; }
  void finish_damaged_value();

 private:
  // All bytes of a replacement have the offset of the sequence that it replaces.
  std::uint64_t offset_of(const char* place) const {
    return run_offset_ + (is_replacement_ ? 0 : static_cast<std::uint64_t>(place - run_));
  }
  bool next_run();
  bool fill();
  void set_run(std::string_view run, bool replacement);

  ByteSource& source_;
  std::uint64_t max_token_bytes_;
  std::string buffer_;
  std::size_t served_ = 0;           // end of the run in the buffer
  std::uint64_t buffer_offset_ = 0;  // of the buffer's first byte in the source
  std::uint64_t bytes_read_ = 0;
  bool ended_ = false;  // the source has no more bytes

  const char* run_ = nullptr;
  const char* next_ = nullptr;
  const char* run_end_ = nullptr;
  std::uint64_t run_offset_ = 0;
  bool is_replacement_ = false;
  std::uint64_t replaced_ = 0;
  bool exhausted_ = false;

  std::uint64_t token_offset_ = 0;
  bool scanning_ = false;
  JsonValueScan scan_;  // of the value, up to scan_from_
  const char* scan_from_ = nullptr;
};

}  // namespace il2search
