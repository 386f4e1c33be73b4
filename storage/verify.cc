// Streams files through XXH3 and compares.
#include "storage/verify.h"

#include <unistd.h>

#include <string_view>

#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;

void report(const std::string& relative, std::uint64_t bytes, const VerifyOptions& options) {
  if (options.on_progress) options.on_progress(relative, bytes);
  if (options.cancelled && options.cancelled()) throw Error(ErrorCode::cancelled, "cancelled: nothing was published");
}

std::string wrong_size(std::uint64_t found, std::uint64_t expected) {
  return "it has " + std::to_string(found) + " bytes instead of " + std::to_string(expected);
}

// What is wrong with the size of a file, or "".
std::string fault_of_size(const IndexFolder& folder, const FileEntry& entry) {
  const auto size = folder.file_size(entry.path);
  if (!size) return "it is missing";
  return *size == entry.size ? "" : wrong_size(*size, entry.size);
}

// What is wrong with a file, or "".
std::string fault_of(const IndexFolder& folder, const FileEntry& entry, const VerifyOptions& options) {
  if (std::string what = fault_of_size(folder, entry); !what.empty()) return what;
  const FileChecksum sum = checksum_of(folder, entry.path, options);
  if (sum.bytes != entry.size) return wrong_size(sum.bytes, entry.size);
  return sum.hex == entry.xxh3 ? "" : "its checksum is wrong";
}

// The fault that `look` finds, or that the file is not a regular one.
template <class Look> std::optional<FileFault> fault_found(const FileEntry& entry, Look look) {
  std::string what;
  try {
    what = look();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::index_corrupt) throw;
    return to_fault(entry.path, error);
  }
  if (what.empty()) return std::nullopt;
  return FileFault{entry.path, std::move(what)};
}

}  // namespace

FileChecksum checksum_of(const IndexFolder& folder, const std::string& relative, const VerifyOptions& options) {
  const Descriptor file = folder.open_file(relative);
  const std::string shown = folder.absolute(relative);
  if (!file.is_open()) throw_corrupt(shown, "it is missing");
  std::string block(kBlockBytes, '\0');
  Xxh3 hash;
  FileChecksum sum;
  for (;;) {
    const ssize_t n = retry_interrupted([&] { return ::read(file.get(), block.data(), block.size()); });
    if (n < 0) throw_io("cannot read", shown);
    if (n == 0) break;
    hash.update({block.data(), static_cast<std::size_t>(n)});
    sum.bytes += static_cast<std::uint64_t>(n);
    report(relative, static_cast<std::uint64_t>(n), options);
  }
  sum.hex = hash.hex();
  return sum;
}

// "it is missing" of "index corrupt: /data/index/LEDGER-000042: it is missing".
FileFault to_fault(const std::string& path, const Error& error) {
  const std::string_view message = error.what();
  const std::size_t at = message.rfind(": ");
  return {path, std::string(at == std::string_view::npos ? message : message.substr(at + 2))};
}

std::optional<FileFault> verify_file(const IndexFolder& folder, const FileEntry& entry, const VerifyOptions& options) {
  return fault_found(entry, [&] { return fault_of(folder, entry, options); });
}

std::optional<FileFault> verify_size(const IndexFolder& folder, const FileEntry& entry) {
  return fault_found(entry, [&] { return fault_of_size(folder, entry); });
}

std::vector<FileFault> verify_generation(const IndexFolder& folder, const Manifest& manifest,
                                         const VerifyOptions& options) {
  std::vector<FileFault> faults;
  for_each_file(manifest, [&](const FileEntry& entry) {
    if (auto fault = verify_file(folder, entry, options)) faults.push_back(std::move(*fault));
  });
  return faults;
}

void require_intact(const IndexFolder& folder, const FileEntry& entry, const VerifyOptions& options) {
  if (const auto fault = verify_file(folder, entry, options)) throw_corrupt(folder.absolute(fault->path), fault->what);
}

void require_intact(const IndexFolder& folder, const SegmentEntry& segment, const VerifyOptions& options) {
  for (const FileEntry& entry : segment.files) require_intact(folder, entry, options);
}

void require_intact(const IndexFolder& folder, const Manifest& manifest, const VerifyOptions& options) {
  for_each_file(manifest, [&](const FileEntry& entry) { require_intact(folder, entry, options); });
}

}  // namespace il2search
