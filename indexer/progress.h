// ProgressReporter: how often WriterOptions::on_progress is called.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <il2search/index_writer.h>

namespace il2search {

// For one thread at a time.
class ProgressReporter {
 public:
  using Sink = std::function<void(const Progress&)>;

  // `sink` may be empty.
  explicit ProgressReporter(Sink sink) : sink_(std::move(sink)) {}

  // Passes the progress on, with `seconds` filled in, if it is of a new phase or the last one was a tenth of a second ago.
  void show(Progress progress);

 private:
  using Clock = std::chrono::steady_clock;

  Sink sink_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_;
  std::string phase_;
};

}  // namespace il2search
