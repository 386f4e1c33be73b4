// FICLONE, then copy_file_range, then read and write.
#include "storage/copy_file.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fs.h>
#endif

#include <cerrno>
#include <string_view>
#include <utility>

#include <il2search/error.h>

#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::size_t kKernelBlockBytes = std::size_t{16} << 20;
constexpr std::size_t kBlockBytes = std::size_t{1} << 20;

void report(std::uint64_t bytes, const CopyOptions& options) {
  if (options.on_progress) options.on_progress(bytes);
  if (options.cancelled && options.cancelled()) throw Error(ErrorCode::cancelled, "cancelled: nothing was published");
}

std::uint64_t size_of(const Descriptor& file, const std::string& path) {
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw_io("cannot read", path);
  return static_cast<std::uint64_t>(info.st_size);
}

bool clone(const Descriptor& from, const Descriptor& to) {
#ifdef FICLONE
  return ::ioctl(to.get(), FICLONE, from.get()) == 0;
#else
  return false;
#endif
}

// Between some file systems, or kernels, there is no such call; a failing disk is then reported by read() or write().
bool copy_in_kernel(const Descriptor& from, const Descriptor& to, const CopyOptions& options) {
#ifdef __linux__
  for (;;) {
    const ssize_t n = retry_interrupted(
        [&] { return ::copy_file_range(from.get(), nullptr, to.get(), nullptr, kKernelBlockBytes, 0); });
    if (n < 0) return false;
    if (n == 0) return true;
    report(static_cast<std::uint64_t>(n), options);
  }
#else
  return false;
#endif
}

// From the current offsets of both files.
void copy_blocks(const Descriptor& from, const std::string& source, const Descriptor& to, const std::string& target,
                 const CopyOptions& options) {
  std::string block(kBlockBytes, '\0');
  for (;;) {
    const ssize_t n = retry_interrupted([&] { return ::read(from.get(), block.data(), block.size()); });
    if (n < 0) throw_io("cannot read", source);
    if (n == 0) return;
    write_all(to, std::string_view(block).substr(0, static_cast<std::size_t>(n)), target);
    report(static_cast<std::uint64_t>(n), options);
  }
}

}  // namespace

void copy_index_file(const IndexFolder& folder, const std::string& relative, const std::string& to,
                     const CopyOptions& options) {
  const std::string source = folder.absolute(relative);
  const Descriptor from = folder.open_file(relative);
  if (!from.is_open()) throw_corrupt(source, "it is missing");
  Descriptor target = create_file(to);
  if (clone(from, target)) report(size_of(from, source), options);
  // Some file systems copy nothing and report success, so the end of the file is always found by read().
  else {
    copy_in_kernel(from, target, options);
    copy_blocks(from, source, target, to, options);
  }
  close_written(std::move(target), to);
}

}  // namespace il2search
