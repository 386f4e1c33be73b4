// Lines -> fields, by the names in the header.
#include "vocabulary/readers/table_rows.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxColumns = 1000;

}  // namespace

void TableFields::keep(std::string_view field) {
  ++count_;
  if (fields_.size() < kMaxColumns) fields_.push_back(field);
}

void TableFields::split(std::string_view line, TableShape shape) {
  fields_.clear();
  unquoted_.clear();
  unquoted_.reserve(shape.quotes ? kMaxColumns : 0);  // fields_ point into its strings
  count_ = 0;
  for (std::size_t at = 0; at <= line.size();) {
    if (shape.quotes && at < line.size() && line[at] == '"') {
      const std::size_t end = read_quoted(line, at, shape.separator);
      if (end != std::string_view::npos) {
        at = end + 1;
        continue;
      }
    }
    const std::size_t end = std::min(line.find(shape.separator, at), line.size());
    keep(line.substr(at, end - at));
    at = end + 1;
  }
}

// Keeps a field in quotation marks and returns its end; npos if the marks do not enclose the field.
std::size_t TableFields::read_quoted(std::string_view line, std::size_t at, char separator) {
  bool doubled = false;
  std::size_t close = line.find('"', at + 1);
  while (close != std::string_view::npos && line.substr(close + 1, 1) == "\"") {
    doubled = true;
    close = line.find('"', close + 2);
  }
  if (close == std::string_view::npos) return close;
  const std::size_t end = close + 1;
  if (end < line.size() && line[end] != separator) return std::string_view::npos;
  const std::string_view inside = line.substr(at + 1, close - at - 1);
  if (!doubled || unquoted_.size() >= kMaxColumns) {
    keep(inside);
    return end;
  }
  std::string& text = unquoted_.emplace_back();
  for (std::size_t i = 0; i < inside.size(); ++i) {
    text += inside[i];
    if (inside[i] == '"') ++i;
  }
  keep(text);
  return end;
}

TableRows::TableRows(ByteSource& source, PartReport& report) : report_(report), lines_(source, report) {}

bool TableRows::next_line() { return std::exchange(peeked_, false) || lines_.next(); }

bool TableRows::next_comment() {
  if (!next_line()) return false;
  peeked_ = !lines_.text().starts_with('#');
  return !peeked_;
}

bool TableRows::read_header(TableShape shape) {
  shape_ = shape;
  if (!next_line()) return false;
  std::string_view text = lines_.text();
  if (text.starts_with('#')) text.remove_prefix(1);
  if (shape_.separator == '\0') shape_.separator = text.find('\t') != std::string_view::npos ? '\t' : ',';
  fields_.split(text, shape_);
  header_.clear();
  for (std::size_t i = 0; i < fields_.kept(); ++i) header_.emplace_back(trim_blanks(fields_[i]));
  return true;
}

std::size_t TableRows::column(std::string_view name) const {
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (ascii::equals_ignoring_case(header_[i], name)) return i;
  }
  return npos;
}

bool TableRows::read_fields() {
  fields_.split(lines_.text(), shape_);
  if (fields_.size() == header_.size()) return true;
  report_.left_out(
      position(), "",
      "the line has " + std::to_string(fields_.size()) + " columns, the header has " + std::to_string(header_.size()));
  return false;
}

bool TableRows::next() {
  while (next_line()) {
    if (read_fields()) return true;
  }
  return false;
}

}  // namespace il2search
