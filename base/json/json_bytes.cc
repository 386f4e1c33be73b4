// Splits the buffer into runs of valid bytes, and scans damaged values.
#include "base/json/json_bytes.h"

#include "base/json/json_stream.h"
#include "base/utf8.h"

namespace il2search {
namespace {

constexpr std::size_t kJsonChunkBytes = 64 * 1024;
constexpr std::size_t kMaxOpenBrackets = 100'000;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

std::size_t JsonValueScan::feed(std::string_view bytes, std::uint64_t offset) {
  std::size_t n = 0;
  while (n < bytes.size() && !done_ && takes(bytes[n], offset + n)) ++n;
  return n;
}

// Whether the byte belongs to the value. Sets done_ at the last byte, or at the first one after the value.
bool JsonValueScan::takes(char c, std::uint64_t offset) {
  if (in_string_) {
    if (escaped_) escaped_ = false;
    else if (c == '\\') escaped_ = true;
    else if (c == '"') in_string_ = false, done_ = open_.empty();
    return true;
  }
  switch (c) {
    case '"': in_string_ = true; return true;
    case '{':
    case '[':
      if (open_.size() == kMaxOpenBrackets)
        throw JsonError(JsonError::Kind::brackets, offset, "brackets nest too deep");
      open_ += c;
      return true;
    case ',': done_ = open_.empty(); return !done_;
    case '}':
    case ']':
      done_ = open_.empty();
      if (done_) return false;
      close(c, offset);
      return true;
    default: return true;
  }
}

void JsonValueScan::close(char c, std::uint64_t offset) {
  if (open_.back() != (c == '}' ? '{' : '['))
    throw JsonError(JsonError::Kind::brackets, offset, "brackets do not match");
  open_.pop_back();
  done_ = open_.empty();
}

bool JsonBytes::next_run() {
  if (position() - token_offset_ > max_token_bytes_ + kJsonChunkBytes) {
    throw JsonError(JsonError::Kind::text_bytes, token_offset_,
                    "a value is over " + std::to_string(max_token_bytes_) + " bytes");
  }
  if (scanning_) {
    const auto size = static_cast<std::size_t>(run_end_ - scan_from_);
    scan_.feed({scan_from_, size}, offset_of(scan_from_));
    scan_from_ = run_end_;
  }
  while (served_ < buffer_.size() || fill()) {
    const std::size_t invalid = find_invalid_utf8(buffer_, served_);
    if (invalid > served_) {
      set_run(std::string_view(buffer_).substr(served_, invalid - served_), false);
      served_ = invalid;
      return true;
    }
    if (served_ == buffer_.size()) continue;  // the file has nothing but a byte order mark so far
    const std::size_t bytes = decode_utf8(buffer_, served_).bytes;
    // The next bytes may complete the character.
    if (served_ + bytes == buffer_.size() && fill()) continue;
    set_run(kReplacement, true);
    served_ += bytes;
    ++replaced_;
    return true;
  }
  set_run({}, false);
  exhausted_ = true;
  return false;
}

// Reads more bytes after those that have not been served.
bool JsonBytes::fill() {
  if (ended_) return false;
  buffer_.erase(0, served_);
  buffer_offset_ += served_;
  served_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kJsonChunkBytes);
  const std::size_t added = source_.read(buffer_.data() + kept, kJsonChunkBytes);
  buffer_.resize(kept + added);
  if (bytes_read_ == 0 && buffer_.starts_with(kByteOrderMark)) served_ = kByteOrderMark.size();
  bytes_read_ += added;
  ended_ = added == 0;
  return !ended_;
}

void JsonBytes::set_run(std::string_view run, bool replacement) {
  run_ = next_ = scan_from_ = run.data();
  run_end_ = run_ + run.size();
  run_offset_ = buffer_offset_ + served_;
  is_replacement_ = replacement;
}

void JsonBytes::start_value() {
  scan_ = {};
  scan_from_ = next_;
  scanning_ = true;
}

void JsonBytes::finish_damaged_value() {
  scanning_ = false;
  for (;;) {
    const auto size = static_cast<std::size_t>(run_end_ - scan_from_);
    next_ = scan_from_ + scan_.feed({scan_from_, size}, offset_of(scan_from_));
    if (scan_.is_done()) return;
    token_offset_ = position();
    if (!next_run()) throw JsonError(JsonError::Kind::truncated, position(), "the JSON ends early");
  }
}

}  // namespace il2search
