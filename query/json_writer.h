// JsonWriter: JSON text on one line, for to_json() of what a search gives back. By hand, as hits are small, many and flat.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/terminal_json.h"

namespace il2search {

// Grows member by member; commas are put by what stands before. Brackets and names are the caller's to match.
class JsonWriter {
 public:
  // With what steers a terminal escaped.
  std::string take() { return terminal_safe_json(std::move(out_)); }

  void open(char bracket);
  void close(char bracket) { out_ += bracket; }
  void name(std::string_view name);  // of the member that comes next; nothing in it is escaped

  void text(std::string_view text);  // bytes that are not UTF-8 become U+FFFD
  void number(std::size_t value);
  void real(double value);  // rounded to 6 places; 0 for what is no number
  void boolean(bool value);

  void member(std::string_view key, std::string_view value);
  void member(std::string_view key, std::size_t value);
  void member(std::string_view key, const std::vector<std::string>& values);

 private:
  void escape(std::string_view text);
  void comma();

  std::string out_;
};

}  // namespace il2search
