// Writing token streams, and the hash that both sides use.
#include "schema/token_stream.h"

#include <xxhash.h>

namespace il2search {
namespace {
constexpr std::uint32_t kMaxRegionWords = (1u << 24) - 1;
constexpr std::size_t kHeadBytes = 4;
}  // namespace

std::uint32_t word_hash(std::string_view part) {
  const auto hash = static_cast<std::uint32_t>(XXH3_64bits(part.data(), part.size()));
  return hash == kNoWord ? 1 : hash;
}

void TokenStreamWriter::begin(Region region) {
  close();
  region_ = region;
  open_ = true;
  open_at_ = bytes_.size();
  bytes_.append(kHeadBytes, '\0');
  count_ = 0;
}

void TokenStreamWriter::add(std::uint32_t hash) {
  if (count_ == kMaxRegionWords) begin(region_);
  char bytes[sizeof hash];
  std::memcpy(bytes, &hash, sizeof hash);
  bytes_.append(bytes, sizeof hash);
  ++count_;
}

std::string TokenStreamWriter::take() {
  close();
  std::string stream = std::move(bytes_);
  bytes_.clear();
  return stream;
}

// An empty region leaves no trace.
void TokenStreamWriter::close() {
  if (!open_) return;
  open_ = false;
  if (count_ == 0) {
    bytes_.resize(open_at_);
    return;
  }
  const std::uint32_t head = static_cast<std::uint32_t>(region_) | count_ << 8;
  std::memcpy(bytes_.data() + open_at_, &head, sizeof head);
}

}  // namespace il2search
