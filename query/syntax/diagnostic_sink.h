// DiagnosticSink: collects the diagnostics of all stages of a query, up to a limit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/tree.h"

namespace il2search::syntax {

class DiagnosticSink {
 public:
  void error(std::string_view code, Span span, std::string message, std::string hint);
  void warning(std::string_view code, Span span, std::string message, std::string hint);
  void notice(std::string_view code, Span span, std::string message, std::string hint);

  bool any_error() const { return any_error_; }

  // Moves all diagnostics out, ordered by start. Beyond kMaxListed, the last one says how many more there were.
  std::vector<Diagnostic> release();

  static constexpr std::size_t kMaxListed = 100;

 private:
  void add(Severity severity, std::string_view code, Span span, std::string message, std::string hint);

  std::vector<Diagnostic> listed_;
  std::size_t unlisted_ = 0;
  bool unlisted_error_ = false;
  bool any_error_ = false;
};

// A piece of the query for a message, in typographic quotes and shortened to about 40 bytes.
std::string quoted(std::string_view text);

// The text, cut at a character boundary to at most max_bytes and an ellipsis.
std::string shortened(std::string_view text, std::size_t max_bytes);

}  // namespace il2search::syntax
