// Reads and replaces CURRENT, and holds manifests by locking them.
#include "storage/generation.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <ctime>
#include <thread>

#include <il2search/text.h>

#include "base/checksum.h"
#include "storage/index_directory.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxCurrentBytes = 4096;
constexpr std::size_t kDigits = 6;
constexpr std::string_view kManifestPrefix = "MANIFEST-";
constexpr const char* kCurrentName = "CURRENT";

// A reader that meets a generation while it is being removed looks for the newest one again.
constexpr int kTries = 200;
constexpr std::chrono::milliseconds kPause{10};

template <class Number> std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_checksum(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool locks_unsupported(int number) {
  return number == ENOLCK || number == EROFS || number == ENOSYS || number == EOPNOTSUPP || number == EINVAL ||
         number == EBADF;
}

// False while garbage collection holds the manifest.
bool lock_shared(const Descriptor& manifest, const std::string& path) {
  for (;;) {
    if (::flock(manifest.get(), LOCK_SH | LOCK_NB) == 0 || locks_unsupported(errno)) return true;
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw_io("cannot lock", path);
  }
}

bool still_linked(const Descriptor& file) {
  struct stat info {};
  return ::fstat(file.get(), &info) == 0 && info.st_nlink > 0;
}

// What became of an attempt to hold a manifest.
struct Attempt {
  Descriptor file;  // locked; not open if the manifest is being removed or is gone
  bool is_locked_by_another = false;
};

Attempt open_locked(const IndexFolder& folder, const std::string& name) {
  Descriptor file = folder.open_file(name);
  if (!file.is_open()) return {};
  if (!lock_shared(file, folder.absolute(name))) return {Descriptor(), true};
  if (!still_linked(file)) return {};
  return {std::move(file), false};
}

Manifest verified_manifest(const Descriptor& file, const FileEntry& entry, const std::string& path) {
  const std::string bytes = read_all(file, path, kMaxManifestBytes);
  if (bytes.size() != entry.size || xxh3_hex(bytes) != entry.xxh3) throw_corrupt(path, "its checksum is wrong");
  return manifest_from_json(bytes, terminal_safe(path, false));
}

FileEntry entry_of(const Descriptor& file, const std::string& path, std::uint64_t generation) {
  const std::string bytes = read_all(file, path, kMaxManifestBytes);
  return {manifest_name(generation), bytes.size(), xxh3_hex(bytes)};
}

void check_generation(const HeldManifest& held, const std::string& path) {
  if (held.manifest.generation != held.current.generation) throw_corrupt(path, "it holds another generation");
}

[[noreturn]] void throw_manifest_missing(const IndexFolder& folder, const CurrentFile& current) {
  throw_corrupt(folder.absolute(current.manifest.path), "it is missing");
}

[[noreturn]] void throw_manifest_locked(const std::string& path) {
  throw Error(ErrorCode::locked, "the manifest is locked by another process: " + terminal_safe(path, false),
              "end the process that holds it; `fuser` and `lslocks` name it");
}

}  // namespace

std::string timestamp_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts));
}

void throw_numbers_exhausted(const IndexFolder& folder) {
  throw Error(ErrorCode::index_corrupt,
              "index corrupt: " + terminal_safe(folder.path(), false) +
                  ": the numbers of its generations or segments are exhausted",
              "load its sources into a new index with `il2index update`");
}

