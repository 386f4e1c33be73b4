// TableRows: tables with a heading line, columns by name: gene_info, HGNC's table, SSSOM.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/readers/part_lines.h"

namespace il2search {

// How the fields of a line are cut. With quotes a field may stand in quotation marks, doubled ones inside. The separator
// '\0' stands for what the heading shows: a tab where it holds one, else a comma.
struct TableShape {
  char separator = '\t';
  bool quotes = false;
};

// The fields of a line. A field whose quotation marks do not end it is taken as it is written. At most 1000; more are
// counted but not kept.
class TableFields {
 public:
  void split(std::string_view line, TableShape shape);  // the line must outlive the fields
  std::size_t size() const { return count_; }
  std::string_view operator[](std::size_t i) const { return fields_[i]; }
  std::size_t kept() const { return fields_.size(); }

 private:
  std::size_t take_quoted(std::string_view line, std::size_t at, char separator);
  void keep(std::string_view field);

  std::vector<std::string_view> fields_;
  std::vector<std::string> unquoted_;  // what fields_ point to where marks were doubled
  std::size_t count_ = 0;
};

// Not safe from two threads at once. Memory: one line up to PartOptions::record_bytes.
class TableRows {
 public:
  // Both must outlive it.
  TableRows(ByteSource& source, PartReport& report);

  // The next line before the heading that begins with "#", without the mark; false when the next one does not.
  bool next_comment();
  std::string_view comment() const { return lines_.text().substr(1); }

  // Reads the heading: the first line that is not blank. A "#" before the first name is not part of it. False at the
  // end of the file.
  bool read_heading(TableShape shape);
  // The column of that name, letters without regard to case, or npos. The first one of several.
  std::size_t column(std::string_view name) const;

  // The next row that has as many fields as the heading; others are reported and left out, blank lines skipped.
  bool next();
  // The field of a column; empty where the table has no such column.
  std::string_view at(std::size_t column) const {
    return column < fields_.kept() ? fields_[column] : std::string_view{};
  }

  const PartPlace& place() const { return lines_.place(); }

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  bool next_line();
  bool fits();

  PartReport& report_;
  PartLines lines_;
  bool have_line_ = false;  // the current line was looked at only
  TableShape shape_;
  TableFields fields_;
  std::vector<std::string> heading_;
};

}  // namespace il2search
