// The syntax of OBO's lines, for obo.cc.
//
//   line      name ": " value [ " {" modifiers "}" ] [ " ! " comment ]
//   value     text with escapes, or "quoted text" and more text
//   a line that ends with a backslash continues in the next line
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/line_reader.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {

// Lines, joined with their continuations. The source must outlive it. Memory: one joined line up to the cap.
class OboLines {
 public:
  OboLines(ByteSource& source, std::uint64_t max_line_bytes) : lines_(source, max_line_bytes), cap_(max_line_bytes) {}

  // False at the end. Throws what the source throws.
  bool next();

  std::string_view text() const { return text_; }               // trimmed; valid until the next call
  bool cut() const { return cut_; }                             // the line is longer than the cap
  const RecordPosition& position() const { return position_; }  // of its first line, counted from 1

 private:
  void join();

  LineReader lines_;
  std::uint64_t cap_;
  Line line_;
  std::uint64_t number_ = 0;
  RecordPosition position_;
  std::string joined_;
  std::string_view text_;
  bool cut_ = false;
};

// Views of the line, without comment and surrounding blanks. name is empty if the line has no tag.
struct OboTag {
  std::string_view name;
  std::string_view value;
  std::string_view modifiers;  // between the braces
};
OboTag split_obo_tag(std::string_view line);

// Text with its escapes replaced. Unknown escapes are kept as written.
struct OboText {
  std::string text;
  bool unknown_escape = false;
};
OboText obo_text(std::string_view written);

// `"text" rest`. closed is false if the value does not start with a quotation mark or has no second one.
struct OboQuoted {
  std::string_view text;  // with its escapes
  std::string_view rest;
  bool closed = false;
};
OboQuoted obo_quoted(std::string_view value);

// The value up to its first blank: an identifier has none.
std::string_view obo_word(std::string_view value);

}  // namespace il2search
