// Runs a program as a user would, with arguments, standard input and environment, and captures its output and exit status.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace il2search::test {

struct ProgramEnd {
  int code = -1;   // exit code; -1 when a signal ended it
  int signal = 0;  // the signal, or 0
  std::string out;
  std::string err;
};

struct ProgramOptions {
  std::string input;                            // standard input
  std::vector<std::string> environment;         // NAME=value, added to the test's own and overriding it
  std::string folder;                           // working directory; empty: the test's own
  std::chrono::milliseconds patience{120'000};  // how long wait() waits before it kills the program
};

// A running program. The destructor kills it unless it has ended. The calling process may have threads.
class RunningProgram {
 public:
  // words: the program's path, then its arguments. Throws std::runtime_error when the program cannot be started.
  explicit RunningProgram(std::vector<std::string> words, const ProgramOptions& options = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  void send(int signal) const;
  bool has_ended();
  // Waits until the program has written to standard error, the first sign of progress, or has ended.
  void wait_for_error_text();
  // What the program has written to standard error so far.
  std::string error_text() const;
  ProgramEnd wait();

 private:
  class TemporaryFile {
   public:
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    int fd() const { return fd_; }
    void fill(const std::string& bytes) const;
    std::string content() const;

   private:
    int fd_ = -1;
  };

  void start(std::vector<std::string> words, const ProgramOptions& options);

  TemporaryFile in_;
  TemporaryFile out_;
  TemporaryFile err_;
  std::chrono::milliseconds patience_;
  pid_t child_ = -1;
  int status_ = 0;
};

// Starts a program and waits until it ends.
ProgramEnd run_program(std::vector<std::string> words, const ProgramOptions& options = {});

}  // namespace il2search::test
