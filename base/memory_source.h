// A ByteSource over bytes in memory: for tests, fuzzing and applications that hold a text already.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "base/byte_source.h"

namespace il2search {

// Owns its bytes. Never throws after construction.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}

  std::size_t read(char* buffer, std::size_t capacity) override {
    const std::size_t n = std::min(capacity, bytes_.size() - position_);
    if (n > 0) std::memcpy(buffer, bytes_.data() + position_, n);
    position_ += n;
    return n;
  }
  std::string_view head() override { return std::string_view(bytes_).substr(0, kHeadBytes); }
  std::uint64_t compressed_bytes_read() const override { return position_; }

 private:
  static constexpr std::size_t kHeadBytes = 64 * 1024;
  std::string bytes_;
  std::size_t position_ = 0;
};

}  // namespace il2search
