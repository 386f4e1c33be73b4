// Descriptors, maps and errno.
#include "base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Descriptor open_path(const std::string& path, int flags) noexcept {
  return Descriptor(retry_interrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0666); }));
}

std::string errno_message(int number) { return std::generic_category().message(number); }

void throw_io(const std::string& what, const std::string& path) {
  const int number = errno;
  throw Error(ErrorCode::io, what + " (" + errno_message(number) + "): " + terminal_safe(path, false),
              is_out_of_space(number) ? "free some disk space and run it again; the published index is unchanged" : "");
}

bool is_out_of_space(int number) noexcept { return number == ENOSPC || number == EDQUOT || number == EFBIG; }

MappedFile::MappedFile(const Descriptor& file, std::size_t size, const std::string& path) {
  if (size == 0) return;
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (mapped == MAP_FAILED) throw_io("cannot map", path);
  bytes_ = {static_cast<const char*>(mapped), size};
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace il2search
