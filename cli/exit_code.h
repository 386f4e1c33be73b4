// Exit codes of both programs, as docs/cli.md lists them.
#pragma once

#include <il2search/error.h>

namespace il2search {

inline constexpr int kExitNothingFound = 1;
inline constexpr int kExitInputsSkipped = 10;  // `update --skip-broken`: published, but some inputs were skipped
inline constexpr int kExitStale = 9;           // `status --max-age`: the newest generation is older

int exit_code(ErrorCode code) noexcept;

}  // namespace il2search
