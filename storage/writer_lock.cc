// Takes the writer's lock, with a deadline and a message that names the process holding it.
#include "storage/writer_lock.h"

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include <il2search/text.h>

#include "base/ascii.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::chrono::milliseconds kPause{20};
constexpr std::chrono::milliseconds kShortPause{1};
// The shortest wait, with many tries, since writer_active() takes the lock for an instant.
constexpr std::chrono::milliseconds kGrace{60};
constexpr std::size_t kMaxLockBytes = 4096;

constexpr const char* kLockName = "LOCK";

bool try_lock(const Descriptor& file, const std::string& path) {
  for (;;) {
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return true;
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw_io("cannot lock the index", path);
  }
}

// False if the file was removed or replaced while this process waited: no other writer would see a lock on it.
bool is_lock_file(const Descriptor& file, const IndexFolder& folder) {
  const Descriptor now = folder.open_file(kLockName);
  struct stat ours {};
  struct stat there {};
  return now.is_open() && ::fstat(file.get(), &ours) == 0 && ::fstat(now.get(), &there) == 0 &&
         ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

// "process 123", or "another process" if the file does not say.
std::string holder(const Descriptor& file, const std::string& path) {
  std::string text = read_all(file, path, kMaxLockBytes);
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return ascii::is_number(text) && text.size() <= 10 ? "process " + text : "another process";
}

// Only messages use the text, so errors are ignored.
void write_holder(const Descriptor& file) {
  const std::string text = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file.get(), 0) != 0) return;
  if (::pwrite(file.get(), text.data(), text.size(), 0) < 0) return;
}

[[noreturn]] void throw_locked(const IndexFolder& folder, const Descriptor& file) {
  throw Error(
      ErrorCode::locked,
      "the index is locked by " + holder(file, folder.absolute(kLockName)) + ": " + terminal_safe(folder.path(), false),
      "wait until it is done, or use --wait SECONDS");
}

}  // namespace

Descriptor lock_for_writing(const IndexFolder& folder, std::chrono::milliseconds wait,
                            const std::function<bool()>& cancelled) {
  const std::string path = folder.absolute(kLockName);
  const auto start = std::chrono::steady_clock::now();
  const auto deadline = start + std::max(wait, kGrace);
  for (;;) {
    Descriptor file = folder.open_or_create_file(kLockName);
    if (try_lock(file, path) && is_lock_file(file, folder)) {
      write_holder(file);
      return file;
    }
    if (cancelled && cancelled()) {
      throw Error(ErrorCode::cancelled, "cancelled while waiting for the lock: " + terminal_safe(folder.path(), false));
    }
    const auto now = std::chrono::steady_clock::now();
    if (now >= deadline) throw_locked(folder, file);
    std::this_thread::sleep_for(now - start < kGrace ? kShortPause : kPause);
  }
}

bool writer_active(const IndexFolder& folder) {
  const Descriptor file = folder.open_file(kLockName);
  return file.is_open() && ::flock(file.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace il2search
