// Lines within the cap, decoded where the format asks for it.
#include "vocabulary/readers/part_lines.h"

#include <utility>

#include "base/text_encoding.h"
#include "base/utf8.h"

namespace il2search {

bool PartLines::next() {
  while (lines_.next(line_)) {
    report_.check_cancelled();
    position_ = {position_.record + 1, line_.offset};
    if (line_.cut) {
      report_.left_out(position_, "", "the line is over " + std::to_string(report_.options().record_bytes) + " bytes");
      continue;
    }
    text_ = line_.text;
    if (encoding_ == LineEncoding::windows_1252_fallback && !is_valid_utf8(text_)) decode();
    if (!trimmed().empty()) return true;
  }
  return false;
}

void PartLines::decode() {
  if (!std::exchange(warned_, true)) {
    report_.warn(position_, "", "invalid UTF-8: this line and later ones like it are read as Windows-1252");
  }
  decoded_ = decode_text(std::string(text_)).text;
  text_ = decoded_;
}

}  // namespace il2search
