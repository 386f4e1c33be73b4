// Starting programs with posix_spawn, so that a test with threads can.
#include "tests/faults/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace il2search::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// The file actions of a spawn: nothing to read, everything written into `fd`.
class Redirections {
 public:
  explicit Redirections(int fd) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, fd, 1);
    ::posix_spawn_file_actions_adddup2(&actions_, fd, 2);
  }
  ~Redirections() { ::posix_spawn_file_actions_destroy(&actions_); }
  Redirections(const Redirections&) = delete;
  Redirections& operator=(const Redirections&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

pid_t start(const Program& program, int output) {
  std::vector<std::string> arguments = program.arguments;
  std::vector<std::string> environment = program.environment;
  for (char** variable = environ; *variable != nullptr; ++variable) environment.emplace_back(*variable);
  const Redirections redirections(output);
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, arguments[0].c_str(), redirections.get(), nullptr,
                                   pointers(arguments).data(), pointers(environment).data());
  if (failed != 0) throw std::runtime_error("cannot start " + arguments[0]);
  return child;
}

int wait_or_kill(pid_t child, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline) ::kill(child, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return status;
}

std::string read_back(int fd) {
  std::string text;
  std::array<char, 4096> buffer;
  for (ssize_t n; (n = ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return text;
}

}  // namespace

Ending run(const Program& program) {
  std::string name = "/tmp/il2search-output-XXXXXX";
  const int output = ::mkostemp(name.data(), O_CLOEXEC);
  if (output < 0) throw std::runtime_error("cannot make a file for output");
  ::unlink(name.c_str());
  const int status = wait_or_kill(start(program, output), program.kill_after);
  Ending ending;
  if (WIFEXITED(status)) ending.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ending.signal = WTERMSIG(status);
  ending.error_text = read_back(output);
  ::close(output);
  return ending;
}

}  // namespace il2search::test
