// The child that runs Xapian::Database::check(), and its parent.
#include "indexer/database_check.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::size_t kMaxReportBytes = 2000;
constexpr rlim_t kCpuSeconds = 60;
constexpr std::uint64_t kBytesACpuSecond = 1 << 20;  // measured: several hundred times as much
constexpr rlim_t kMemoryBytes = rlim_t{4} << 30;

// Sanitizers reserve terabytes of addresses.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitMemory = false;
#elif defined(__has_feature)
constexpr bool kLimitMemory = !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
constexpr bool kLimitMemory = true;
#endif

// The resource's type differs between C and C++ libraries.
template <class Resource> void limit(Resource resource, rlim_t value) {
  struct rlimit now {};
  if (::getrlimit(resource, &now) != 0) return;
  if (now.rlim_max < value) value = now.rlim_max;
  now.rlim_cur = now.rlim_max = value;
  ::setrlimit(resource, &now);
}

// The addresses that this process uses already: the limit counts them too.
rlim_t address_space() {
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  statm >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

struct Limits {
  rlim_t cpu_seconds;
  rlim_t address_bytes;
};

// In the child: nothing that it does may reach beyond its pipe.
void confine(int report, const Limits& limits) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU}) std::signal(number, SIG_DFL);
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int standard : {0, 1, 2}) {
    if (nowhere >= 0 && report != standard) ::dup2(nowhere, standard);
  }
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CPU, limits.cpu_seconds);
  if (kLimitMemory) limit(RLIMIT_AS, limits.address_bytes);
}

// The line of Xapian's report that says most: its last but the total of errors.
std::string essence(const std::string& report, std::size_t errors) {
  std::string last;
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) last = line;
  }
  return std::to_string(errors) + " errors" + (last.empty() ? "" : ", the last: " + last);
}

std::string run_check(const std::string& folder) {
  try {
    std::ostringstream report;
    const std::size_t errors = Xapian::Database::check(folder, 0, &report);
    return errors == 0 ? "" : essence(report.str(), errors);
  } catch (const Xapian::Error& error) {
    return error.get_description();
  } catch (...) {
    return "it asks for too much memory";
  }
}

[[noreturn]] void be_the_child(int report, const std::string& folder, const Limits& limits) noexcept {
  confine(report, limits);
  const std::string finding = run_check(folder).substr(0, kMaxReportBytes);
  // A pipe takes this much in one piece.
  const bool written = ::write(report, finding.data(), finding.size()) >= 0;
  ::_exit(finding.empty() && written ? 0 : 1);
}

// Everything that the child writes, up to the cap; the rest is read and dropped, so that the child never waits.
std::string read_report(int report) {
  std::string text;
  std::array<char, 1024> buffer;
  for (;;) {
    const ssize_t n = ::read(report, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text.substr(0, kMaxReportBytes);
    if (text.size() < kMaxReportBytes) text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

std::string verdict(int status, const std::string& report) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && report.empty()) return "";
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) {
    return "Xapian's check did not come to an end";
  }
  if (WIFSIGNALED(status)) return "Xapian's check crashed (signal " + std::to_string(WTERMSIG(status)) + "): damaged";
  return "Xapian's check: " + terminal_safe(report, false);
}

[[noreturn]] void throw_no_child() {
  throw Error(ErrorCode::io, "cannot start Xapian's check: " + std::generic_category().message(errno));
}

}  // namespace

std::string check_database(const std::string& folder, std::uint64_t bytes) {
  const Limits limits{kCpuSeconds + static_cast<rlim_t>(bytes / kBytesACpuSecond), address_space() + kMemoryBytes};
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_no_child();
  const pid_t child = ::fork();
  if (child == 0) be_the_child(ends[1], folder, limits);
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    throw_no_child();
  }
  const std::string report = read_report(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw_no_child();
  }
  return verdict(status, report);
}

}  // namespace il2search
