// Running a program of ours as a user would, with variables of its own, and seeing how it ended.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace il2search::test {

struct Program {
  std::vector<std::string> arguments;    // the program first
  std::vector<std::string> environment;  // NAME=value, beside what the test itself has
  std::chrono::milliseconds kill_after{60'000};
};

struct Ending {
  std::optional<int> code;  // nothing: a signal ended it
  int signal = 0;
  std::string error_text;  // what it wrote to standard error, and its output
};

// Starts it, waits, kills it when its time is over. The calling process may have threads.
Ending run(const Program& program);

}  // namespace il2search::test
