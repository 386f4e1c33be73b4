// ProgressReporter: a clock and the last phase.
#include "indexer/progress.h"

#include <utility>

namespace il2search {

void ProgressReporter::show(Progress progress) {
  constexpr auto kInterval = std::chrono::milliseconds(100);
  if (!sink_) return;
  const Clock::time_point now = Clock::now();
  if (progress.phase == phase_ && now - shown_ < kInterval) return;
  shown_ = now;
  phase_ = progress.phase;
  progress.seconds = std::chrono::duration<double>(now - start_).count();
  sink_(progress);
}

}  // namespace il2search
