// Error codes -> exit codes, as docs/cli.md lists them; names of severities.
#include <il2search/diagnostic.h>
#include <il2search/error.h>

namespace il2search {

int exit_code(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::not_found: return 1;
    case ErrorCode::invalid_argument:
    case ErrorCode::bad_query: return 2;
    case ErrorCode::path_missing:
    case ErrorCode::unknown_format:
    case ErrorCode::broken_file:
    case ErrorCode::too_many_bad_records: return 3;
    case ErrorCode::index_missing:
    case ErrorCode::index_corrupt:
    case ErrorCode::index_incompatible: return 4;
    case ErrorCode::locked: return 5;
    case ErrorCode::io: return 6;
    case ErrorCode::out_of_memory: return 7;
    case ErrorCode::timed_out:
    case ErrorCode::cancelled: return 8;
    case ErrorCode::stale: return 9;
  }
  return 6;
}

const char* to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::notice: return "notice";
  }
  return "error";
}

}  // namespace il2search