std::string padded_number(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

std::string manifest_name(std::uint64_t generation) { return std::string(kManifestPrefix) + padded_number(generation); }
std::string ledger_name(std::uint64_t generation) { return "LEDGER-" + padded_number(generation); }

std::optional<std::uint64_t> number_after(std::string_view name, std::string_view prefix) {
  if (name.substr(0, prefix.size()) != prefix) return std::nullopt;
  name.remove_prefix(prefix.size());
  const auto number = parse_number<std::uint64_t>(name);
  return number && padded_number(*number) == name ? number : std::nullopt;
}

std::string current_line(const FileEntry& manifest) {
  return manifest.path + " " + std::to_string(manifest.size) + " " + manifest.xxh3 + "\n";
}

std::optional<CurrentFile> parse_current(std::string_view line) {
  if (line.empty() || line.back() != '\n') return std::nullopt;
  line.remove_suffix(1);
  const std::size_t first = line.find(' ');
  const std::size_t second = line.find(' ', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  const auto generation = number_after(line.substr(0, first), kManifestPrefix);
  const auto size = parse_number<std::uint64_t>(line.substr(first + 1, second - first - 1));
  const std::string_view checksum = line.substr(second + 1);
  if (!generation || *generation == 0 || *generation > kMaxNumber || !size || !is_checksum(checksum))
    return std::nullopt;
  return CurrentFile{*generation, {manifest_name(*generation), *size, std::string(checksum)}};
}

std::optional<CurrentFile> find_current(const IndexFolder& folder) {
  const Descriptor file = folder.open_file(kCurrentName);
  if (!file.is_open()) {
    if (has_published(folder)) throw_corrupt(folder.absolute(kCurrentName), "it is missing");
    return std::nullopt;
  }
  const std::string path = folder.absolute(kCurrentName);
  auto current = parse_current(read_all(file, path, kMaxCurrentBytes));
  if (!current) throw_corrupt(path, "it does not name a manifest");
  return current;
}

CurrentFile read_current(const IndexFolder& folder) {
  const auto current = find_current(folder);
  if (!current) throw_index_missing(folder.path());
  return *current;
}

void replace_current(const IndexFolder& folder, const CurrentFile& next, const std::optional<CurrentFile>& old) {
  folder.replace_file(kCurrentName, current_line(next.manifest));
  try {
    folder.sync_folder("");
  } catch (const Error&) {
    try {
      if (old) folder.replace_file(kCurrentName, current_line(old->manifest));
      else folder.remove(kCurrentName);
    } catch (const Error&) {
      // The disk does not work at all; the first error is reported.
    }
    throw;
  }
}

HeldManifest hold_newest(const IndexFolder& folder) {
  CurrentFile current = read_current(folder);
  bool is_locked = false;
  for (int tries = 0; tries < kTries; ++tries) {
    const std::string path = folder.absolute(current.manifest.path);
    Attempt attempt = open_locked(folder, current.manifest.path);
    if (attempt.file.is_open()) {
      Manifest manifest = verified_manifest(attempt.file, current.manifest, path);
      HeldManifest held{std::move(attempt.file), current, std::move(manifest)};
      check_generation(held, path);
      return held;
    }
    is_locked = attempt.is_locked_by_another;
    const CurrentFile again = read_current(folder);
    if (again == current && !folder.file_size(current.manifest.path)) throw_manifest_missing(folder, current);
    if (again == current) std::this_thread::sleep_for(kPause);
    current = again;
  }
  if (is_locked) throw_manifest_locked(folder.absolute(current.manifest.path));
  throw_manifest_missing(folder, current);
}

HeldManifest hold_generation(const IndexFolder& folder, std::uint64_t generation) {
  const CurrentFile newest = read_current(folder);
  if (generation == newest.generation) return hold_newest(folder);
  const std::string name = manifest_name(generation);
  const std::string path = folder.absolute(name);
  // A manifest above the newest one was left by a run that did not publish it.
  Attempt attempt = generation < newest.generation ? open_locked(folder, name) : Attempt{};
  if (attempt.is_locked_by_another && folder.file_size(name)) throw_manifest_locked(path);
  if (!attempt.file.is_open()) {
    throw Error(ErrorCode::not_found, "no such generation: " + terminal_safe(folder.path(), false) + ": " +
                                          std::to_string(generation) + " is not kept");
  }
  const FileEntry entry = entry_of(attempt.file, path, generation);
  Manifest manifest = verified_manifest(attempt.file, entry, path);
  HeldManifest held{std::move(attempt.file), {generation, entry}, std::move(manifest)};
  check_generation(held, path);
  return held;
}

Manifest read_manifest(const IndexFolder& folder, const FileEntry& entry) {
  const std::string path = folder.absolute(entry.path);
  const Descriptor file = folder.open_file(entry.path);
  if (!file.is_open())
    throw Error(ErrorCode::not_found, "no such generation: " + terminal_safe(path, false) + " is gone",
                "`il2index generations` lists the kept ones");
  return verified_manifest(file, entry, path);
}

void require_current_format(const IndexFolder& folder, const Manifest& manifest) {
  if (manifest.format_version == kFormatVersion) return;
  const std::string shown = terminal_safe(folder.path(), false);
  throw Error(ErrorCode::index_incompatible,
              "index incompatible: " + shown + ": its format is " + std::to_string(manifest.format_version) +
                  ", which only `rebuild` reads",
              "`il2index rebuild --index " + shown + "` indexes its documents again");
}

std::uint64_t current_generation(const std::string& index_path) {
  return read_current(IndexFolder::open(index_path)).generation;
}

}  // namespace il2search
