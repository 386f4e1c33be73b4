// Messages, output and the translation of errors to exit codes.
#include "cli/console.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <new>

#include <il2search/text.h>
#include <il2search/version.h>

#include "cli/exit_code.h"

namespace il2search::cli {
namespace {

int report(const Error& error) {
  say(error.what());
  say_hint(error.hint());
  return exit_code(error.code());
}

// If standard input or output was closed, the next file that is opened would take its place, and be read as input or
// overwritten by messages.
void open_standard_descriptors() {
  for (int fd = 0; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    if (::open("/dev/null", O_RDWR) != fd) throw Error(ErrorCode::io, "cannot open /dev/null");
  }
}

void flush_output() {
  if (std::fflush(stdout) == 0) return;
  if (errno == EPIPE) throw ClosedPipe{};
  throw Error(ErrorCode::io, "cannot write to standard output");
}

}  // namespace

void say(std::string_view message) {
  std::fprintf(stderr, "%s: %s\n", kProgramName, terminal_safe(message, false).c_str());
}

void say_hint(std::string_view hint) {
  if (!hint.empty()) std::fprintf(stderr, "hint: %s\n", terminal_safe(hint, false).c_str());
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return;
  if (errno == EPIPE) throw ClosedPipe{};
  throw Error(ErrorCode::io, "cannot write to standard output");
}

void print_versions() {
  for (const auto& [name, version] : component_versions()) print(name + " " + version + "\n");
}

int run_program(const std::function<int()>& run, std::string_view memory_hint) {
  try {
    open_standard_descriptors();
    const int code = run();
    flush_output();
    return code;
  } catch (const ClosedPipe&) {
    return 0;
  } catch (const Error& error) {
    return report(error);
  } catch (const std::bad_alloc&) {
    return report(Error(ErrorCode::out_of_memory, "out of memory", std::string(memory_hint)));
  } catch (const std::exception& error) {
    return report(Error(ErrorCode::io, error.what()));
  }
}

}  // namespace il2search::cli
