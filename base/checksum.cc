// Checksums of memory and files, over xxHash and libmd.
#include "base/checksum.h"

#include <md5.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <new>

#include "base/ascii.h"

namespace il2search {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::size_t kMd5Digits = 32;

std::string to_hex(const unsigned char* bytes, std::size_t n) {
  std::string result;
  result.reserve(2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    result += ascii::kHexDigits[bytes[i] >> 4];
    result += ascii::kHexDigits[bytes[i] & 0xF];
  }
  return result;
}

std::string to_hex(XXH128_hash_t hash) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  return to_hex(canonical.digest, sizeof canonical.digest);
}

}  // namespace

struct Xxh3::State {
  XXH3_state_t* state = XXH3_createState();

  State() {
    if (state == nullptr) throw std::bad_alloc();
    XXH3_128bits_reset(state);
  }
  ~State() { XXH3_freeState(state); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Xxh3::Xxh3() : state_(std::make_unique<State>()) {}
Xxh3::~Xxh3() = default;
Xxh3::Xxh3(Xxh3&&) noexcept = default;
Xxh3& Xxh3::operator=(Xxh3&&) noexcept = default;

void Xxh3::update(std::string_view bytes) { XXH3_128bits_update(state_->state, bytes.data(), bytes.size()); }

std::string Xxh3::hex() const { return to_hex(XXH3_128bits_digest(state_->state)); }

std::uint32_t xxh3_low32(std::string_view bytes) noexcept {
  return static_cast<std::uint32_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

std::string xxh3_hex(std::string_view bytes) { return to_hex(XXH3_128bits(bytes.data(), bytes.size())); }

struct Md5::State {
  MD5_CTX context;
};

Md5::Md5() : state_(std::make_unique<State>()) { MD5Init(&state_->context); }
Md5::~Md5() = default;
Md5::Md5(Md5&&) noexcept = default;
Md5& Md5::operator=(Md5&&) noexcept = default;

void Md5::update(std::string_view bytes) {
  MD5Update(&state_->context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Md5::finish() {
  std::array<unsigned char, MD5_DIGEST_LENGTH> digest{};
  MD5Final(digest.data(), &state_->context);
  return to_hex(digest.data(), digest.size());
}

std::uint64_t for_each_piece(const Descriptor& input, const std::string& path,
                             const std::function<void(std::string_view)>& use) {
  std::string buffer(kChunkBytes, '\0');
  std::uint64_t total = 0;
  while (const std::size_t n = read_input(input, buffer.data(), buffer.size(), path)) {
    use(std::string_view(buffer).substr(0, n));
    total += n;
  }
  return total;
}

FileChecksum xxh3_of_file(const std::string& path) {
  Xxh3 hash;
  const std::uint64_t bytes =
      for_each_piece(open_input(path), path, [&](std::string_view piece) { hash.update(piece); });
  return {bytes, hash.hex()};
}

FileChecksum md5_of_file(const std::string& path) {
  Md5 hash;
  const std::uint64_t bytes =
      for_each_piece(open_input(path), path, [&](std::string_view piece) { hash.update(piece); });
  return {bytes, hash.finish()};
}

std::optional<std::string> parse_md5_file(std::string_view text) {
  // The checksum is the first run of exactly 32 digits; a name before it may contain shorter runs.
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && ascii::is_hex_digit(text[end])) ++end;
    if (end - at == kMd5Digits) return ascii::to_lower(text.substr(at, kMd5Digits));
    at = std::max(end, at + 1);
  }
  return std::nullopt;
}

}  // namespace il2search
