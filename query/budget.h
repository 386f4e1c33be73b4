// Budget: the time and memory that a search has left. Everything that can take long asks it: expansions, posting sources,
// ids of matches.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>

#include <il2search/error.h>

namespace il2search {

// For one search in one thread; must outlive the Xapian objects that refer to it.
class Budget {
 public:
  // limit 0: none. cancel may be null.
  Budget(std::chrono::milliseconds limit, const std::atomic<bool>* cancel)
      : cancel_(cancel), limited_(limit.count() > 0), end_(std::chrono::steady_clock::now() + limit) {}

  bool can_be_cancelled() const noexcept { return cancel_ != nullptr; }

  // Throws Error{timed_out, cancelled}. About 30 ns.
  void check() const {
    if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) {
      throw Error(ErrorCode::cancelled, "search cancelled");
    }
    if (limited_ && std::chrono::steady_clock::now() > end_) {
      throw Error(ErrorCode::timed_out, "search stopped: time limit exceeded", "narrow the query or raise --timeout");
    }
  }

  // check() on every 64th call.
  void tick() {
    if ((++ticks_ & 63u) == 0) check();
  }

  // Accounts for memory of expansions. Throws Error{out_of_memory} over 96 MiB per search.
  void charge(std::size_t bytes) {
    if (bytes > bytes_left_) {
      throw Error(ErrorCode::out_of_memory, "search stopped: its truncated words and concepts expand to too many terms",
                  "write more letters before each *, or search for narrower concepts");
    }
    bytes_left_ -= bytes;
  }

 private:
  const std::atomic<bool>* cancel_;
  bool limited_;
  std::chrono::steady_clock::time_point end_;
  std::size_t bytes_left_ = std::size_t{96} << 20;
  unsigned ticks_ = 0;
};

}  // namespace il2search
