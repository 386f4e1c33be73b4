// WarningLog: what does not fit together, told in bounded length: the first of a kind, then how many more there were.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include <il2search/text.h>

namespace il2search {

// One thread.
class WarningLog {
 public:
  explicit WarningLog(std::function<void(const std::string&)> sink) : sink_(std::move(sink)) {}

  // kind: what the total is called, "parents that are not loaded". `message` makes the text, and is asked for those
  // alone that are shown.
  template <class Message> void note(const std::string& kind, const Message& message) {
    if (++counts_[kind] <= kShown) send(message());
  }
  // Counts alone, for what is common and harmless.
  void count(const std::string& kind, std::uint64_t n = 1) { totals_[kind] += n; }

  // The totals. Once, at the end.
  void finish() {
    for (const auto& [kind, n] : counts_)
      if (n > kShown) send(kind + ": " + std::to_string(n - kShown) + " more");
    for (const auto& [kind, n] : totals_)
      if (n > 0) send(kind + ": " + std::to_string(n));
  }

 private:
  static constexpr std::uint64_t kShown = 20;

  void send(const std::string& message) const {
    if (sink_) sink_(terminal_safe(message, false));
  }

  std::function<void(const std::string&)> sink_;
  std::map<std::string, std::uint64_t> counts_;
  std::map<std::string, std::uint64_t> totals_;
};

}  // namespace il2search
