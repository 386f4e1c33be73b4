// Names of severities.
#include <il2search/diagnostic.h>

namespace il2search {

const char* to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::notice: return "notice";
  }
  return "error";
}

}  // namespace il2search
