// Lines of MeSH's ASCII files, cleaned.
#include "vocabulary/readers/mesh_lines.h"

#include <utility>

#include "base/blanks.h"
#include "base/text_encoding.h"
#include "base/utf8.h"

namespace il2search {

bool MeshLines::next() {
  while (lines_.next(line_)) {
    report_.check_cancelled();
    ++place_.record;
    place_.offset = line_.offset;
    if (line_.cut) {
      report_.left_out(place_, "", "the line is over " + std::to_string(report_.options().record_bytes) + " bytes");
      continue;
    }
    text_ = line_.text;
    if (!is_valid_utf8(text_)) decode();
    text_ = trim_blanks(text_);
    if (!text_.empty()) return true;
  }
  return false;
}

void MeshLines::decode() {
  if (!std::exchange(foreign_, true))
    report_.warn(place_, "", "from this line on, bytes that are no UTF-8 are read as Windows-1252");
  decoded_ = decode_text(std::string(text_)).text;
  text_ = decoded_;
}

}  // namespace il2search
