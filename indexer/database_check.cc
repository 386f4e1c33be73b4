// Runs Xapian::Database::check() in a child process.
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

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/file.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxReportBytes = 2000;
constexpr rlim_t kCpuSeconds = 60;
constexpr std::uint64_t kBytesPerCpuSecond = 1 << 20;  // measured: several hundred times as fast
constexpr rlim_t kMemoryBytes = rlim_t{4} << 30;

// Sanitizers reserve terabytes of address space.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitMemory = false;
#elif defined(__has_feature)
constexpr bool kLimitMemory = !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
constexpr bool kLimitMemory = true;
#endif

// A template, since the type of the resource differs between C libraries.
template <class Resource> void limit(Resource resource, rlim_t value) {
  struct rlimit now {};
  if (::getrlimit(resource, &now) != 0) return;
  if (now.rlim_max < value) value = now.rlim_max;
  now.rlim_cur = now.rlim_max = value;
  ::setrlimit(resource, &now);
}

// The address space that this process already uses, which counts towards the limit.
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

// In the child: restricts its effects to the pipe.
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

// The number of errors and the last line of Xapian's report, which is the most specific one.
std::string summary(const std::string& report, std::size_t errors) {
  std::string last;
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) last = line;
  }
  return std::to_string(errors) + " errors" + (last.empty() ? "" : ", last one: " + last);
}

std::string run_check(const std::string& folder) {
  try {
    std::ostringstream report;
    const std::size_t errors = Xapian::Database::check(folder, 0, &report);
    return errors == 0 ? "" : summary(report.str(), errors);
  } catch (const Xapian::Error& error) {
    return error.get_description();
  } catch (...) {
    return "out of memory";
  }
}

[[noreturn]] void run_child(int report, const std::string& folder, const Limits& limits) noexcept {
  confine(report, limits);
  const std::string finding = run_check(folder).substr(0, kMaxReportBytes);
  // A pipe accepts this much in one write.
  const bool written = ::write(report, finding.data(), finding.size()) >= 0;
  ::_exit(finding.empty() && written ? 0 : 1);
}

// The output of the child, up to the cap. The rest is read and dropped, so that the child never blocks.
std::string read_report(int report) {
  std::string text;
  std::array<char, 1024> buffer;
  for (;;) {
    const ssize_t n = retry_interrupted([&] { return ::read(report, buffer.data(), buffer.size()); });
    if (n <= 0) return text.substr(0, kMaxReportBytes);
    if (text.size() < kMaxReportBytes) text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

std::string verdict(int status, const std::string& report) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && report.empty()) return "";
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) {
    return "Xapian's check did not finish";
  }
  if (WIFSIGNALED(status)) return "Xapian's check crashed (signal " + std::to_string(WTERMSIG(status)) + ")";
  return "Xapian's check: " + terminal_safe(report, false);
}

[[noreturn]] void throw_no_child() {
  throw Error(ErrorCode::io, "cannot start Xapian's check: " + errno_message(errno));
}

}  // namespace

std::string check_database(const std::string& folder, std::uint64_t bytes) {
  const Limits limits{kCpuSeconds + static_cast<rlim_t>(bytes / kBytesPerCpuSecond), address_space() + kMemoryBytes};
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_no_child();
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) run_child(input.get(), folder, limits);
  if (child < 0) throw_no_child();
  input = Descriptor();  // or reading would not end
  const std::string report = read_report(output.get());
  int status = 0;
  if (retry_interrupted([&] { return ::waitpid(child, &status, 0); }) < 0) throw_no_child();
  return verdict(status, report);
}

}  // namespace il2search
