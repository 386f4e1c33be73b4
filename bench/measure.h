// The cost of a piece of work, measured in its own child process, so that rounds do not warm each other's memory and do
// not share one peak.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace il2search::bench {

struct Cost {
  double wall_seconds = 0;
  double cpu_seconds = 0;  // user and system, all threads
  std::uint64_t peak_bytes = 0;
};

// Runs `work` in a child and waits for it. Throws std::runtime_error if it fails; its message is on standard error then.
// The calling process must have no other threads.
Cost run_in_child(const std::function<void()>& work);

// Processor time used by this process so far, all threads.
double cpu_seconds();

// The middle value; 0 for an empty list.
double median(std::vector<double> values);

}  // namespace il2search::bench
