// Starts programs with posix_spawn. Their standard streams are files, so that no program blocks on a full pipe.
#include "tests/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
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

class FileActions {
 public:
  FileActions() { ::posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// Most programs use the first of several variables of the same name, so those of the test come first.
std::vector<std::string> merged_environment(std::vector<std::string> environment) {
  for (char** variable = environ; *variable != nullptr; ++variable) environment.emplace_back(*variable);
  return environment;
}

}  // namespace

RunningProgram::TemporaryFile::TemporaryFile() {
  std::string name = "/tmp/il2search-stream-XXXXXX";
  fd_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd_ < 0) throw std::runtime_error("cannot create a file for a stream");
  ::unlink(name.c_str());
}

RunningProgram::TemporaryFile::~TemporaryFile() { ::close(fd_); }

void RunningProgram::TemporaryFile::fill(const std::string& bytes) const {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t n = ::write(fd_, bytes.data() + done, bytes.size() - done);
    if (n < 0) throw std::runtime_error("cannot write standard input");
    done += static_cast<std::size_t>(n);
  }
  ::lseek(fd_, 0, SEEK_SET);
}

std::string RunningProgram::TemporaryFile::content() const {
  std::string text;
  std::array<char, 65536> buffer;
  for (ssize_t n; (n = ::pread(fd_, buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(n));
  return text;
}

RunningProgram::RunningProgram(std::vector<std::string> words, const ProgramOptions& options)
    : patience_(options.patience) {
  in_.fill(options.input);
  start(std::move(words), options);
}

void RunningProgram::start(std::vector<std::string> words, const ProgramOptions& options) {
  std::vector<std::string> environment = merged_environment(options.environment);
  FileActions actions;
  ::posix_spawn_file_actions_adddup2(actions.get(), in_.fd(), 0);
  ::posix_spawn_file_actions_adddup2(actions.get(), out_.fd(), 1);
  ::posix_spawn_file_actions_adddup2(actions.get(), err_.fd(), 2);
  if (!options.folder.empty()) ::posix_spawn_file_actions_addchdir_np(actions.get(), options.folder.c_str());
  const int failed = ::posix_spawn(&child_, words.at(0).c_str(), actions.get(), nullptr, pointers(words).data(),
                                   pointers(environment).data());
  if (failed != 0) throw std::runtime_error("cannot start " + words[0]);
}

RunningProgram::~RunningProgram() {
  if (child_ < 0) return;
  ::kill(child_, SIGKILL);
  ::waitpid(child_, &status_, 0);
}

void RunningProgram::send(int signal) const {
  if (child_ > 0) ::kill(child_, signal);
}

bool RunningProgram::has_ended() {
  if (child_ > 0 && ::waitpid(child_, &status_, WNOHANG) == child_) child_ = -1;
  return child_ < 0;
}

void RunningProgram::wait_for_error_text() {
  while (!has_ended() && error_text().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

std::string RunningProgram::error_text() const { return err_.content(); }

ProgramEnd RunningProgram::wait() {
  const auto deadline = std::chrono::steady_clock::now() + patience_;
  while (!has_ended()) {
    if (std::chrono::steady_clock::now() >= deadline) send(SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ProgramEnd end;
  if (WIFEXITED(status_)) end.code = WEXITSTATUS(status_);
  if (WIFSIGNALED(status_)) end.signal = WTERMSIG(status_);
  end.out = out_.content();
  end.err = err_.content();
  return end;
}

ProgramEnd run_program(std::vector<std::string> words, const ProgramOptions& options) {
  return RunningProgram(std::move(words), options).wait();
}

}  // namespace il2search::test
