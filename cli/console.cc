// Messages, output and the translation of errors to exit codes.
#include "cli/console.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
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

std::string_view out_of_memory_hint;

// Allocates nothing: there may be no memory left even for a message.
int report_out_of_memory() {
  const bool has_hint = !out_of_memory_hint.empty();
  const std::string_view parts[] = {kProgramName, ": out of memory\n", has_hint ? "hint: " : "", out_of_memory_hint,
                                    has_hint ? "\n" : ""};
  for (const std::string_view part : parts) {
    // A message that cannot be written cannot be reported either.
    if (::write(STDERR_FILENO, part.data(), part.size()) < 0) break;
  }
  return exit_code(ErrorCode::out_of_memory);
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

namespace {

// Destructors of libraries may need memory (nlohmann-json's do), and end the process if there is none.
[[noreturn]] void end_without_memory() {
  try {
    if (const std::exception_ptr error = std::current_exception()) std::rethrow_exception(error);
  } catch (const std::bad_alloc&) {
    std::_Exit(report_out_of_memory());
  } catch (...) {
    std::abort();
  }
  std::abort();
}

int run_and_report(const std::function<int()>& run) {
  try {
    open_standard_descriptors();
    const int code = run();
    flush_output();
    return code;
  } catch (const ClosedPipe&) {
    return 0;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::out_of_memory) throw;
    return report(error);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return report(Error(ErrorCode::io, error.what()));
  }
}

}  // namespace

int run_program(const std::function<int()>& run, std::string_view memory_hint) {
  out_of_memory_hint = memory_hint;
  std::set_terminate(end_without_memory);
  try {
    return run_and_report(run);
  } catch (...) {  // only for lack of memory, maybe while another error was being reported
    return report_out_of_memory();
  }
}

}  // namespace il2search::cli
