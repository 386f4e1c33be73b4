// DiagnosticSink: where lexer and parser put their diagnostics. Bounded, so that a hostile query gives no hostile list.
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

  // All of them, ordered by start; over kMaxListed the last one says how many more there were.
  std::vector<Diagnostic> take();

  static constexpr std::size_t kMaxListed = 100;

 private:
  void add(Severity severity, std::string_view code, Span span, std::string message, std::string hint);

  std::vector<Diagnostic> listed_;
  std::size_t unlisted_ = 0;
  bool unlisted_error_ = false;
  bool any_error_ = false;
};

// A piece of the query for a message, in typographic quotes, cut to about 40 bytes at a character.
std::string quoted(std::string_view text);

// The same without quotes, cut to about max_bytes.
std::string shortened(std::string_view text, std::size_t max_bytes);

}  // namespace il2search::syntax
