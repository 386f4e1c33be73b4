// The syntax of OBO's lines: what obo.cc reads terms from.
//
//   line      name ": " value [ " {" modifiers "}" ] [ " ! " comment ]
//   value     text with escapes, or "quoted text" and what follows it
//   a line that ends in a backslash goes on in the next one
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/line_reader.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {

// Lines, those that go on joined. The source must outlive it. Memory: one joined line up to the cap.
class OboLines {
 public:
  OboLines(ByteSource& source, std::uint64_t max_line_bytes) : lines_(source, max_line_bytes), cap_(max_line_bytes) {}

  // False at the end. Throws what the source throws.
  bool next();

  std::string_view text() const { return text_; }       // until the next call; without blanks at its ends
  bool cut() const { return cut_; }                     // the line is longer than the cap
  const PartPlace& place() const { return place_; }     // of its first line, from 1
  std::uint64_t bytes() const { return text_.size(); }  // that it takes in memory

 private:
  void join();

  LineReader lines_;
  std::uint64_t cap_;
  Line line_;
  std::uint64_t number_ = 0;
  PartPlace place_;
  std::string joined_;
  std::string_view text_;
  bool cut_ = false;
};

// Views into the line, without comment and blanks. name is empty when the line is no tag.
struct OboTag {
  std::string_view name;
  std::string_view value;
  std::string_view modifiers;  // between the braces
};
OboTag split_obo_tag(std::string_view line);

// Text with its escapes replaced. An escape that there is none of stays as it is written.
struct OboText {
  std::string text;
  bool unknown_escape = false;
};
OboText obo_text(std::string_view written);

// `"text" rest`. closed false: the value does not begin with a quotation mark or there is no second one.
struct OboQuoted {
  std::string_view text;  // escapes as written
  std::string_view rest;
  bool closed = false;
};
OboQuoted obo_quoted(std::string_view value);

// The value up to its first blank, as identifiers are written.
std::string_view obo_word(std::string_view value);

}  // namespace il2search
