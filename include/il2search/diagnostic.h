// What the library has to say about a query: errors, warnings and notices with their place in the text.
#pragma once

#include <cstddef>
#include <string>

#include <il2search/export.h>

namespace il2search {

enum class Severity {
  error,    // the query does not run
  warning,  // it runs, but perhaps not as meant
  notice,   // it runs; something was decided that the user should know
};

// [start, end) are byte offsets into the query as it was given. code is a stable, lower-case, hyphenated word
// ("mixed-operators"); docs/query-language.md lists them. message is one sentence; hint says what to type instead, or
// is empty. The texts may quote the query: print them through terminal_safe() (text.h).
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
