// Bytes -> lines: the first stage of the text formats after the source.
#include "base/line_reader.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace il2search {
namespace {

constexpr std::size_t kChunkBytes = 64 * 1024;

// Appends what fits below the cap; false if something was left out.
bool append_capped(std::string& to, std::string_view bytes, std::uint64_t cap) {
  const std::size_t space = cap > to.size() ? static_cast<std::size_t>(cap - to.size()) : 0;
  to.append(bytes.substr(0, std::min(space, bytes.size())));
  return bytes.size() <= space;
}

}  // namespace

bool LineReader::fill() {
  buffer_.resize(kChunkBytes);
  buffer_.resize(source_.read(buffer_.data(), kChunkBytes));
  position_ = 0;
  return !buffer_.empty();
}

void LineReader::finish(Line& line) {
  if (!line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
  if (std::exchange(first_, false)) line.text = strip_bom(line.text);
}

bool LineReader::next(Line& line) {
  line = Line{};
  line.offset = bytes_read_;
  carry_.clear();
  bool carried = false;
  while (position_ < buffer_.size() || fill()) {
    const std::string_view rest = std::string_view(buffer_).substr(position_);
    const std::size_t end = rest.find('\n');
    const std::string_view piece = rest.substr(0, end);
    const std::size_t taken = end == std::string_view::npos ? rest.size() : end + 1;
    position_ += taken;
    bytes_read_ += taken;
    // A line within one buffer is returned without a copy.
    if (end != std::string_view::npos && !carried && piece.size() <= cap_) {
      line.text = piece;
      finish(line);
      return true;
    }
    if (!append_capped(carry_, piece, cap_)) line.cut = true;
    carried = true;
    if (end != std::string_view::npos) break;
  }
  if (!carried) return false;
  line.text = carry_;
  finish(line);
  return true;
}

}  // namespace il2search
