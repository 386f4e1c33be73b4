// Preloaded into a program: lets an allocation fail. glibc only.
//
//   IL2SEARCH_FAIL_ALLOCATION=N    the Nth allocation fails; N+: and all later ones
//   IL2SEARCH_COUNT_ALLOCATIONS=FILE    writes their number there when the program ends
//
// Allocations are counted from the start of main(): before, nothing can be reported.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the names that glibc has
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

std::atomic<bool> is_counting{false};
std::atomic<long> allocations{0};
long fail_at = 0;
bool lasts = false;

bool fails() {
  if (!is_counting) return false;
  const long number = ++allocations;
  if (fail_at == 0 || number < fail_at || (number > fail_at && !lasts)) return false;
  errno = ENOMEM;
  return true;
}

void write_count() {
  const char* path = std::getenv("IL2SEARCH_COUNT_ALLOCATIONS");
  if (path == nullptr) return;
  char digits[24];
  const int size = std::snprintf(digits, sizeof digits, "%ld", allocations.load());
  const int file = ::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || ::write(file, digits, static_cast<std::size_t>(size)) != size) ::_exit(126);
  ::close(file);
}

}  // namespace

namespace {

using Main = int (*)(int, char**, char**);
Main real_main = nullptr;

int counted_main(int argc, char** argv, char** environment) {
  if (const char* setting = std::getenv("IL2SEARCH_FAIL_ALLOCATION")) {
    fail_at = std::atol(setting);
    lasts = setting[std::strlen(setting) - 1] == '+';
  }
  is_counting = true;
  const int code = real_main(argc, argv, environment);
  is_counting = false;
  write_count();
  return code;
}

}  // namespace

extern "C" {

int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(), void (*rtld_fini)(),
                      void* stack_end) {
  real_main = main;
  const auto start = reinterpret_cast<decltype(&__libc_start_main)>(::dlsym(RTLD_NEXT, "__libc_start_main"));
  return start(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}

void* malloc(std::size_t size) { return fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return fails() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* old, std::size_t size) { return size > 0 && fails() ? nullptr : __libc_realloc(old, size); }
void* memalign(std::size_t alignment, std::size_t size) { return fails() ? nullptr : __libc_memalign(alignment, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }
int posix_memalign(void** to, std::size_t alignment, std::size_t size) {
  *to = memalign(alignment, size);
  return *to == nullptr ? ENOMEM : 0;
}
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
