// PartLines: the lines of a vocabulary's file, with their positions. ByteSource -> lines -> the readers of tables and of
// MeSH's ASCII files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/blanks.h"
#include "base/line_reader.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {

// What becomes of lines that are not valid UTF-8: they stay as they are, or they are decoded as Windows-1252, with one
// warning per file.
enum class LineEncoding : std::uint8_t { unchecked, windows_1252_fallback };

// Not safe from two threads at once. Memory: one line up to PartOptions::record_bytes.
class PartLines {
 public:
  // Source and report must outlive it.
  PartLines(ByteSource& source, PartReport& report, LineEncoding encoding = LineEncoding::unchecked)
      : lines_(source, report.options().record_bytes), report_(report), encoding_(encoding) {}

  // The next line that is not blank; false at the end. Lines over the cap are reported and left out. Throws what the
  // source throws and Error{cancelled}.
  bool next();

  // Valid until the next call.
  std::string_view text() const { return text_; }
  std::string_view trimmed() const { return trim_blanks(text_); }
  // The line's number, counted from 1, and the offset of its first byte.
  const RecordPosition& position() const { return position_; }

 private:
  void decode();

  LineReader lines_;
  PartReport& report_;
  LineEncoding encoding_;
  Line line_;
  std::string decoded_;
  std::string_view text_;
  RecordPosition position_;
  bool warned_ = false;
};

}  // namespace il2search
