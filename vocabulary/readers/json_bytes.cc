// Bytes of a source -> bytes that are UTF-8.
#include "vocabulary/readers/json_bytes.h"

#include <algorithm>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/utf8.h"

namespace il2search {
namespace {

constexpr std::size_t kJsonChunkBytes = 64 * 1024;
constexpr std::string_view kMark = "\xEF\xBB\xBF";

// How many bytes at the end begin a character that is not complete: at most three.
std::size_t open_character_bytes(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto c = static_cast<unsigned char>(text[text.size() - back]);
    if (c < 0x80) return 0;
    if (c < 0xC0) continue;
    const std::size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

JsonBytes::JsonBytes(ByteSource& source, std::uint64_t max_bytes, std::string file)
    : source_(source), max_bytes_(max_bytes), file_(std::move(file)) {}

std::uint64_t JsonBytes::position() const { return delivered_ + static_cast<std::uint64_t>(gptr() - eback()); }

bool JsonBytes::fill() {
  const bool first = delivered_ == 0 && buffer_.empty();
  delivered_ += buffer_.size();
  const std::size_t kept = tail_.size();
  buffer_ = std::move(tail_);
  tail_.clear();
  buffer_.resize(kept + kJsonChunkBytes);
  const std::size_t taken = source_.read(buffer_.data() + kept, kJsonChunkBytes);
  buffer_.resize(kept + taken);
  if (first && buffer_.starts_with(kMark)) buffer_.erase(0, kMark.size());
  if (taken > 0) {
    const std::size_t open = open_character_bytes(buffer_);
    tail_ = buffer_.substr(buffer_.size() - open);
    buffer_.resize(buffer_.size() - open);
  }
  if (!is_valid_utf8(buffer_)) {
    buffer_ = replace_invalid_utf8(buffer_);
    repaired_ = true;
  }
  return taken > 0 || !buffer_.empty();
}

JsonBytes::int_type JsonBytes::underflow() {
  if (position() - marked_ > max_bytes_ + kJsonChunkBytes) {
    throw Error(ErrorCode::broken_file, "a value is over " + std::to_string(max_bytes_) + " bytes, at byte " +
                                            std::to_string(marked_) + ": " + terminal_safe(file_, false));
  }
  // A chunk can consist of the beginning of a character alone.
  while (buffer_.empty() || gptr() == egptr()) {
    if (!fill()) return traits_type::eof();
    setg(buffer_.data(), buffer_.data(), buffer_.data() + buffer_.size());
  }
  return traits_type::to_int_type(*gptr());
}

}  // namespace il2search
