// What a piece of work costs, measured in a child process of its own: so that rounds do not warm each other's memory,
// and the peak of one is not the peak of all.
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

// Runs `work` in a child and waits for it. Throws std::runtime_error when it fails; its message stands on standard
// error then. The calling process may have no other threads.
Cost run_in_child(const std::function<void()>& work);

// Processor time that this process has used so far, all threads.
double cpu_seconds();

// The middle value; 0 of none.
double median(std::vector<double> values);

}  // namespace il2search::bench
