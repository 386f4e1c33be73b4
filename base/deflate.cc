// Deflater and inflated(): whole strings through zlib in one call.
#include "base/deflate.h"

#include <zlib.h>

#include <new>
#include <utility>

#include <il2search/error.h>

namespace il2search {
namespace {

constexpr std::uint64_t kMaxRatio = 1032;  // the most that deflate can reach
constexpr int kLevel = 1;                  // level 6 saves a tenth of the bytes of papers at three times the cost

Bytef* zlib_input(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write to its input
}

}  // namespace

struct Deflater::Impl {
  Impl() {
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  ~Impl() { deflateEnd(&stream); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  z_stream stream{};
};

Deflater::Deflater() : impl_(std::make_unique<Impl>()) {}
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;

std::string Deflater::deflate(std::string_view bytes, std::string before) {
  if (bytes.size() > kMaxInflatedBytes) {
    throw Error(ErrorCode::invalid_argument, "over " + std::to_string(kMaxInflatedBytes) + " bytes cannot be stored");
  }
  z_stream& stream = impl_->stream;
  deflateReset(&stream);
  std::string out = std::move(before);
  const std::size_t begin = out.size();
  out.resize(begin + deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = zlib_input(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data() + begin);
  stream.avail_out = static_cast<uInt>(out.size() - begin);
  // The buffer has the size that deflateBound() asks for, so only a lack of memory can fail here.
  if (::deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::bad_alloc();
  out.resize(out.size() - stream.avail_out);
  return out;
}

std::optional<std::string> inflated(std::string_view bytes, std::uint64_t size) {
  if (size > kMaxInflatedBytes || size > kMaxRatio * bytes.size()) return std::nullopt;
  std::string out(static_cast<std::size_t>(size), '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  stream.next_in = zlib_input(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = ::inflate(&stream, Z_FINISH);
  const bool whole = result == Z_STREAM_END && stream.avail_out == 0;
  inflateEnd(&stream);
  if (!whole) return std::nullopt;
  return out;
}

}  // namespace il2search
