// The time a program takes from start to end: what its user or caller waits for.
//
//   process_bench RUNS PROGRAM ARGUMENT…      output is discarded; the first run warms the file cache and does not count
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <vector>

#include "bench/measure.h"

namespace {

using namespace il2search::bench;

void become(char** command) {
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, STDOUT_FILENO);
  ::execv(command[0], command);
  throw std::runtime_error("cannot run this program");
}

void measure(int runs, char** command) {
  std::vector<double> wall;
  std::vector<double> cpu;
  for (int run = 0; run <= runs; ++run) {
    const Cost cost = run_in_child([command] { become(command); });
    if (run == 0) continue;
    wall.push_back(cost.wall_seconds * 1e3);
    cpu.push_back(cost.cpu_seconds * 1e3);
  }
  std::printf("%d runs: median %.2f ms by the clock, %.2f ms of processor, slowest %.2f ms\n", runs, median(wall),
              median(cpu), *std::max_element(wall.begin(), wall.end()));
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 2 ? std::atoi(argv[1]) : 0;
  if (runs < 1) {
    std::fprintf(stderr, "usage: process_bench RUNS PROGRAM ARGUMENT...\n");
    return 2;
  }
  try {
    measure(runs, argv + 2);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "process_bench: %s\n", error.what());
    return 1;
  }
}
