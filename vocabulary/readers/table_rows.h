// TableRows: tables with a header line, whose columns are found by name: gene_info, HGNC's table, SSSOM.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/readers/part_lines.h"

namespace il2search {

// How a line is split into fields. With `quotes` a field may be in quotation marks, with doubled ones inside. The separator
// '\0' means the one of the header: a tab if it has one, otherwise a comma.
struct TableShape {
  char separator = '\t';
  bool quotes = false;
};

// The fields of a line. A field whose closing quotation mark is not at its end is kept as written. Only the first 1000 are
// kept; the others are counted.
class TableFields {
 public:
  void split(std::string_view line, TableShape shape);  // the line must outlive the fields
  std::size_t size() const { return count_; }
  std::string_view operator[](std::size_t i) const { return fields_[i]; }
  std::size_t kept() const { return fields_.size(); }

 private:
  std::size_t read_quoted(std::string_view line, std::size_t at, char separator);
  void keep(std::string_view field);

  std::vector<std::string_view> fields_;
  std::vector<std::string> unquoted_;  // the text of fields with doubled quotation marks
  std::size_t count_ = 0;
};

// Not safe from two threads at once. Memory: one line up to PartOptions::record_bytes.
class TableRows {
 public:
  // Both must outlive it.
  TableRows(ByteSource& source, PartReport& report);

  // Moves to the next line before the header if it starts with "#"; comment() is the text after that.
  bool next_comment();
  std::string_view comment() const { return lines_.text().substr(1); }

  // Reads the header: the next line that is not blank. A "#" before the first name is dropped. False at the end of the
  // file.
  bool read_header(TableShape shape);
  // The first column with that name, ignoring case, or npos.
  std::size_t column(std::string_view name) const;

  // Moves to the next row that has as many fields as the header. Other rows are reported and left out.
  bool next();
  // The field of a column; empty for npos.
  std::string_view at(std::size_t column) const {
    return column < fields_.kept() ? fields_[column] : std::string_view{};
  }

  const RecordPosition& position() const { return lines_.position(); }

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  bool next_line();
  bool read_fields();

  PartReport& report_;
  PartLines lines_;
  bool peeked_ = false;  // the current line was read but not used
  TableShape shape_;
  TableFields fields_;
  std::vector<std::string> header_;
};

}  // namespace il2search
