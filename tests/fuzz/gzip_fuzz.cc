// Any bytes as an input file. If the first byte is even, the rest is the file: what is not gzip comes out unchanged, and
// what is gzip is unpacked within the caps or refused. If it is odd, the rest is packed in two members and comes out again.
#include <zlib.h>

#include <algorithm>

#include "base/byte_source.h"
#include "base/deflate.h"
#include "tests/fuzz/scratch.h"

namespace {

using namespace il2search;

constexpr std::size_t kPieceBytes = 1000;
constexpr GzipCaps kCaps{.after_bytes = 1 << 16, .max_ratio = 50};

std::string gzipped(std::string_view plain) {
  z_stream stream{};
  constexpr int kGzip = 16;
  fuzz::require(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + kGzip, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib");
  std::string out(deflateBound(&stream, plain.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  fuzz::require(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib");
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

bool has_gzip_magic(std::string_view bytes) { return bytes.starts_with("\x1f\x8b\x08"); }

// What an input gave, and whether it was read to its end.
struct Read {
  std::string bytes;
  std::string on_disk;  // the bytes that were reported as read
  bool whole = false;
};

Read read(const std::string& path) {
  Read result;
  SourceOptions options{kCaps, [&](std::string_view piece) { result.on_disk += piece; }, {}};
  const auto work = [&] {
    const auto source = open_source(path, options);
    const std::string head(source->head());
    char piece[kPieceBytes];
    while (const std::size_t n = source->read(piece, sizeof piece)) result.bytes.append(piece, n);
    fuzz::require(result.bytes.starts_with(head), "the head is not the beginning");
    fuzz::require(source->compressed_bytes_read() == result.on_disk.size(), "bytes are not counted");
  };
  result.whole = fuzz::succeeds(work, ErrorCode::broken_file);
  return result;
}

void check_file(const std::string& file) {
  const std::string path = fuzz::scratch() + "/input";
  test::write_file(path, file);
  const Read result = read(path);
  const std::size_t most = std::max<std::size_t>(kCaps.after_bytes, kCaps.max_ratio * (file.size() + 1));
  fuzz::require(result.bytes.size() <= most + (1 << 16), "more is unpacked than the caps allow");
  fuzz::require(!result.whole || result.on_disk == file, "other bytes are reported than those on the disk");
  if (!has_gzip_magic(file)) fuzz::require(result.bytes == file, "a plain file comes out changed");
}

void check_packed(std::string_view plain) {
  const std::size_t half = plain.size() / 2;
  const std::string path = fuzz::scratch() + "/packed";
  test::write_file(path, gzipped(plain.substr(0, half)) + gzipped(plain.substr(half)));
  const Read result = read(path);
  if (plain.size() > kCaps.after_bytes) return;
  fuzz::require(result.whole == !plain.empty() && result.bytes == plain, "a packed file comes out changed");
}

void check_stored(std::string_view text) {
  static Deflater deflater;
  fuzz::require(inflated(deflater.deflate(text), text.size()) == text, "lost when it is deflated");
  const auto plain = inflated(text, text.size());
  fuzz::require(!plain || plain->size() == text.size(), "inflated to another size");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const bool as_file = input.byte() % 2 == 0;
  if (as_file) check_file(std::string(input.rest()));
  else check_packed(input.rest());
  check_stored(input.rest());
  return 0;
}
