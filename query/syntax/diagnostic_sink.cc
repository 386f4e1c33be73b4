// DiagnosticSink: see diagnostic_sink.h.
#include "query/syntax/diagnostic_sink.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace il2search::syntax {

void DiagnosticSink::error(std::string_view code, Span span, std::string message, std::string hint) {
  any_error_ = true;
  add(Severity::error, code, span, std::move(message), std::move(hint));
}

void DiagnosticSink::warning(std::string_view code, Span span, std::string message, std::string hint) {
  add(Severity::warning, code, span, std::move(message), std::move(hint));
}

void DiagnosticSink::notice(std::string_view code, Span span, std::string message, std::string hint) {
  add(Severity::notice, code, span, std::move(message), std::move(hint));
}

void DiagnosticSink::add(Severity severity, std::string_view code, Span span, std::string message, std::string hint) {
  if (listed_.size() < kMaxListed) {
    listed_.push_back({std::string(code), severity, span.start, span.end, std::move(message), std::move(hint)});
    return;
  }
  ++unlisted_;
  unlisted_error_ = unlisted_error_ || severity == Severity::error;
}

std::vector<Diagnostic> DiagnosticSink::release() {
  std::stable_sort(listed_.begin(), listed_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.start < b.start; });
  if (unlisted_ > 0) {
    const Diagnostic& last = listed_.back();
    listed_.push_back({"more-problems", unlisted_error_ ? Severity::error : Severity::notice, last.start, last.end,
                       std::to_string(unlisted_) + " more problems are not listed.", "Fix the listed ones first."});
  }
  return std::move(listed_);
}

std::string shortened(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  return std::string(cut_utf8(text, max_bytes)) + "…";
}

std::string quoted(std::string_view text) { return "“" + shortened(text, 40) + "”"; }

}  // namespace il2search::syntax
