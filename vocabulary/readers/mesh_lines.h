// MeshLines: the lines of MeSH's ASCII and mtrees files as clean UTF-8, with their places. Bytes -> lines -> the readers.
#pragma once

#include <string>
#include <string_view>

#include "base/line_reader.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {

// Not safe from two threads at once. Memory: one line.
class MeshLines {
 public:
  // Source and report must outlive it.
  MeshLines(ByteSource& source, PartReport& report) : lines_(source, report.options().record_bytes), report_(report) {}

  // The next line with something in it, in UTF-8 and without blanks at its ends; false at the end. Lines over the cap are
  // left out with a problem. Bytes that are no UTF-8 are read as Windows-1252, with one warning a file. Throws what the
  // source throws and Error{cancelled}.
  bool next();

  std::string_view text() const { return text_; }
  // The line's number and its first byte.
  const PartPlace& place() const { return place_; }

 private:
  void decode();

  LineReader lines_;
  PartReport& report_;
  Line line_;
  std::string decoded_;
  std::string_view text_;
  PartPlace place_;
  bool foreign_ = false;
};

}  // namespace il2search
