// Problems of a vocabulary file -> the caller's callback.
#include "vocabulary/readers/part_report.h"

#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::uint32_t kCallsPerPoll = 1024;
constexpr std::size_t kQuotedBytes = 60;
constexpr std::size_t kShownIdBytes = 200;

}  // namespace

void PartReport::report(const RecordPosition& position, std::string_view id, std::string_view message,
                        bool skipped) const {
  if (!options_.on_problem) return;
  RecordError problem;
  problem.file = options_.file;
  problem.record = position.record;
  problem.offset = position.offset;
  problem.id = terminal_safe(id.substr(0, kShownIdBytes), false);
  problem.message = terminal_safe(message, false);
  problem.skipped = skipped;
  options_.on_problem(problem);
}

void PartReport::left_out(const RecordPosition& position, std::string_view id, std::string_view message) const {
  report(position, id, message, true);
}

void PartReport::warn(const RecordPosition& position, std::string_view id, std::string_view message) const {
  report(position, id, message, false);
}

void PartReport::check_cancelled() {
  if (++calls_ % kCallsPerPoll != 0 || !options_.cancelled || !options_.cancelled()) return;
  throw Error(ErrorCode::cancelled, "cancelled while reading " + terminal_safe(options_.file, false));
}

void PartReport::broken(std::string_view what, std::string hint) const {
  throw Error(ErrorCode::broken_file, terminal_safe(std::string(what) + ": " + options_.file, false), std::move(hint));
}

std::string quoted_input(std::string_view text) {
  const bool whole = text.size() <= kQuotedBytes;
  return "\"" + std::string(text.substr(0, kQuotedBytes)) + (whole ? "\"" : "…\"");
}

}  // namespace il2search
