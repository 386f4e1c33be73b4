// JsonBytes: the bytes of a source as a JSON parser takes them, one by one, with invalid UTF-8 replaced; and
// JsonValueScan, which finds where a value ends that no parser can read. Both belong to JsonStream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace il2search {

// Looks at brackets, commas and strings only, whatever else is wrong between them.
class JsonValueScan {
 public:
  // How many bytes belong to the value; it goes on with the next bytes unless is_done().
  // Throws JsonError, counting bytes from `offset`, where brackets do not match or nest 100,000 deep.
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

// Bytes are served in runs: valid stretches of the buffer, and replacements between them.
class JsonBytes {
 public:
  // The source must outlive it. A token may have `max_token_bytes`, up to a buffer more.
  JsonBytes(ByteSource& source, std::uint64_t max_token_bytes) : source_(source), max_token_bytes_(max_token_bytes) {}

  // Whether there is no byte left. Throws JsonError{text_bytes} where a token is too long, and what the source throws.
  bool at_end() { return next_ == run_end_ && !next_run(); }
  // Only if at_end() is false.
  char peek() const { return *next_; }
  void advance() { ++next_; }
  // Gives back the byte advanced over last.
  void step_back() { --next_; }

  // Offset of the next byte in the source.
  std::uint64_t position() const { return offset_of(next_); }
  // Offset of the byte that was advanced over last.
  std::uint64_t last_position() const { return offset_of(next_ == run_ ? next_ : next_ - 1); }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t replaced_sequences() const { return replaced_; }
  // Whether the parser asked for bytes after the last one.
  bool is_exhausted() const { return exhausted_; }

  void start_token() { token_offset_ = position(); }

  // A value starts at the next byte; finish_damaged_value() moves to its end, from wherever the parser gave up.
  void start_value();
  void end_value() { scanning_ = false; }
  void finish_damaged_value();

 private:
  // A replacement is where the bytes are that it replaces.
  std::uint64_t offset_of(const char* place) const {
    return run_offset_ + (is_replacement_ ? 0 : static_cast<std::uint64_t>(place - run_));
  }
  bool next_run();
  bool fill();
  void set_run(std::string_view run, bool replacement);

  ByteSource& source_;
  std::uint64_t max_token_bytes_;
  std::string buffer_;
  std::size_t served_ = 0;           // bytes of the buffer that are in this run or before it
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
