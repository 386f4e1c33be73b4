#include "tests/faults/supervisor.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "tests/faults/traced_calls.h"

namespace il2search::test {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// --- The supervised process, before it becomes the program.

bool send_descriptor(int socket, int descriptor) {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  char byte = 0;
  iovec bytes{&byte, 1};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  return ::sendmsg(socket, &message, 0) == 1;
}

// -1 if none came.
int receive_descriptor(int socket) {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  char byte = 0;
  iovec bytes{&byte, 1};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  int descriptor = -1;
  if (::recvmsg(socket, &message, MSG_CMSG_CLOEXEC) == 1 && CMSG_FIRSTHDR(&message) != nullptr)
    std::memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
  return descriptor;
}

// From now on the calls of the table wait for the supervisor. Returns the descriptor that reports them, or -1.
int install_filter() {
  std::vector<sock_filter> filter{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const long number : traced_calls()) {
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
}

[[noreturn]] void become(char* const* words, int socket, int output) {
  ::setpgid(0, 0);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  const int listener = install_filter();
  if (listener >= 0 && send_descriptor(socket, listener)) {
    ::close(listener);
    ::execv(words[0], words);
  }
  ::_exit(127);
}

// --- The supervisor.

class Descriptor {
 public:
  explicit Descriptor(long fd) : fd_(static_cast<int>(fd)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

class Supervisor {
 public:
  Supervisor(pid_t child, int listener, const std::string& under, const Fault& fault,
             const std::function<void(const Call&)>& before_call)
      : child_(child),
        process_(::syscall(SYS_pidfd_open, child, 0)),
        listener_(listener),
        under_(under),
        fault_(fault),
        before_call_(before_call) {}

  // Returns the status of the program when it has ended.
  int run() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    for (;;) {
      std::array<pollfd, 2> ready{{{listener_, POLLIN, 0}, {process_.get(), POLLIN, 0}}};
      ::poll(ready.data(), ready.size(), 1000);
      if ((ready[0].revents & POLLIN) != 0) answer_next();
      else if ((ready[1].revents & POLLIN) != 0) break;
      if (std::chrono::steady_clock::now() > end) ::kill(-child_, SIGKILL);
    }
    int status = 0;
    ::waitpid(child_, &status, 0);
    return status;
  }
  const Call& hit() const { return hit_; }

 private:
  void answer_next() {
    seccomp_notif seen{};
    if (::ioctl(listener_, SECCOMP_IOCTL_NOTIF_RECV, &seen) != 0) return;
    seccomp_notif_resp answer{};
    answer.id = seen.id;
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    const Call call = call_of(seen);
    if (is_under(call.path)) decide(call, seen, answer);
    // With an answer, a program that was killed might still make the call.
    if (!is_killed_) ::ioctl(listener_, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }

  bool is_under(const std::string& path) const {
    return path.starts_with(under_) && (path.size() == under_.size() || path[under_.size()] == '/');
  }

  void decide(const Call& call, const seccomp_notif& seen, seccomp_notif_resp& answer) {
    const bool is_hit = applies(fault_, call) && ++count_ == fault_.at;
    const bool is_hit_again = fault_.lasts && std::string_view(call.name) == hit_.name;
    if (is_hit || is_hit_again) make_fault(call, seen, answer);
    else if (before_call_) before_call_(call);
  }

  void make_fault(const Call& call, const seccomp_notif& seen, seccomp_notif_resp& answer) {
    hit_ = call;
    if (fault_.kind == Fault::Kind::error) {
      answer.flags = 0;
      answer.error = -fault_.error;
      return;
    }
    const auto half = transfer_half(call.name, seen);
    if (fault_.kind == Fault::Kind::kill) {
      if (half && before_call_) before_call_(call);
      ::kill(-child_, SIGKILL);
      is_killed_ = true;
    }
    if (!half) return;
    answer.flags = 0;
    answer.val = *half;
  }

  // Makes the call for the program with half of its bytes and returns how many; nothing if it is to be made unchanged.
  std::optional<ssize_t> transfer_half(std::string_view name, const seccomp_notif& seen) const {
    const std::size_t half = seen.data.args[2] / 2;
    const bool is_write = is_one_of(name, {"write", "pwrite64"});
    if (half == 0 || !(is_write || is_one_of(name, {"read", "pread64"}))) return std::nullopt;
    const Descriptor file(::syscall(SYS_pidfd_getfd, process_.get(), static_cast<int>(seen.data.args[0]), 0));
    if (file.get() < 0) return std::nullopt;
    const ssize_t done = is_write ? write_half(file.get(), name, seen, half) : read_half(file.get(), name, seen, half);
    return done > 0 ? std::optional(done) : std::nullopt;
  }

  static ssize_t write_half(int file, std::string_view name, const seccomp_notif& seen, std::size_t half) {
    std::string bytes(half, '\0');
    const iovec to = local(bytes.data(), half);
    const iovec from = remote(seen.data.args[1], half);
    if (::process_vm_readv(static_cast<pid_t>(seen.pid), &to, 1, &from, 1, 0) != static_cast<ssize_t>(half)) return -1;
    if (name == "write") return ::write(file, bytes.data(), half);
    return ::pwrite(file, bytes.data(), half, static_cast<off_t>(seen.data.args[3]));
  }

  static ssize_t read_half(int file, std::string_view name, const seccomp_notif& seen, std::size_t half) {
    std::string bytes(half, '\0');
    const ssize_t got = name == "read" ? ::read(file, bytes.data(), half)
                                       : ::pread(file, bytes.data(), half, static_cast<off_t>(seen.data.args[3]));
    if (got <= 0) return got;
    const iovec from = local(bytes.data(), static_cast<std::size_t>(got));
    const iovec to = remote(seen.data.args[1], from.iov_len);
    return ::process_vm_writev(static_cast<pid_t>(seen.pid), &from, 1, &to, 1, 0);
  }

  pid_t child_;
  Descriptor process_;
  int listener_;
  const std::string& under_;
  const Fault& fault_;
  const std::function<void(const Call&)>& before_call_;
  long count_ = 0;
  bool is_killed_ = false;
  Call hit_;
};

std::string content_of(int file) {
  std::string text;
  std::array<char, 65536> buffer;
  for (ssize_t n; (n = ::pread(file, buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(n));
  return text;
}

}  // namespace

bool applies(const Fault& fault, const Call& call) {
  const std::string_view name = call.name;
  if (fault.kind == Fault::Kind::shorten) return is_one_of(name, {"read", "pread64", "write", "pwrite64"});
  if (fault.kind == Fault::Kind::error && fault.error == EINTR)
    return is_one_of(name, {"open", "openat", "read", "pread64", "write", "pwrite64", "writev", "fsync", "fdatasync",
                            "ftruncate", "fallocate", "flock", "copy_file_range", "sendfile"});
  return true;
}

SupervisedEnd supervise(const std::vector<std::string>& words, const std::string& under, const Fault& fault,
                        const std::function<void(const Call&)>& before_call) {
  std::vector<std::string> copies = words;
  std::vector<char*> pointers;
  for (std::string& word : copies) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const Descriptor output(::memfd_create("output", MFD_CLOEXEC));
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
    throw std::runtime_error("cannot make a pair of sockets");
  const pid_t child = ::fork();
  if (child == 0) become(pointers.data(), sockets[1], output.get());
  ::close(sockets[1]);
  const Descriptor socket(sockets[0]);
  const Descriptor listener(receive_descriptor(socket.get()));
  if (listener.get() < 0) {
    ::waitpid(child, nullptr, 0);
    throw std::runtime_error("the kernel does not permit seccomp user notification");
  }
  Supervisor supervisor(child, listener.get(), under, fault, before_call);
  const int status = supervisor.run();
  SupervisedEnd end{-1, 0, content_of(output.get()), supervisor.hit()};
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  else end.code = WEXITSTATUS(status);
  return end;
}

std::string supervision_refusal() {
  try {
    supervise({"/bin/true"}, "/nowhere", {});
    return {};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

}  // namespace il2search::test
