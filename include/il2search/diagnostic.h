// Errors, warnings and notices about a query, with their places in its text.
#pragma once

#include <cstddef>
#include <string>

#include <il2search/export.h>

namespace il2search {

enum class Severity {
  error,    // the query is not run
  warning,  // it is run, but may not mean what was intended
  notice,   // it is run; the user may want to know how it was understood
};

// [start, end) are byte offsets into the text of the query; both are 0 if there is no place. code is a stable, lower-case,
// hyphenated word ("mixed-operators"); docs/query-language.md lists them. message is one sentence; hint says what to type
// instead, or is empty. Both may quote the query: print them through terminal_safe() (text.h).
struct Diagnostic {
  std::string code;
  Severity severity = Severity::error;
  std::size_t start = 0;
  std::size_t end = 0;
  std::string message;
  std::string hint;

  bool operator==(const Diagnostic&) const = default;
};

// "error", "warning" or "notice".
IL2SEARCH_EXPORT const char* to_string(Severity severity) noexcept;

}  // namespace il2search
