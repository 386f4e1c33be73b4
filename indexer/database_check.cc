// Reads a database in a child process that can do nothing but report.
#include "indexer/database_check.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <new>
#include <string_view>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/file.h"
#include "indexer/database_walk.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxReportBytes = 2000;
constexpr rlim_t kCpuSeconds = 60;
constexpr std::uint64_t kBytesPerCpuSecond = 1 << 18;  // measured: more than a hundred times as fast
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

// What the child tells by its exit code.
enum class Outcome { sound = 0, damaged = 1, unreadable = 2, out_of_memory = 3 };

struct Finding {
  Outcome outcome = Outcome::sound;
  std::string text;
};

Outcome outcome_of(const Error& error) {
  if (error.code() == ErrorCode::out_of_memory) return Outcome::out_of_memory;
  return error.code() == ErrorCode::io ? Outcome::unreadable : Outcome::damaged;
}

Finding walk(const std::string& folder) {
  try {
    walk_value_table(folder);
    walk_database(folder);
    return {};
  } catch (const Error& error) {
    return {outcome_of(error), error.what()};
  } catch (const std::bad_alloc&) {
    return {Outcome::out_of_memory, "out of memory"};
  } catch (const std::exception& error) {
    return {Outcome::damaged, error.what()};
  }
}

[[noreturn]] void run_child(int report, const std::string& folder, const Limits& limits) noexcept {
  confine(report, limits);
  const Finding finding = walk(folder);
  const std::string text = finding.text.substr(0, kMaxReportBytes);
  // A pipe accepts this much in one write.
  const bool written = ::write(report, text.data(), text.size()) >= 0;
  ::_exit(static_cast<int>(written ? finding.outcome : Outcome::unreadable));
}

[[noreturn]] void throw_no_check(const std::string& folder, const std::string& why, ErrorCode code = ErrorCode::io) {
  throw Error(code, terminal_safe("cannot check the values: " + folder + ": " + why, false));
}

// The child; killed if it still runs at the end.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  ~Child() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int wait() {
    int status = 0;
    const pid_t waited = retry_interrupted([&] { return ::waitpid(id_, &status, 0); });
    id_ = -1;
    return waited < 0 ? -1 : status;
  }

 private:
  pid_t id_;
};

// The output of the child, up to the cap. The rest is read and dropped, so that the child never blocks.
std::string read_report(int report, const std::function<bool()>& cancelled) {
  constexpr int kPauseMilliseconds = 100;
  std::string text;
  std::array<char, 1024> buffer;
  for (;;) {
    if (cancelled && cancelled()) throw Error(ErrorCode::cancelled, "cancelled: the check is incomplete");
    struct pollfd ready {
      report, POLLIN, 0
    };
    if (::poll(&ready, 1, kPauseMilliseconds) <= 0) continue;
    const ssize_t n = retry_interrupted([&] { return ::read(report, buffer.data(), buffer.size()); });
    if (n <= 0) return text.substr(0, kMaxReportBytes);
    if (text.size() < kMaxReportBytes) text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

// "" if the database is sound.
std::string verdict(int status, const std::string& report, const std::string& folder) {
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    if (number == SIGXCPU) return "reading its values does not end";
    if (number == SIGKILL || number == SIGTERM) throw_no_check(folder, "the process was killed");
    return "reading its values crashes (signal " + std::to_string(number) + ")";
  }
  switch (static_cast<Outcome>(WEXITSTATUS(status))) {
    case Outcome::sound: return "";
    case Outcome::damaged: return "its values are damaged: " + terminal_safe(report, false);
    case Outcome::out_of_memory: throw_no_check(folder, "out of memory", ErrorCode::out_of_memory);
    case Outcome::unreadable: break;
  }
  throw_no_check(folder, report);
}

}  // namespace

std::string check_database(const std::string& folder, std::uint64_t bytes, const std::function<bool()>& cancelled) {
  const Limits limits{kCpuSeconds + static_cast<rlim_t>(bytes / kBytesPerCpuSecond), address_space() + kMemoryBytes};
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_no_check(folder, errno_message(errno));
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);
  const pid_t id = ::fork();
  if (id == 0) run_child(input.get(), folder, limits);
  if (id < 0) throw_no_check(folder, errno_message(errno));
  Child child(id);
  input = Descriptor();  // or reading would not end
  const std::string report = read_report(output.get(), cancelled);
  const int status = child.wait();
  if (status < 0) throw_no_check(folder, errno_message(errno));
  return verdict(status, report, folder);
}

}  // namespace il2search
