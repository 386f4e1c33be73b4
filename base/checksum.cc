// Checksums of memory and of files, over xxHash and libmd.
#include "base/checksum.h"

#include <fcntl.h>
#include <md5.h>
#include <sys/types.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::size_t kMd5Digits = 32;

std::string to_hex(const unsigned char* bytes, std::size_t n) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  result.reserve(2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    result += kDigits[bytes[i] >> 4];
    result += kDigits[bytes[i] & 0xF];
  }
  return result;
}

std::string to_hex(XXH128_hash_t hash) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  return to_hex(canonical.digest, sizeof canonical.digest);
}

[[noreturn]] void throw_errno(const char* what, const std::string& path) {
  const int number = errno;
  const bool missing = number == ENOENT || number == ENOTDIR || number == EACCES || number == EISDIR;
  throw Error(missing ? ErrorCode::path_missing : ErrorCode::io,
              std::string(what) + " (" + std::generic_category().message(number) + "): " + terminal_safe(path, false));
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {
    if (fd_ < 0) throw_errno("cannot open the file", path);
  }
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }

 private:
  int fd_;
};

// Calls take(bytes) for the file piece by piece; gives its size.
template <typename Take> std::uint64_t for_each_piece(const std::string& path, Take take) {
  const Descriptor file(path);
  std::string buffer(kChunkBytes, '\0');
  std::uint64_t total = 0;
  for (;;) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno("cannot read the file", path);
    if (n == 0) return total;
    const auto got = static_cast<std::size_t>(n);
    take(std::string_view(buffer).substr(0, got));
    total += got;
  }
}

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

char lower(char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; }

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

std::string xxh3_hex(std::string_view bytes) { return to_hex(XXH3_128bits(bytes.data(), bytes.size())); }

FileChecksum xxh3_of_file(const std::string& path) {
  Xxh3 hash;
  const std::uint64_t bytes = for_each_piece(path, [&](std::string_view piece) { hash.update(piece); });
  return {bytes, hash.hex()};
}

FileChecksum md5_of_file(const std::string& path) {
  MD5_CTX context;
  MD5Init(&context);
  const std::uint64_t bytes = for_each_piece(path, [&](std::string_view piece) {
    MD5Update(&context, reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size());
  });
  std::array<unsigned char, MD5_DIGEST_LENGTH> digest{};
  MD5Final(digest.data(), &context);
  return {bytes, to_hex(digest.data(), digest.size())};
}

std::optional<std::string> parse_md5_file(std::string_view text) {
  // The digits are the one run of exactly 32; a name before them may hold shorter runs.
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_hex_digit(text[end])) ++end;
    if (end - at == kMd5Digits) {
      std::string digits(text.substr(at, kMd5Digits));
      std::transform(digits.begin(), digits.end(), digits.begin(), lower);
      return digits;
    }
    at = std::max(end, at + 1);
  }
  return std::nullopt;
}

}  // namespace il2search
